import { VoxomicsError } from "../../messages/errors.ts";
import { quoted } from "../../messages/phrases.ts";
import { withoutCopies } from "./copies.ts";
import type { DicomFile } from "./dicom-file.ts";
import { holdsPixels } from "./pixel-format.ts";
import { isSegmentation } from "./segmentation.ts";
import { isStructureSet } from "./structure-set.ts";
import { numberOf, stringOf } from "./values.ts";

/** What a DICOM file is read as. */
export type DicomKind = "image" | "structure set" | "segmentation" | "other";

/** Files of one kind in one series. */
export interface DicomSeries {
  readonly kind: DicomKind;
  /** Series Instance UID; null where a file does not say. */
  readonly uid: string | null;
  readonly modality: string | null;
  /** The files, without copies. */
  readonly files: readonly DicomFile[];
  /** How many files are the copy of one of `files`, to the byte. */
  readonly copies: number;
}

/** Media Storage SOP Class of a DICOMDIR, which lists other files. */
const directoryClass = "1.2.840.10008.1.3.10";

/** Most characters of a UI and of a CS. Longer ones are damaged, and are cut, so that messages stay short. */
const longestUid = 64;
const longestCode = 16;

/** Groups files by series and kind, in the order given. Directories of media and copies are left out. */
export function groupSeries(files: readonly DicomFile[]): readonly DicomSeries[] {
  const groups = new Map<string, DicomSeries & { readonly files: DicomFile[] }>();
  for (const file of files) {
    const { dataSet } = file;
    if (stringOf(dataSet, "MediaStorageSOPClassUID") === directoryClass) continue;
    const uid = stringOf(dataSet, "SeriesInstanceUID")?.slice(0, longestUid) ?? null;
    const kind = kindOf(file);
    const key = `${kind} ${uid}`;
    const group = groups.get(key);
    if (group !== undefined) group.files.push(file);
    else {
      const modality = stringOf(dataSet, "Modality")?.slice(0, longestCode) ?? null;
      groups.set(key, { kind, uid, modality, files: [file], copies: 0 });
    }
  }
  return [...groups.values()].map((group) => {
    const files = withoutCopies(group.files);
    return { ...group, files, copies: group.files.length - files.length };
  });
}

function kindOf({ dataSet }: DicomFile): DicomKind {
  if (isStructureSet(dataSet)) return "structure set";
  if (isSegmentation(dataSet)) return "segmentation";
  return holdsPixels(dataSet) ? "image" : "other";
}

/**
 * The series with a UID.
 *
 * @param wanted Series Instance UID. Default: that of the only series.
 * @param what names the series in messages: `image series`
 * @throws VoxomicsError `invalid-settings` if no series has that UID, or none is asked for and there are
 *   several; the message lists them.
 */
export function chooseSeries(
  series: readonly DicomSeries[],
  wanted: string | undefined,
  what: string,
): DicomSeries {
  const matching = wanted === undefined ? series : series.filter(({ uid }) => uid === wanted);
  if (matching.length === 1) return matching[0];
  const found =
    wanted === undefined ? `${matching.length} ${what}` : `no ${what} ${quoted(wanted)}`;
  throw new VoxomicsError(
    "invalid-settings",
    `DICOM files hold ${found}, expected one of ${listSeries(series)}`,
    {
      series: series.map(({ uid }) => uid),
      advice: [{ option: "series", value: "UID", does: "chooses one" }],
    },
  );
}

/** More series than a message lists. */
const mostListed = 50;

/** What a user chooses a series by. */
export interface SeriesSummary {
  readonly uid: string | null;
  readonly kind: DicomKind;
  readonly modality: string | null;
  readonly files: number;
  /** Columns and rows of an image. */
  readonly size: readonly [number, number] | null;
}

export function summaryOf({ uid, kind, modality, files }: DicomSeries): SeriesSummary {
  const [{ dataSet }] = files;
  const columns = kind === "image" ? numberOf(dataSet, "Columns") : undefined;
  const rows = numberOf(dataSet, "Rows");
  const size = columns === undefined || rows === undefined ? null : ([columns, rows] as const);
  return { uid, kind, modality, files: files.length, size };
}

function listSeries(series: readonly DicomSeries[]): string {
  const listed = series.slice(0, mostListed).map((one) => {
    const { uid, kind, modality, files, size } = summaryOf(one);
    const count = `${files} file${files === 1 ? "" : "s"}`;
    return `${uid ?? "no UID"} (${modality ?? kind}, ${count}${size ? ` of ${size[0]} x ${size[1]}` : ""})`;
  });
  const more = series.length - listed.length;
  return `${listed.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}
