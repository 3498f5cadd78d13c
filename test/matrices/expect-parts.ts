import { expect } from "vitest";
import type { Part } from "../../src/matrices/count-matrix.ts";
import type { Dimension } from "../../src/matrices/neighbourhood.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import type { LevelVolume } from "../../src/processing/discretise.ts";
import { sliceOf } from "./level-volumes.ts";

/**
 * Checks every part against what `expected` gives for its direction on its slice (2D) or on the
 * whole volume (3D), and that there is one part for every slice of the region's box.
 */
export function expectParts<M>(
  parts: readonly Part<M>[],
  volume: LevelVolume,
  dimension: Dimension,
  directions: number,
  check: (matrix: M, volume: LevelVolume, direction: number) => void,
): void {
  const { origin, sliceStart } = textureGrid(volume, 1);
  const slices = dimension === 2 ? sliceStart.length - 1 : 1;
  const keys = Array.from({ length: slices * directions }, (_, k) => [
    Math.floor(k / directions),
    k % directions,
  ]);
  expect(parts.map(({ slice, direction }) => [slice, direction])).toEqual(keys);
  for (const { slice, direction, matrix } of parts) {
    check(matrix, dimension === 2 ? sliceOf(volume, origin[2] + slice) : volume, direction);
  }
}
