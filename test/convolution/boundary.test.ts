import { describe, expect, it } from "vitest";
import { extendAxis } from "../../src/convolution/boundary.ts";

describe("extendAxis", () => {
  it.each([
    ["zero", [-1, -1, -1, -1, -1, 0, 1, 2, -1, -1, -1, -1]],
    ["nearest", [0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2]],
    ["periodic", [1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0]],
    ["mirror", [1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0]],
  ] as const)("%s, also further than the axis is long", (boundary, expected) => {
    expect([...extendAxis(3, 5, 4, boundary)]).toEqual(expected);
  });

  it("of a single voxel", () => {
    expect([...extendAxis(1, 2, 1, "mirror")]).toEqual([0, 0, 0, 0]);
  });
});
