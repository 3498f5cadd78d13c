import fc from "fast-check";
import type { Mask } from "../../src/volume/mask.ts";
import { countGridVoxels, type Grid, type Vec3 } from "../../src/volume/volume.ts";
import { gridArbitrary } from "../processing/arbitrary-volumes.ts";

/** A mask of random voxels, few or many, with at least one. */
export function masked(grid: Grid, seed: number, part: number): Mask {
  let state = seed | 1;
  const data = Uint8Array.from({ length: countGridVoxels(grid) }, () => {
    state = Math.imul(state, 1664525) + 1013904223;
    return (state >>> 8) % 1000 < 1000 * part ? 1 : 0;
  });
  data[(seed >>> 3) % data.length] = 1;
  return { ...grid, data };
}

/** Random masks on small grids, oblique and of unequal spacing. */
export function maskArbitrary(maximum: Vec3 = [9, 8, 6]): fc.Arbitrary<Mask> {
  const parts = fc.constantFrom(0.02, 0.1, 0.4, 0.8, 0.98);
  return fc
    .tuple(gridArbitrary(maximum), fc.nat(), parts)
    .map(([grid, seed, part]) => masked(grid, seed, part));
}
