import { type Frame, frameOfSteps, gridOfFrame } from "../io/frame.ts";
import { lengthUnit } from "../io/nifti/geometry.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Mask } from "../volume/mask.ts";
import type { Grid, Vec3, Volume, VoxelArray } from "../volume/volume.ts";
import {
  type AdaptOptions,
  adapt,
  type LabelOptions,
  type Numbers,
  notA,
  requireScalar,
} from "./foreign-volume.ts";

/** What is used of a NiiVue `NVImage`. */
export interface NiivueImageLike {
  readonly hdr: NiivueHeaderLike | null;
  /** Voxels as they are stored: not rescaled, in the file's order; several frames one after another. */
  readonly img?: VoxelArray | undefined;
  /** The other part of complex voxels. */
  readonly imaginary?: unknown;
}

/** What is used of its NIfTI header. */
export interface NiivueHeaderLike {
  /** Number of dimensions, then the size along each. */
  readonly dims: Numbers;
  /** Rows of the matrix from voxel indices to RAS. */
  readonly affine: readonly Numbers[];
  readonly scl_slope: number;
  readonly scl_inter: number;
  readonly datatypeCode: number;
  readonly xyzt_units?: number;
}

export interface NiivueOptions extends AdaptOptions {
  /** Which of several frames, from 0; needed where there are several. */
  readonly frame?: number;
}

/** NIfTI's codes of voxels with several components. */
const components: Readonly<Record<number, number>> = { 128: 3, 2304: 4 };

/**
 * A volume, or the mask of one label, of a NiiVue `NVImage`, as it was loaded from any format.
 *
 * NiiVue keeps the file's order of voxels and leaves slope and intercept to its shaders: here they are
 * applied, as NIfTI defines them, to 64-bit floats. Without them the data are shared. RAS becomes LPS.
 *
 * NiiVue leaves out the last voxel of 32- and 64-bit integers (it is 0 in `img`): read such files
 * with `read`.
 *
 * @throws VoxomicsError `invalid-volume` for images of colours, vectors or complex numbers, sheared
 *   ones, several frames without the option, and as `adapt` does.
 */
export function fromNiivue(image: NiivueImageLike, options: NiivueOptions & LabelOptions): Mask;
export function fromNiivue(image: NiivueImageLike, options?: NiivueOptions): Volume;
export function fromNiivue(image: NiivueImageLike, options: NiivueOptions = {}): Volume {
  const { hdr, img, imaginary } = image ?? {};
  if (!hdr || !img) throw notA("a loaded NVImage", hdr ? "one without img" : "one without hdr");
  requireScalar(components[hdr.datatypeCode] ?? (imaginary ? 2 : 1), "NVImage");
  const grid = gridOf(hdr);
  const data = rescaled(frameOf(img, grid, options.frame), hdr);
  return adapt({ ...grid, data }, "NVImage", options);
}

function gridOf({ dims, affine, xyzt_units: units = 0 }: NiivueHeaderLike): Grid {
  const { millimetres } = lengthUnit({ units });
  // world x and y change sign
  const column = (a: number): Vec3 => [
    -affine[0][a] * millimetres,
    -affine[1][a] * millimetres,
    affine[2][a] * millimetres,
  ];
  const frame: Frame | string = frameOfSteps([column(0), column(1), column(2)], column(3));
  if (typeof frame !== "string") return gridOfFrame(frame, [dims[1], dims[2], dims[3]]);
  throw new VoxomicsError("invalid-volume", `NVImage's affine places no voxels: ${frame}`, {
    place: "affine",
    found: affine,
    expected: "axes at right angles",
  });
}

/** One of several frames, which are whole volumes one after another. */
function frameOf(img: VoxelArray, { size: [nx, ny, nz] }: Grid, frame: number | undefined) {
  const voxels = nx * ny * nz;
  const frames = img.length / voxels;
  if (frame === undefined && frames <= 1) return img;
  if (frame !== undefined && Number.isInteger(frame) && frame >= 0 && frame < frames) {
    return img.subarray(frame * voxels, (frame + 1) * voxels);
  }
  throw new VoxomicsError(
    "invalid-volume",
    `NVImage has ${frames} frames, found ${frame} as the option frame, expected 0 to ${frames - 1}`,
    { place: "frame", found: frame, expected: `0 to ${frames - 1}` },
  );
}

function rescaled(data: VoxelArray, { scl_slope: slope, scl_inter: intercept }: NiivueHeaderLike) {
  if (slope === 0 || !Number.isFinite(slope) || (slope === 1 && intercept === 0)) return data;
  const offset = Number.isFinite(intercept) ? intercept : 0;
  return Float64Array.from(data, (value) => slope * value + offset);
}
