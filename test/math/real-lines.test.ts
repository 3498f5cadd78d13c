import { describe, expect, it } from "vitest";
import { evenOffsets, paddedOffsets } from "../../src/math/real-lines.ts";

describe("offsets", () => {
  it("pad a line", () => {
    expect([...paddedOffsets(5, 3)]).toEqual([0, 1, 2, -1, -1]);
    expect([...paddedOffsets(4, 3, 10)]).toEqual([0, 10, 20, -1]);
  });

  it("repeat an even line", () => {
    expect([...evenOffsets(6, 3)]).toEqual([0, 1, 2, -1, 2, 1]);
    expect([...evenOffsets(5, 3)]).toEqual([0, 1, 2, 2, 1]);
  });
});
