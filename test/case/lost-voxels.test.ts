import { describe, expect, it } from "vitest";
import { checkLoss } from "../../src/case/lost-voxels.ts";

describe("checkLoss", () => {
  it("refuses more than a twentieth, unless more is allowed", () => {
    const cut = { before: 456, after: 312, outside: 144 };
    expect(() => checkLoss(cut)).toThrow(
      "144 of the region's 456 voxels (31.6 %) lie outside the image, expected at most 5 %; " +
        "option largestLoss: 0.32 takes it as it is",
    );
    expect(() => checkLoss(cut, 0.31)).toThrow("expected at most 31 %");
    expect(() => checkLoss(cut, 0.32)).not.toThrow();
    expect(() => checkLoss({ before: 100, after: 95, outside: 5 })).not.toThrow();
    expect(() => checkLoss({ before: 100, after: 100, outside: 0 }, 0)).not.toThrow();
  });
});
