import { inWorkspace } from "../base/workspace.ts";
import type { LevelVolume } from "../processing/discretise.ts";
import { boundingBox } from "../volume/box.ts";

/**
 * The region's grey levels as the texture kernels read them: cut to the region's box and padded
 * with level 0 on all sides, so that a neighbour within `pad` voxels can be read without a test.
 */
export interface TextureGrid {
  /** Grey levels, 0 outside the region; x runs fastest. */
  readonly data: Uint16Array;
  /** Voxels along x, y, z, padding included. */
  readonly size: readonly [number, number, number];
  /** Chebyshev distance of the neighbours, and width of the padding, in voxels. */
  readonly pad: number;
  /** Voxel indices in the level volume of the first voxel inside the padding. */
  readonly origin: readonly [number, number, number];
  /** N_g. */
  readonly levels: number;
  /** Index into `data` of every region voxel, ascending. */
  readonly voxels: Int32Array;
  /**
   * Slice z, counted without the padding, has the voxels `sliceStart[z]` to `sliceStart[z + 1]` -
   * 1.
   */
  readonly sliceStart: Int32Array;
}

/**
 * Builds the texture grid of a level volume, for neighbours within `distance` voxels.
 *
 * A distance above the longest side of the region's box gives the same as that side: no region voxels
 * are farther apart.
 */
export function textureGrid(volume: LevelVolume, distance: number): TextureGrid {
  const {
    data: source,
    levels,
    size: [sx, sy],
  } = volume;
  const box = boundingBox(volume);
  if (box === null) {
    return {
      data: new Uint16Array(0),
      size: [0, 0, 0],
      pad: 0,
      origin: [0, 0, 0],
      levels,
      voxels: new Int32Array(0),
      sliceStart: new Int32Array(1),
    };
  }
  const { min, max } = box;
  const bx = max[0] - min[0] + 1;
  const by = max[1] - min[1] + 1;
  const bz = max[2] - min[2] + 1;
  const pad = Math.min(distance, Math.max(bx, by, bz));
  const nx = bx + 2 * pad;
  const ny = by + 2 * pad;
  const nz = bz + 2 * pad;
  const data = new Uint16Array(nx * ny * nz);
  const sliceStart = new Int32Array(bz + 1);
  const voxels = inWorkspace(({ integers }) => {
    const found = integers(bx * by * bz);
    let n = 0;
    for (let z = 0; z < bz; z++) {
      for (let y = 0; y < by; y++) {
        const from = min[0] + sx * (min[1] + y + sy * (min[2] + z));
        const to = pad + nx * (pad + y + ny * (pad + z));
        n = copyRow(source, from, from + bx, data, to, found, n);
      }
      sliceStart[z + 1] = n;
    }
    return found.slice(0, n);
  });
  return { data, size: [nx, ny, nz], pad, origin: min, levels, voxels, sliceStart };
}

/** Copies a row of levels, and lists its voxels in `found` from place `n` on; gives the place after them. */
function copyRow(
  source: Uint16Array,
  from: number,
  end: number,
  data: Uint16Array,
  to: number,
  found: Int32Array,
  n: number,
): number {
  let next = n;
  for (let v = from, at = to; v < end; v++, at++) {
    if (source[v] === 0) continue;
    data[at] = source[v];
    found[next++] = at;
  }
  return next;
}
