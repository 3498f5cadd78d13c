import { VoxomicsError } from "../../messages/errors.ts";
import { type Identity, identityOf } from "../../volume/volume.ts";
import type { Contents, Described } from "../contents.ts";
import { labelMap } from "../label-map.ts";
import type { ReadOptions } from "../read-options.ts";
import type { FileRegion } from "../region.ts";
import type { Source } from "../source.ts";
import { wholeFile } from "../whole-file.ts";
import { besideNotes, referencesOf } from "./beside-regions.ts";
import { type DicomDataSet, parseDicom } from "./data-set.ts";
import { type DicomFile, withinAsync } from "./dicom-file.ts";
import { identityOfFiles, maskIdentity } from "./identity.ts";
import { type DicomImageDescription, describeImages } from "./image-description.ts";
import {
  type ImageReading,
  openImageSeries,
  openVolumes,
  readImageSeries,
} from "./image-series.ts";
import { parseHeader } from "./parse-header.ts";
import {
  isSegmentation,
  listSegments,
  readSegmentation,
  type Segment,
  type SegmentationDescription,
} from "./segmentation.ts";
import {
  chooseSeries,
  type DicomSeries,
  groupSeries,
  type SeriesSummary,
  summaryOf,
} from "./series.ts";
import { seriesNotes } from "./series-notes.ts";
import {
  listStructures,
  readStructureSet,
  type Structure,
  type StructureSetDescription,
} from "./structure-set.ts";
import { stringOf } from "./values.ts";

/** What DICOM files say about the volume that was read from them. */
export type DicomDescription =
  | DicomImageDescription
  | StructureSetDescription
  | SegmentationDescription;

/** What DICOM files hold: an image, regions to choose from, or several series. */
export type DicomOverview =
  | DicomImageDescription
  | { readonly format: "DICOM RTSTRUCT"; readonly regions: readonly Structure[] }
  | { readonly format: "DICOM SEG"; readonly regions: readonly Segment[] }
  | { readonly format: "DICOM series"; readonly series: readonly SeriesSummary[] };

/** The options for reading DICOM files. */
export type DicomOptions = ImageReading &
  Pick<ReadOptions, "series" | "grid" | "threshold" | "slabThickness" | "otherFrame" | "pool">;

/**
 * Opens DICOM files, in any order, of one or several series: slices and enhanced images, RTSTRUCT,
 * SEG. Directories of media (DICOMDIR) are left out.
 *
 * The volume is that of the only image series, or of the one that `series` names; without an image,
 * that of the only region. Regions are those of the only RTSTRUCT or SEG, or of the one that `series`
 * names. Contours are drawn on `grid`, else on that of the image that they refer to, if it is there.
 *
 * @throws VoxomicsError `invalid-file` for a damaged file, `unsupported-format` for files that hold
 *   neither an image nor regions. The contents throw `invalid-settings` where a series must be
 *   chosen, and lists them.
 */
export async function openDicom(
  sources: readonly Source[],
  options: DicomOptions = {},
): Promise<Contents<DicomDescription>> {
  const series = await parseSeries(sources);
  const images = series.filter(({ kind }) => kind === "image");
  return images.length === series.length
    ? imageContents(images, options)
    : regionContents(series, options);
}

/**
 * What DICOM files hold; pixels are not read.
 *
 * @throws VoxomicsError as `openDicom` and its contents do.
 */
export async function describeDicom(
  sources: readonly Source[],
  { series: wanted, suv: _, ...reading }: ImageReading & Pick<DicomOptions, "series"> = {},
): Promise<DicomOverview> {
  const series = await parseHeaders(sources);
  if (series.length > 1 && wanted === undefined) {
    return { format: "DICOM series", series: series.map(summaryOf) };
  }
  const chosen = chooseSeries(series, wanted, "series");
  if (chosen.kind === "image") {
    const several = reading.volume === undefined ? await openVolumes(chosen, reading) : null;
    return describeImages(chosen, several ?? (await openImageSeries(chosen, reading)));
  }
  const { dataSet } = onlyFile(chosen);
  return chosen.kind === "segmentation"
    ? { format: "DICOM SEG", regions: listSegments(dataSet) }
    : { format: "DICOM RTSTRUCT", regions: listStructures(dataSet) };
}

/** The series of files that hold images or regions. */
async function parseSeries(sources: readonly Source[]): Promise<readonly DicomSeries[]> {
  return seriesOf(await parseAll(sources, async (input) => parseDicom(await wholeFile(input))));
}

/**
 * The series of files that hold images or regions, without pixels, unless these are needed to tell two files apart.
 *
 * @throws VoxomicsError as `openDicom`
 */
export async function parseHeaders(sources: readonly Source[]): Promise<readonly DicomSeries[]> {
  const files = await parseAll(sources, parseHeader);
  const images = new Set(files.map(({ dataSet }) => stringOf(dataSet, "SOPInstanceUID")));
  return images.size < files.length ? parseSeries(sources) : seriesOf(files);
}

async function parseAll(
  sources: readonly Source[],
  parseOne: (input: Source["input"]) => Promise<DicomDataSet>,
): Promise<readonly DicomFile[]> {
  const files: DicomFile[] = [];
  for (const [n, { input }] of sources.entries()) {
    const where = sources.length === 1 ? "" : `file ${n + 1} of ${sources.length}`;
    files.push({ dataSet: await withinAsync(where, () => parseOne(input)), where });
  }
  return files;
}

function seriesOf(files: readonly DicomFile[]): readonly DicomSeries[] {
  const series = groupSeries(files);
  const read = series.filter(({ kind }) => kind !== "other");
  if (read.length > 0) return read;
  const found = new Set(series.map(({ modality }) => modality ?? "no modality"));
  throw new VoxomicsError(
    "unsupported-format",
    `DICOM files hold no image and no regions: found ${[...found].join(", ") || "a directory only"}, ` +
      "expected images, an RTSTRUCT or a SEG",
    { found: [...found] },
  );
}

/** The contents of files with images alone. A label map is such an image. */
function imageContents(
  images: readonly DicomSeries[],
  options: DicomOptions,
): Contents<DicomDescription> {
  const volume = () => readImages(chooseSeries(images, options.series, "image series"), options);
  return {
    volume,
    regions: () => {
      throw new VoxomicsError("invalid-mask", "DICOM files hold an image, expected regions", {});
    },
    mask: async (wanted) => {
      const read = await volume();
      const mask = await labelMap(read.volume, read.description as DicomDescription).mask(wanted);
      return { ...mask, notes: read.notes ?? [] };
    },
  };
}

async function readImages(
  series: DicomSeries,
  options: DicomOptions,
): Promise<Described<DicomDescription>> {
  const { identity, notes } = identityIn(series, options);
  const images = await openImageSeries(series, options);
  return {
    volume: { ...(await readImageSeries(images, options.pool)), ...identity },
    notes: [...images.notes, ...notes],
    description: describeImages(series, images, options.suv),
  };
}

/** The identity of an image; with a grid given, that of a label map of the image with that grid. */
function identityIn({ files }: DicomSeries, { grid, otherFrame }: DicomOptions) {
  const own = identityOfFiles(files);
  if (grid === undefined) return { identity: own, notes: [] };
  const frames = own.frameOfReference === undefined ? [] : [own.frameOfReference];
  const target = { what: "the mask", image: identityOf(grid), otherFrame };
  return maskIdentity(files[0].dataSet, { frames, series: [] }, target);
}

/** The contents of files with regions, and perhaps the image that they were drawn on. */
function regionContents(
  series: readonly DicomSeries[],
  options: DicomOptions,
): Contents<DicomDescription> {
  const images = series.filter(({ kind }) => kind === "image");
  const drawn = series.filter(({ kind }) => kind !== "image");
  const named =
    options.series === undefined ? null : chooseSeries(series, options.series, "series");
  /** The image series that `series` names while a mask is read: it is meant as a label map. */
  const labels = options.grid !== undefined && named?.kind === "image" ? named : null;
  const regionsOf = () => {
    const chosen =
      named !== null && named.kind !== "image" ? named : drawnOn(drawn, named, options);
    return { ...onlyFile(chosen), notes: seriesNotes(chosen) };
  };
  const mask = async (wanted?: FileRegion | string | number) => {
    if (labels !== null && wanted !== undefined) {
      return imageContents([labels], options).mask(wanted);
    }
    const { dataSet, notes } = regionsOf();
    const region = typeof wanted === "object" ? wanted.number : wanted;
    const { grid, threshold, slabThickness, otherFrame } = options;
    const image = grid === undefined ? imageOf(dataSet, images, options.series) : undefined;
    const identity: Identity = image === undefined ? {} : identityOfFiles(image.files);
    const withNotes = <T extends Described<DicomDescription>>(read: T) => ({
      ...read,
      notes: [...notes, ...besideNotes(dataSet, images, options), ...(read.notes ?? [])],
    });
    if (isSegmentation(dataSet)) {
      const placing = { region, grid, image: identity, threshold, otherFrame };
      return withNotes(await readSegmentation(dataSet, placing));
    }
    const { suv: _, ...reading } = options;
    const place =
      image === undefined ? grid : { ...(await openImageSeries(image, reading)).grid, ...identity };
    return withNotes(readStructureSet(dataSet, { region, grid: place, slabThickness, otherFrame }));
  };
  return {
    volume: () => {
      if (named !== null) return named.kind === "image" ? readImages(named, options) : mask();
      // a grid is given only where a mask is read
      if (options.grid !== undefined || images.length === 0) return mask();
      return readImages(chooseSeries(images, undefined, "series"), options);
    },
    regions: () => {
      if (labels !== null) return imageContents([labels], options).regions();
      const { dataSet } = regionsOf();
      return isSegmentation(dataSet) ? listSegments(dataSet) : listStructures(dataSet);
    },
    mask,
  };
}

/** The series of regions that is meant: the only one, or the only one that refers to the measured image. */
function drawnOn(
  drawn: readonly DicomSeries[],
  image: DicomSeries | null,
  { grid }: DicomOptions,
): DicomSeries {
  const uid = image?.uid ?? grid?.series;
  const made = drawn.filter(({ files: [{ dataSet }] }) => {
    const { series } = referencesOf(dataSet);
    return uid !== undefined && uid !== null && series.includes(uid);
  });
  return made.length === 1 ? made[0] : chooseSeries(drawn, undefined, "series of regions");
}

/**
 * The image of a series of regions: the one that `series` names, else the one that they refer to, else
 * the only one.
 */
function imageOf(
  dataSet: DicomDataSet,
  images: readonly DicomSeries[],
  wanted: string | undefined,
): DicomSeries | undefined {
  const { series } = referencesOf(dataSet);
  return (
    images.find(({ uid }) => uid === wanted) ??
    images.find(({ uid }) => uid !== null && series.includes(uid)) ??
    (images.length === 1 ? images[0] : undefined)
  );
}

function onlyFile({ files, kind, uid }: DicomSeries): DicomFile {
  if (files.length === 1) return files[0];
  throw new VoxomicsError(
    "unsupported-format",
    `series ${uid} has ${files.length} files of the kind ${kind}, expected one: read each by itself`,
    { found: files.length },
  );
}
