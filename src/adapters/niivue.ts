import { type Frame, frameOfSteps, gridOfFrame } from "../io/frame.ts";
import { lengthUnit } from "../io/nifti/geometry.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { checkOptions } from "../schema/check-options.ts";
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

/** The parts of a NiiVue `NVImage` that are read. */
export interface NiivueImageLike {
  readonly hdr: NiivueHeaderLike | null;
  /** Voxels as they are stored, not rescaled, in the order of the file; frames follow each other. */
  readonly img?: VoxelArray | undefined;
  /** The imaginary parts of complex voxels. */
  readonly imaginary?: unknown;
}

/** The fields of the NIfTI header of an `NVImage` that are read. */
export interface NiivueHeaderLike {
  /** Number of dimensions, then the sizes along them. */
  readonly dims: Numbers;
  /** Rows of the 4 × 4 matrix from voxel indices to RAS, in the unit of the file. */
  readonly affine: readonly Numbers[];
  readonly scl_slope: number;
  readonly scl_inter: number;
  readonly datatypeCode: number;
  readonly xyzt_units?: number;
}

/** What is read of a NiiVue image. */
export interface NiivueOptions extends AdaptOptions {
  /** Which of several frames, from 0; needed where there are several. */
  readonly frame?: number;
}

/** Number of components by NIfTI's code of the type of voxels; other types have one. */
const components: Readonly<Record<number, number>> = { 128: 3, 2304: 4 };

/**
 * Makes a volume, or the mask of one label, from a NiiVue `NVImage` that was loaded from any format.
 *
 * NiiVue keeps the voxels in the order of the file, and does not apply slope and intercept to them. They are
 * applied here, as NIfTI defines them, to 64-bit floats; without them the data are shared. RAS becomes LPS.
 *
 * NiiVue sets the last voxel of 32- and 64-bit integers in `img` to 0: read such files with `read`.
 *
 * @throws VoxomicsError `invalid-volume` for images of colours, vectors or complex numbers, sheared images,
 *   and several frames without the option `frame`; `invalid-settings` for a label that is no integer,
 *   `empty-mask` for a label that no voxel has
 *
 * @example
 * ```ts
 * import { fromNiivue, type NiivueImageLike } from "voxomics/adapters";
 *
 * // `nv.volumes[0]` of a NiiVue `nv`, and a segmentation that was drawn or loaded.
 * function tumourOf(background: NiivueImageLike, segmentation: NiivueImageLike) {
 *   return { image: fromNiivue(background), mask: fromNiivue(segmentation, { label: 1 }) };
 * }
 * console.log(tumourOf);
 * ```
 */
export function fromNiivue(image: NiivueImageLike, options: NiivueOptions & LabelOptions): Mask;
export function fromNiivue(image: NiivueImageLike, options?: NiivueOptions): Volume;
export function fromNiivue(image: NiivueImageLike, options: NiivueOptions = {}): Volume {
  checkOptions(options, { label: null, frame: null });
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

/** The voxels of one of several frames, which are whole volumes that follow each other. */
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
