import { flatOffsets } from "../../matrices/neighbourhood.ts";
import type { TextureGrid } from "../../matrices/texture-grid.ts";
import { anglesAt } from "../angles.ts";
import type { ClassRegion } from "./class-region.ts";

/** Whether distances are all from 1 to the largest: the neighbours are then those that the core counts. */
export function isBall(distances: readonly number[]): boolean {
  return new Set(distances).size === Math.max(...distances);
}

/** What to add to a voxel's index for each neighbour at some distances, in either direction. */
export function shellOffsets(
  { levels, dimension }: ClassRegion,
  { size }: TextureGrid,
  distances: readonly number[],
): Int32Array {
  const forwards = flatOffsets(anglesAt(distances, dimension, levels().size), size);
  return Int32Array.from([...forwards, ...forwards.map((offset) => -offset)]);
}
