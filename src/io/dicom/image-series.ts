import { VoxomicsError } from "../../errors.ts";
import { type Grid, type Volume, voxelCount } from "../../volume/volume.ts";
import type { DicomDataSet } from "./data-set.ts";
import { within, withinAsync } from "./dicom-file.ts";
import { type Decoders, type FrameReader, framesOf } from "./frames.ts";
import { type PixelFormat, pixelFormatOf } from "./pixel-format.ts";
import { frameCount, type Plane, planesOf } from "./plane.ts";
import { type Rescale, rescaleOf } from "./rescale.ts";
import type { DicomSeries } from "./series.ts";
import { stackOf } from "./stack.ts";
import { fitsFloat32, writeValues } from "./stored-pixels.ts";
import { toSuv } from "./suv/suv.ts";
import type { SuvKind } from "./suv/suv-kind.ts";

/** A series that makes a volume, before its pixels are read. */
export interface ImageSeries {
  readonly grid: Grid;
  /** In the order of z. */
  readonly slices: readonly ImageSlice[];
}

/** A slice, and how its pixels become values. */
export interface ImageSlice {
  readonly plane: Plane;
  readonly format: PixelFormat;
  readonly rescale: Rescale;
}

/**
 * Puts the slices of a series in order, by its headers alone.
 *
 * @param suv converts PET to standardised uptake values of this kind.
 * @throws VoxomicsError `invalid-file` for slices that make no regular grid, `unsupported-format` for
 *   images that are not read, `no-suv` if uptake values do not follow from the headers.
 */
export function openImageSeries({ files }: DicomSeries, suv?: SuvKind): ImageSeries {
  const formats = new Map(
    files.map(({ dataSet, where }) => [dataSet, within(where, () => pixelFormatOf(dataSet))]),
  );
  const { grid, planes } = stackOf(files.flatMap(planesOf));
  const factors = suv === undefined ? null : toSuv(planes, suv);
  const slices = planes.map((plane, n) => {
    const { slope, intercept } = rescaleOf(plane);
    const factor = factors === null ? 1 : factors[n];
    return {
      plane,
      format: formats.get(plane.dataSet) as PixelFormat,
      rescale: { slope: slope * factor, intercept: intercept * factor },
    };
  });
  return { grid, slices };
}

/**
 * Reads the pixels of a series.
 *
 * Values are 32-bit floats where these hold every value that the stored pixels can have, as with CT,
 * else 64-bit floats.
 *
 * @throws VoxomicsError `invalid-file` for pixel data that are damaged or contradict their headers,
 *   `unsupported-format` for a compression that is not decoded, `too-large` without memory.
 */
export async function readImageSeries({ grid, slices }: ImageSeries): Promise<Volume> {
  const frames = await openFrames(slices);
  const pixelsOf = ({ plane }: ImageSlice) =>
    within(plane.where, () => (frames.get(plane.dataSet) as FrameReader)(plane.frame));
  // no memory for all slices before one is known to be sound
  const first = pixelsOf(slices[0]);
  const data = allocate(grid, slices);
  const area = grid.size[0] * grid.size[1];
  for (const [z, slice] of slices.entries()) {
    writeValues(z === 0 ? first : pixelsOf(slice), slice.rescale, data, z * area);
  }
  return { ...grid, data };
}

/** What gives the frames of each file, whose lengths are checked here. */
async function openFrames(slices: readonly ImageSlice[]): Promise<Map<DicomDataSet, FrameReader>> {
  const frames = new Map<DicomDataSet, FrameReader>();
  const decoders: Decoders = new Map();
  for (const { plane, format } of slices) {
    const { dataSet, where } = plane;
    if (frames.has(dataSet)) continue;
    const open = () => framesOf(dataSet, format, frameCount(dataSet), decoders);
    frames.set(dataSet, await withinAsync(where, open));
  }
  return frames;
}

function allocate(grid: Grid, slices: readonly ImageSlice[]): Float32Array | Float64Array {
  const count = voxelCount(grid);
  const isExact = slices.every(({ format, rescale }) => fitsFloat32(format, rescale));
  try {
    return isExact ? new Float32Array(count) : new Float64Array(count);
  } catch (cause) {
    throw new VoxomicsError(
      "too-large",
      `no memory for ${grid.size.join(" x ")} voxels of ${isExact ? 32 : 64} bits`,
      { size: grid.size },
      { cause },
    );
  }
}
