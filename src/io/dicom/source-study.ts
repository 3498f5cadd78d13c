import { counted, quoted } from "../../messages/phrases.ts";
import { invalidFile } from "../invalid-file.ts";
import { type Keyword, nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { type DicomFile, within } from "./dicom-file.ts";
import { itemsOf, requiredStringOf, stringOf } from "./values.ts";

// What a document about images takes over from their files: patient and study (DICOM PS3.3 C.7.1.1, C.7.2.1).

/** Attributes that are copied as they are; those that a file leaves out stay empty. */
const copied = [
  "PatientName",
  "PatientID",
  "IssuerOfPatientID",
  "PatientBirthDate",
  "PatientSex",
  "StudyInstanceUID",
  "StudyDate",
  "StudyTime",
  "StudyID",
  "StudyDescription",
  "AccessionNumber",
  "ReferringPhysicianName",
  "TimezoneOffsetFromUTC",
] as const satisfies readonly Keyword[];

/** Attributes that have to be the same in all files: whose images they are. */
const shared = ["PatientID", "PatientName", "StudyInstanceUID"] as const;

/** A concept by its code. */
export interface Code {
  readonly value: string;
  /** Coding Scheme Designator: `DCM`, `SCT`, `UCUM`, `IBSI` … */
  readonly scheme: string;
  readonly meaning: string;
}

/** What files say of patient and study, as text; absent where they do not say. */
export type StudyAttributes = { readonly [Name in (typeof copied)[number]]?: string } & {
  readonly StudyInstanceUID: string;
};

/** The patient and the study that files belong to. */
export interface SourceStudy {
  readonly attributes: StudyAttributes;
  /** Procedure Code Sequence. */
  readonly procedures: readonly Code[];
}

/** An instance that a document refers to. */
export interface SourceInstance {
  /** SOP Class UID and SOP Instance UID. */
  readonly sopClass: string;
  readonly instance: string;
  /** Study Instance UID and Series Instance UID. */
  readonly study: string;
  readonly series: string;
}

/**
 * The patient and the study of files of one series.
 *
 * @throws VoxomicsError `invalid-file` for files of several patients or studies, or without Study Instance UID
 */
export function studyOf(files: readonly DicomFile[]): SourceStudy {
  const [first] = files;
  for (const name of shared) {
    const other = files.find(
      ({ dataSet }) => stringOf(dataSet, name) !== stringOf(first.dataSet, name),
    );
    if (other === undefined) continue;
    throw invalidFile(
      `${other.where}: found another ${nameOf(name)} than in ${first.where}, expected files of one patient and study`,
    );
  }
  const { dataSet } = first;
  const StudyInstanceUID = within(first.where, () => requiredUidOf(dataSet, "StudyInstanceUID"));
  const stated = copied.flatMap((name) => {
    const value = stringOf(dataSet, name);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    attributes: { ...Object.fromEntries(stated), StudyInstanceUID },
    procedures: itemsOf(dataSet, "ProcedureCodeSequence").flatMap((item) => codeOf(item) ?? []),
  };
}

/** A code out of its item; null if the item does not have all of it. */
export function codeOf(item: DicomDataSet): Code | null {
  const value = stringOf(item, "CodeValue");
  const scheme = stringOf(item, "CodingSchemeDesignator");
  const meaning = stringOf(item, "CodeMeaning");
  if (value === undefined || scheme === undefined || meaning === undefined) return null;
  return { value, scheme, meaning };
}

/**
 * How a document refers to a file.
 *
 * @throws VoxomicsError `invalid-file` for a file without one of its UIDs, or with one that is damaged
 */
export function instanceOf({ dataSet, where }: DicomFile): SourceInstance {
  return within(where, () => ({
    sopClass: requiredUidOf(dataSet, "SOPClassUID"),
    instance: requiredUidOf(dataSet, "SOPInstanceUID"),
    study: requiredUidOf(dataSet, "StudyInstanceUID"),
    series: requiredUidOf(dataSet, "SeriesInstanceUID"),
  }));
}

/** Whether a text is a UID (DICOM PS3.5 9.1): readers refuse a whole document for one that is not. */
export function isUid(text: string): boolean {
  return text.length <= 64 && /^\d+(\.\d+)+$/.test(text);
}

function requiredUidOf(dataSet: DicomDataSet, name: Keyword): string {
  const uid = requiredStringOf(dataSet, name);
  if (isUid(uid)) return uid;
  throw invalidFile(
    `${nameOf(name)}: found ${quoted(uid)} of ${counted(uid.length, "character")}, expected a UID of at most 64, ` +
      "to which a document can refer",
    { found: uid },
  );
}
