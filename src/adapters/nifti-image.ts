import type { Grid, VoxelArray } from "../volume/volume.ts";

/** NiiVue's class `NVImage`, as far as it is used. */
export interface NiivueImageClass<Image> {
  new (): Image;
  createNiftiHeader(
    dims: number[],
    pixDims: number[],
    affine: number[],
    datatypeCode: number,
  ): unknown;
}

/** How an image is drawn: what NiiVue would go through all voxels for is given. */
export interface ImageDrawing {
  readonly name: string;
  /** One of NiiVue's colour maps. */
  readonly colormap: string;
  /** From 0 to 1. */
  readonly opacity: number;
  /** The values at the ends of the colours. */
  readonly window: readonly [number, number];
  /** The least and the greatest value. */
  readonly range: readonly [number, number];
}

/** What an `NVImage` that was not made from a file still lacks. */
interface Drawn {
  init(file: null, name: string, colormap: string, opacity: number): void;
  calculateRAS(): void;
  hdr: { affine: number[][]; xyzt_units: number };
  img: VoxelArray;
  nFrame4D: number;
  nTotalFrame4D: number;
  nVox3D: number;
  originalAffine: number[][];
  cal_min: number;
  cal_max: number;
  robust_min: number;
  robust_max: number;
  global_min: number;
  global_max: number;
}

/**
 * An `NVImage` that shares voxels, which lie on a grid.
 *
 * @param datatypeCode NIfTI's code of the voxels' type
 */
export function niftiImage<Image extends object>(
  NVImage: NiivueImageClass<Image>,
  grid: Grid,
  { data, datatypeCode }: { readonly data: VoxelArray; readonly datatypeCode: number },
  { name, colormap, opacity, window, range }: ImageDrawing,
): Image {
  const affine = affineOf(grid);
  const image = new NVImage();
  const drawn = image as unknown as Drawn;
  drawn.init(null, name, colormap, opacity);
  drawn.hdr = NVImage.createNiftiHeader(
    [...grid.size],
    [...grid.spacing],
    affine.flat(),
    datatypeCode,
  ) as Drawn["hdr"];
  drawn.hdr.affine = affine;
  drawn.hdr.xyzt_units = 2; // mm
  drawn.img = data;
  drawn.nFrame4D = 1;
  drawn.nTotalFrame4D = 1;
  drawn.nVox3D = data.length;
  drawn.calculateRAS();
  drawn.originalAffine = affine.map((row) => [...row]);
  [drawn.cal_min, drawn.cal_max] = window;
  [drawn.robust_min, drawn.robust_max] = window;
  [drawn.global_min, drawn.global_max] = range;
  return image;
}

/** NIfTI's codes of the types of voxels that NiiVue draws. */
export const datatypeCodes: Readonly<Record<string, number>> = {
  Uint8Array: 2,
  Int16Array: 4,
  Uint16Array: 512,
  Float32Array: 16,
  Float64Array: 64,
};

/** The rows of the matrix from voxels to RAS, in mm: x and y of LPS change sign. */
function affineOf({ spacing, origin, direction: d }: Grid): number[][] {
  const row = (r: 0 | 1 | 2, sign: number) =>
    [d[3 * r] * spacing[0], d[3 * r + 1] * spacing[1], d[3 * r + 2] * spacing[2], origin[r]].map(
      (value) => sign * value + 0, // no -0
    );
  return [row(0, -1), row(1, -1), row(2, 1), [0, 0, 0, 1]];
}
