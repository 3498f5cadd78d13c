import type { NamedFile } from "../../io/source.ts";
import type { SecondMaskName } from "../../messages/naming-mask.ts";
import { type Format, render, renderRegions } from "../../report/render.ts";
import {
  type RefusedRegion,
  type Report,
  toReport,
  toReportedVolume,
} from "../../report/report.ts";
import { toStructuredReport } from "../../report/structured-report.ts";
import type { Measured } from "./measure.ts";
import type { OpenCase } from "./open-case.ts";
import { openSecondMask } from "./open-region.ts";
import { isRegionOf } from "./region-id.ts";

/** A mask by its id, and what the file calls it. */
interface NamedMask {
  readonly id: string;
  readonly name: string;
}

/** Results that are to be saved, and how. */
export interface ResultsAsked {
  /** What the file calls the image. */
  readonly image: string;
  /** What was measured, each with what the file calls its mask. */
  readonly measured: readonly (Measured & { readonly mask: string })[];
  /** The masks beside those of the regions: the id of each, and what the file calls it; null for none. */
  readonly masks: Readonly<Record<SecondMaskName, NamedMask | null>>;
  readonly format: Exclude<Format, "table"> | "dicom";
}

/**
 * Results as the command line writes them: one region as a report of its own, several together.
 *
 * @returns text, or the bytes of Parquet or of a DICOM Structured Report
 * @throws VoxomicsError as `toStructuredReport` does, for that
 */
export async function saveResults(
  held: OpenCase,
  { image: name, measured, masks, format }: ResultsAsked,
): Promise<string | Uint8Array> {
  const { image } = held;
  if (image === null) throw new Error("no image is open");
  const { volume, description } = image;
  const reportedImage = toReportedVolume(name, volume, description);
  const within = reportedMask(held, masks.within);
  const whiteMatter = reportedMask(held, masks.whiteMatter);
  const reports: Report[] = [];
  const refused: RefusedRegion[] = [];
  for (const { region: id, mask, extraction, error } of measured) {
    const region = held.regions.get(id);
    if (region === undefined) throw new Error(`no region ${id} is open`);
    const { label, region: own, reported, notes } = region;
    if (error !== null) refused.push({ label, region: own, ...error });
    if (extraction === null) continue;
    const sources = {
      image: reportedImage,
      mask: { ...reported, name: mask },
      label,
      region: own,
      notes: [...image.notes, ...notes, ...(within?.notes ?? []), ...(whiteMatter?.notes ?? [])],
      ...(within !== null && { within: within.reported }),
      ...(whiteMatter !== null && { whiteMatter: whiteMatter.reported }),
    };
    reports.push(toReport(extraction, sources));
  }
  if (format === "dicom") {
    const input = { image: sourcesOf(held, image.id), mask: sourcesOfRegion(held, measured) };
    return toStructuredReport(reports, input, { refused: refused.length });
  }
  if (measured.length === 1 && reports.length === 1) return render(reports[0], format);
  return renderRegions(reports, refused, format);
}

/** A mask beside those of the regions under the name that the file has for it, and what is to be known of it. */
function reportedMask(held: OpenCase, mask: NamedMask | null) {
  const read = openSecondMask(held, mask?.id ?? null);
  if (mask === null || read === undefined) return null;
  return { reported: { ...read.reported, name: mask.name }, notes: read.notes };
}

/** The files of an entry that is listed, whose headers a structured report takes patient and study from. */
function sourcesOf({ sources }: OpenCase, id: string): readonly NamedFile[] {
  return (sources.get(id) ?? []).map(({ name, input }) => ({ name: name ?? "", bytes: input }));
}

/** The files of the regions that were measured, which are of one entry. */
function sourcesOfRegion(held: OpenCase, measured: ResultsAsked["measured"]): readonly NamedFile[] {
  const [first] = measured;
  const id = [...held.sources.keys()].find((one) => isRegionOf(first.region, one));
  return id === undefined ? [] : sourcesOf(held, id);
}
