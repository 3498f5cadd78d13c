import type { Box } from "../volume/box.ts";
import type { Vec3 } from "../volume/volume.ts";

/** The box and `margin` voxels on every side, also past the grid. */
export function widenBox({ min, max }: Box, margin: Vec3): Box {
  return {
    min: [min[0] - margin[0], min[1] - margin[1], min[2] - margin[2]],
    max: [max[0] + margin[0], max[1] + margin[1], max[2] + margin[2]],
  };
}

/** What two boxes that meet have in common. */
export function intersectBoxes(a: Box, b: Box): Box {
  return { min: pairwise(Math.max, a.min, b.min), max: pairwise(Math.min, a.max, b.max) };
}

/** A box counted from a voxel on. */
export function shiftBox({ min, max }: Box, by: Vec3): Box {
  const plus = (a: number, b: number) => a + b;
  return { min: pairwise(plus, min, by), max: pairwise(plus, max, by) };
}

function pairwise(f: (a: number, b: number) => number, a: Vec3, b: Vec3): Vec3 {
  return [f(a[0], b[0]), f(a[1], b[1]), f(a[2], b[2])];
}
