import { referencesOf } from "./beside-regions.ts";
import type { DicomDataSet } from "./data-set.ts";
import { uidOf } from "./identity.ts";
import type { DicomKind } from "./series.ts";
import { listStructures } from "./structure-set.ts";
import { stringOf } from "./values.ts";

/** Whose a DICOM file is, and what it is called: what tells it from the files of other patients and days. */
export interface DicomFileOrigin {
  /** Patient ID; null where the file does not say. So it is with all others. */
  readonly patient: string | null;
  /** `2019-04-30` */
  readonly studyDate: string | null;
  /** Series Description. */
  readonly description: string | null;
  /** Structure Set Label of an RTSTRUCT, Content Label of a SEG. */
  readonly label: string | null;
  /** SOP Instance UID. */
  readonly instance: string | null;
  /** UIDs of the frames of reference that positions are in. */
  readonly frames: readonly string[];
  /** Numbers of the structures without any closed contour. */
  readonly empty: readonly number[];
}

/** What a data set of a kind says of its origin. */
export function originOf(dataSet: DicomDataSet, kind: DicomKind): DicomFileOrigin {
  const isMask = kind === "structure set" || kind === "segmentation";
  const own = [uidOf(dataSet, "FrameOfReferenceUID") ?? []].flat();
  const labelled = kind === "structure set" ? "StructureSetLabel" : "ContentLabel";
  const structures = kind === "structure set" ? listStructures(dataSet) : [];
  return {
    patient: textOf(dataSet, "PatientID"),
    studyDate: dateOf(stringOf(dataSet, "StudyDate")),
    description: textOf(dataSet, "SeriesDescription"),
    label: isMask ? textOf(dataSet, labelled) : null,
    instance: uidOf(dataSet, "SOPInstanceUID") ?? null,
    frames: isMask ? referencesOf(dataSet).frames : own,
    empty: structures.filter(({ contours }) => contours === 0).map(({ number }) => number),
  };
}

function textOf(dataSet: DicomDataSet, name: Parameters<typeof stringOf>[1]): string | null {
  return stringOf(dataSet, name)?.trim() || null;
}

/** A date of DICOM, `20190430` or the older `2019.04.30`. */
function dateOf(text: string | undefined): string | null {
  const [, year, month, day] = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text?.trim() ?? "") ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
}
