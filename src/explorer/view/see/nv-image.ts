import { type NVImage as Image, NVImage } from "@niivue/niivue";
import type { Grid } from "../../../volume/volume.ts";
import type { ShownVoxels } from "../../work/shown-volume.ts";

/** How a volume is drawn. */
export interface Drawing {
  readonly name: string;
  /** A colour map of NiiVue. */
  readonly colours: string;
  /** From 0 to 1. */
  readonly opacity: number;
  /** The values at the ends of the colours. */
  readonly window: readonly [number, number];
  /** The least and the greatest value. */
  readonly range: readonly [number, number];
  readonly colourBar: boolean;
}

/** NIfTI's codes of the types of voxels. */
function typeCodeOf(data: ShownVoxels): number {
  if (data instanceof Uint8Array) return 2;
  if (data instanceof Int16Array) return 4;
  if (data instanceof Uint16Array) return 512;
  return 16;
}

/**
 * An image of NiiVue that shares the voxels of a volume. Its window and range are given: NiiVue would go through all
 * voxels for them, on the page's thread.
 */
export function nvImageOf(
  grid: Grid,
  data: ShownVoxels,
  { name, colours, opacity, window, range, colourBar }: Drawing,
): Image {
  const nv = new NVImage();
  const { size, spacing } = grid;
  nv.init(null, name, colours, opacity);
  nv.hdr = NVImage.createNiftiHeader(
    [...size],
    [...spacing],
    affineOf(grid).flat(),
    typeCodeOf(data),
  );
  nv.img = data;
  nv.nFrame4D = 1;
  nv.nTotalFrame4D = 1;
  nv.nVox3D = data.length;
  nv.hdr.affine = affineOf(grid);
  nv.hdr.scl_slope = 1;
  nv.hdr.scl_inter = 0;
  nv.calculateRAS();
  nv.originalAffine = affineOf(grid);
  [nv.cal_min, nv.cal_max] = window;
  [nv.robust_min, nv.robust_max] = window;
  [nv.global_min, nv.global_max] = range;
  nv.colorbarVisible = colourBar;
  return nv;
}

/** The rows of the matrix from voxels to RAS, in mm: x and y of LPS change sign. */
function affineOf({ spacing, origin, direction }: Grid): number[][] {
  const row = (r: 0 | 1 | 2, sign: number) => [
    ...[0, 1, 2].map((a) => sign * direction[3 * r + a] * spacing[a]),
    sign * origin[r],
  ];
  return [row(0, -1), row(1, -1), row(2, 1), [0, 0, 0, 1]];
}
