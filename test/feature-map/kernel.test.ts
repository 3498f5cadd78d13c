import { describe, expect, it } from "vitest";
import { kernelOffsets, reachOf } from "../../src/feature-map/kernel.ts";

const room = [99, 99, 99] as const;

describe("kernelOffsets", () => {
  it.each([
    [1, "cubic", 3, 27],
    [2, "cubic", 3, 125],
    [1, "cubic", 2, 9],
    [1, "spherical", 3, 7],
    [2, "spherical", 3, 33], // lattice points within a ball: 1, 7, 33, 123 …
    [3, "spherical", 3, 123],
    [2, "spherical", 2, 13],
  ] as const)("radius %i, %s, %iD: %i voxels", (radius, shape, dimensions, voxels) => {
    expect(kernelOffsets({ radius, shape, dimensions }, room)).toHaveLength(voxels);
  });

  it("go in the order of memory", () => {
    const offsets = kernelOffsets({ radius: 2, shape: "spherical", dimensions: 3 }, room);
    const flat = offsets.map(([x, y, z]) => x + 10 * (y + 10 * z));
    expect(flat).toEqual([...flat].sort((a, b) => a - b));
  });

  it("lead no further than the grid is wide", () => {
    const offsets = kernelOffsets({ radius: 1000, shape: "cubic", dimensions: 3 }, [3, 2, 1]);
    expect(reachOf(offsets)).toEqual([2, 1, 0]);
    expect(offsets).toHaveLength(15);
  });
});
