import type { DicomImageDescription } from "../io/dicom/image-description.ts";
import type { SourceImages } from "../io/dicom/source-images.ts";
import type { SourceRegions } from "../io/dicom/source-regions.ts";
import { type ReadInput, type Source, sourcesOf } from "../io/source.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import type { Report, ReportedVolume } from "./report.ts";
import type { DocumentSource } from "./structured-report/document.ts";
import { randomUid } from "./structured-report/make-uid.ts";

/** The files that were measured. */
export interface StructuredReportInput {
  /** The files of the image, a DICOM series. */
  readonly image: ReadInput;
  /** The files of the mask; needed only for a SEG or an RTSTRUCT, which the document refers to. */
  readonly mask?: ReadInput;
}

/** How a structured report is written. */
export interface StructuredReportOptions {
  /** The image was read with `flatMontage`. Default: false. */
  readonly flatMontage?: boolean | undefined;
  /** How many other regions were refused. Default: 0; if there are some, the document states that it is partial. */
  readonly refused?: number;
  /** When the document is made. Default: now. */
  readonly now?: Date;
  /** Makes the UIDs of the document. Default: random ones, below 2.25. */
  readonly makeUid?: () => string;
}

/** What a structured report takes over from the files that were measured. */
export type StructuredReportSource = Pick<DocumentSource, "images" | "regions">;

/**
 * The reports of one or several regions of one DICOM image as a DICOM Structured Report: a Measurement Report (TID
 * 1500), Comprehensive 3D SR, whose measurements carry IBSI's codes.
 *
 * Patient and study are those that the image's files state; what they leave out stays empty. docs/dicom.md says what
 * is written where.
 *
 * @param reports one a region, at least one, of the same image
 * @throws VoxomicsError `unsupported-format` for an image that was not read from DICOM files, or has no Series
 *   Instance UID; `invalid-file` for files without the UIDs that a reference needs, or of several patients or studies;
 *   `invalid-argument`
 *
 * @example
 * ```ts
 * import { extract, toReport, toReportedVolume } from "voxomics";
 * import { readDescribed, toStructuredReport } from "voxomics/io";
 *
 * const ct = await readDescribed(files);
 * const mask = await readDescribed(bytes, { region: "GTV-1", grid: ct.volume });
 * const report = toReport(extract(ct.volume, mask.volume), {
 *   image: toReportedVolume("ct", ct.volume, ct.description),
 *   mask: toReportedVolume("rtstruct", mask.volume, mask.description),
 *   label: 1, // its number in the file, which the document refers to
 *   region: "GTV-1",
 * });
 * const document = await toStructuredReport([report], { image: files, mask: bytes });
 * console.log(document.length); // the bytes of a DICOM file
 * ```
 */
export async function toStructuredReport(
  reports: readonly Report[],
  input: StructuredReportInput,
  options: StructuredReportOptions = {},
): Promise<Uint8Array> {
  checkOptions(options, {
    flatMontage: null,
    refused: "number",
    now: null,
    makeUid: "function",
  });
  checkArgument(reports, "reports", "array");
  checkOptions(input, { image: null, mask: null }, "input");
  const [first] = reports;
  checkArgument(first, "reports[0]", { image: "object", mask: "object", roi: "object" });
  const { now } = options;
  if (now !== undefined && !(now instanceof Date && Number.isFinite(now.getTime()))) {
    const expected = "a valid Date";
    const said = `now: found ${found(now)}, expected ${expected}`;
    throw new VoxomicsError("invalid-argument", said, { what: "now", found: now, expected });
  }
  for (const [n, { image, mask }] of reports.entries()) {
    const isSame = image.series === first.image.series && mask.series === first.mask.series;
    if (!isSame) throw otherSeries(n, image, mask);
  }
  const { image, mask } = input;
  const images = await referredImages(first.image, sourcesOf(image), options);
  const regions =
    mask === undefined ? null : await referredRegions(first.mask, () => sourcesOf(mask));
  return writeStructuredReport(reports, { images, regions }, options);
}

/** The error of a report that is about another image or mask than the first one. */
function otherSeries(n: number, ...[image, mask]: readonly ReportedVolume[]): VoxomicsError {
  const what = `reports[${n}]`;
  const had = `the series ${image.series ?? "without UID"} with a mask ${mask.series ?? "without series"}`;
  const expected = "the series of image and mask that reports[0] has";
  return new VoxomicsError("invalid-argument", `${what}: found ${had}, expected ${expected}`, {
    what,
    found: had,
    expected,
  });
}

/**
 * Reads what a structured report takes over from the files of the image: headers, no pixels.
 *
 * @throws VoxomicsError as `toStructuredReport`
 */
export async function referredImages(
  image: ReportedVolume,
  sources: readonly Source[],
  { flatMontage }: Pick<StructuredReportOptions, "flatMontage"> = {},
): Promise<SourceImages> {
  checkReferable(image);
  const { volume } = image.file as DicomImageDescription;
  const { sourceImages } = await import("../io/dicom/source-images.ts");
  return sourceImages(sources, { series: image.series, volume, flatMontage });
}

/**
 * Reads what a structured report takes over from the files of the mask; null for a mask that is neither a SEG nor an
 * RTSTRUCT.
 *
 * @throws VoxomicsError as `toStructuredReport`
 */
export async function referredRegions(
  mask: ReportedVolume,
  sources: () => readonly Source[] | Promise<readonly Source[]>,
): Promise<SourceRegions | null> {
  const format = formatOf(mask);
  if (format !== "DICOM SEG" && format !== "DICOM RTSTRUCT") return null;
  if (mask.series === undefined) {
    throw cannotRefer("mask", `${format} without Series Instance UID`, "one to refer to");
  }
  const { sourceRegions } = await import("../io/dicom/source-regions.ts");
  return sourceRegions(await sources(), mask.series);
}

/** Writes the document of regions whose sources were read. */
export async function writeStructuredReport(
  reports: readonly Report[],
  source: StructuredReportSource,
  { refused = 0, now = new Date(), makeUid = randomUid }: StructuredReportOptions = {},
): Promise<Uint8Array> {
  const { documentOf } = await import("./structured-report/document.ts");
  const { writeDocument } = await import("./structured-report/write-document.ts");
  return writeDocument(documentOf(reports, { ...source, refused, now, makeUid }));
}

/**
 * Refuses an image that a structured report cannot refer to.
 *
 * @throws VoxomicsError `unsupported-format`
 */
export function checkReferable(
  image: ReportedVolume,
): asserts image is ReportedVolume & { readonly series: string } {
  const format = formatOf(image);
  const expected = "a DICOM series, whose images a structured report (.dcm) refers to";
  if (format !== "DICOM")
    throw cannotRefer("image", format ?? "no description of a file", expected);
  if (image.series === undefined) {
    throw cannotRefer("image", "DICOM files without one Series Instance UID", expected);
  }
}

/** The format that a volume was read from; null where that is not known. */
function formatOf({ file }: ReportedVolume): string | null {
  return file !== null && "format" in file ? String(file.format) : null;
}

/** The error of an input that a document cannot refer to. */
function cannotRefer(what: string, found: string, expected: string): VoxomicsError {
  return new VoxomicsError("unsupported-format", `${what}: found ${found}, expected ${expected}`, {
    found,
    expected,
  });
}
