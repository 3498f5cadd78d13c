import type { Box } from "../volume/box.ts";
import { boxSize } from "../volume/box.ts";
import { bytesCopier } from "../volume/copy-bytes.ts";
import type { Mask } from "../volume/mask.ts";
import type { Vec3 } from "../volume/volume.ts";

/** The part of a mask in a box, with at least one layer of zeros around it. */
export interface PaddedMask {
  /** 1 inside, 0 outside; x runs fastest. */
  readonly data: Uint8Array<ArrayBuffer>;
  /**
   * Voxels along x, y, z, zeros included. The number along x is a multiple of four, so that four
   * voxels can be read as one 32-bit word.
   */
  readonly size: Vec3;
}

/** Cuts a box out of a mask and surrounds it by zeros; voxel (0, 0, 0) moves to (1, 1, 1). */
export function padMask({ data, size: [nx, ny] }: Mask, box: Box): PaddedMask {
  const [mx, my, mz] = boxSize(box);
  const size: Vec3 = [(mx + 5) & ~3, my + 2, mz + 2];
  const out = new Uint8Array(size[0] * size[1] * size[2]);
  const copy = bytesCopier(data, out);
  for (let z = 0; z < mz; z++) {
    for (let y = 0; y < my; y++) {
      const from = box.min[0] + nx * (box.min[1] + y + ny * (box.min[2] + z));
      copy(from, from + mx, 1 + size[0] * (1 + y + size[1] * (1 + z)));
    }
  }
  return { data: out, size };
}
