import { describe, expect, it } from "vitest";
import { checkLoss, checkPlanes } from "../../src/case/lost-voxels.ts";
import type { FileDescription } from "../../src/io/format.ts";

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

describe("checkPlanes", () => {
  it("refuses contours of which more than a twentieth of the planes lie outside", () => {
    const drawing = (contourPlanes: number, outsidePlanes: number) =>
      ({ format: "DICOM RTSTRUCT", contourPlanes, outsidePlanes }) as FileDescription;
    expect(() => checkPlanes(drawing(3, 2))).toThrow(
      "2 of the region's 3 contour planes (66.7 %) lie outside the image, expected at most 5 %; " +
        "option largestLoss: 0.67 takes it as it is",
    );
    expect(() => checkPlanes(drawing(3, 2), 0.67)).not.toThrow();
    expect(() => checkPlanes(drawing(20, 1))).not.toThrow();
  });
});
