import { inOrder } from "../../base/in-order.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { distinctNotes, type Note } from "../../messages/note.ts";
import { countGridVoxels, type Grid, type Volume } from "../../volume/volume.ts";
import type { ReadOptions } from "../read-options.ts";
import { thicknessMark } from "../slice-thickness.ts";
import { chooseVolume } from "./choose-volume.ts";
import { type DicomFile, within } from "./dicom-file.ts";
import type { FrameDecoder } from "./frame-decoder.ts";
import { type ImageSlice, openSlices } from "./image-slice.ts";
import { pixelFormatOf } from "./pixel-format.ts";
import type { Plane } from "./plane.ts";
import { planesOf } from "./planes.ts";
import { withoutRepeats } from "./repeats.ts";
import { rescaleOf } from "./rescale.ts";
import type { DicomSeries } from "./series.ts";
import { seriesNotes } from "./series-notes.ts";
import { stackOf } from "./stack.ts";
import { fitsFloat32, writeValues } from "./stored-pixels.ts";
import { toSuv } from "./suv/suv.ts";
import { type SeriesVolume, volumesOf } from "./volumes.ts";

/** A series whose slices make a volume, before its pixels are read. */
export interface ImageSeries {
  readonly grid: Grid;
  /** The slices, in the order of z. */
  readonly slices: readonly ImageSlice[];
  /** Notes on the way the series is read. */
  readonly notes: readonly Note[];
  /** The number of the volume that was chosen, where the series holds several. */
  readonly volume?: number;
  /** All volumes of the series, where it holds several. */
  readonly volumes?: readonly SeriesVolume[];
}

/** The options for reading a series of images. */
export type ImageReading = Pick<
  ReadOptions,
  "suv" | "volume" | "mixedFrames" | "sliceTolerance" | "flatMontage"
>;

/**
 * Puts the slices of a series in order, by their headers. Pixels are only read where two files state one
 * SOP Instance UID, to see whether they hold the same image.
 *
 * @throws VoxomicsError `invalid-file` for slices that make no regular grid, `unsupported-format` for
 *   images that are not read, `no-suv` if uptake values do not follow from the headers.
 */
export async function openImageSeries(
  series: DicomSeries,
  { suv, volume, mixedFrames, sliceTolerance, flatMontage }: ImageReading = {},
): Promise<ImageSeries> {
  const { slices: found, repeated } = await slicesOf(series, flatMontage);
  const { planes: chosen, number, volumes } = chooseVolume(planesIn(found), volume);
  const { grid, planes, notes } = stackOf(chosen, { mixedFrames, sliceTolerance });
  const sliceOf = new Map(found.map((slice) => [slice.plane, slice]));
  const factors = suv === undefined ? null : toSuv(planes, suv);
  const slices = planes.map((plane, n) => {
    const { format, rescale } = sliceOf.get(plane) as ImageSlice;
    const factor = factors === null ? 1 : factors[n];
    const { slope, intercept } = rescale;
    return { plane, format, rescale: { slope: slope * factor, intercept: intercept * factor } };
  });
  const placed = planes.flatMap(({ notes: own = [] }) => own);
  const all = distinctNotes([...seriesNotes(series, repeated), ...notes, ...placed]);
  const several = volumes.length > 1 ? { volume: number, volumes } : {};
  return { grid, slices, notes: all, ...several };
}

/**
 * All slices of a series that holds several volumes, with these; null where it holds one.
 *
 * @throws VoxomicsError as `openImageSeries` does.
 */
export async function openVolumes(
  series: DicomSeries,
  { flatMontage }: ImageReading = {},
): Promise<Pick<ImageSeries, "slices" | "volumes"> | null> {
  const { slices } = await slicesOf(series, flatMontage);
  const volumes = volumesOf(planesIn(slices)) ?? [];
  return volumes.length > 1
    ? { slices, volumes: volumes.map(({ planes: _, ...volume }) => volume) }
    : null;
}

/**
 * The slices of a volume of a series, in the order of their files: what was read, whatever grid it makes.
 *
 * @param volume its number, where the series holds several
 * @throws VoxomicsError as `openImageSeries` does for slices whose position is missing or damaged
 */
export async function planesOfVolume(
  series: DicomSeries,
  { volume, flatMontage }: Pick<ImageReading, "volume" | "flatMontage"> = {},
): Promise<readonly Plane[]> {
  const { slices } = await slicesOf(series, flatMontage);
  return chooseVolume(planesIn(slices), volume).planes;
}

async function slicesOf({ files }: DicomSeries, flatMontage?: boolean) {
  return withoutRepeats(files.flatMap((file) => imageSlices(file, flatMontage)));
}

const planesIn = (slices: readonly ImageSlice[]) => slices.map(({ plane }) => plane);

/** The slices of a file, in the order of its frames. */
function imageSlices(file: DicomFile, flatMontage = false): ImageSlice[] {
  const format = within(file.where, () => pixelFormatOf(file.dataSet));
  return planesOf(file, flatMontage).map((plane) => ({ plane, format, rescale: rescaleOf(plane) }));
}

/**
 * Reads the pixels of a series.
 *
 * @param pool decodes compressed frames side by side; the values, and the error that is thrown, are the same
 *
 * Values are 32-bit floats where these hold every value that the stored pixels can have, as with CT,
 * else 64-bit floats.
 *
 * @throws VoxomicsError `invalid-file` for pixel data that are damaged or contradict their headers,
 *   `unsupported-format` for a compression that is not decoded, `too-large` without memory.
 */
export async function readImageSeries(
  { grid, slices, notes }: ImageSeries,
  pool?: FrameDecoder,
): Promise<Volume> {
  const pixelsOf = await openSlices(slices, pool);
  const area = grid.size[0] * grid.size[1];
  let data: Float32Array | Float64Array | null = null;
  let z = 0;
  for await (const pixels of inOrder(slices, pool === undefined ? 1 : 2 * pool.workers, pixelsOf)) {
    // the first slice is decoded before memory for all is allocated, as a damaged file may claim any size
    data ??= allocate(grid, slices);
    writeValues(pixels, slices[z].rescale, data, z * area);
    z++;
  }
  return { ...grid, ...thicknessMark(grid, notes), data: data ?? allocate(grid, slices) };
}

function allocate(grid: Grid, slices: readonly ImageSlice[]): Float32Array | Float64Array {
  const count = countGridVoxels(grid);
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
