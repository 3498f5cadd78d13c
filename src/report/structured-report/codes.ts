import type { Code } from "../../io/dicom/source-study.ts";

// Concepts of the DICOM Content Mapping Resource (PS3.16 annex D) and of the schemes that it takes over.

const dcm = (value: string, meaning: string): Code => ({ value, scheme: "DCM", meaning });
const sct = (value: string, meaning: string): Code => ({ value, scheme: "SCT", meaning });
const loinc = (value: string, meaning: string): Code => ({ value, scheme: "LN", meaning });

/** The scheme of IBSI's permanent codes, as dcmqi and PyRadiomics name it. */
export const ibsi = (value: string, meaning: string): Code => ({ value, scheme: "IBSI", meaning });

/** The scheme of what IBSI has no code for. */
export const ownScheme = "99VOXOMICS";
export const own = (value: string, meaning: string): Code => ({
  value,
  scheme: ownScheme,
  meaning,
});

/** Names of content items. */
export const names = {
  report: dcm("126000", "Imaging Measurement Report"),
  language: dcm("121049", "Language of Content Item and Descendants"),
  observerType: dcm("121005", "Observer Type"),
  deviceUid: dcm("121012", "Device Observer UID"),
  deviceName: dcm("121013", "Device Observer Name"),
  deviceManufacturer: dcm("121014", "Device Observer Manufacturer"),
  deviceModel: dcm("121015", "Device Observer Model Name"),
  procedure: dcm("121058", "Procedure reported"),
  imageLibrary: dcm("111028", "Image Library"),
  imageGroup: dcm("126200", "Image Library Group"),
  modality: dcm("121139", "Modality"),
  frameOfReference: dcm("112227", "Frame of Reference UID"),
  measurements: dcm("126010", "Imaging Measurements"),
  group: dcm("125007", "Measurement Group"),
  trackingId: dcm("112039", "Tracking Identifier"),
  trackingUid: dcm("112040", "Tracking Unique Identifier"),
  segment: dcm("121191", "Referenced Segment"),
  segmentSeries: dcm("121232", "Source series for segmentation"),
  regionInSpace: dcm("130488", "Region in Space"),
  regionIdentifier: dcm("130489", "Referenced Region of Interest Identifier"),
  algorithm: dcm("111001", "Algorithm Name"),
  algorithmVersion: dcm("111003", "Algorithm Version"),
  algorithmParameters: dcm("111002", "Algorithm Parameters"),
  method: sct("370129005", "Measurement Method"),
  comment: dcm("121106", "Comment"),
  transformation: own("image", "Image transformation"),
  distance: own("distance", "Chebyshev distance of neighbours"),
} as const satisfies Record<string, Code>;

export const english: Code = { value: "en", scheme: "RFC5646", meaning: "English" };
export const device = dcm("121007", "Device");

/** What was done, by modality (CID 100), where the study does not name its procedure. */
const procedures: Readonly<Record<string, Code>> = {
  CT: loinc("25045-6", "CT unspecified body region"),
  MR: loinc("25056-3", "MRI unspecified body region"),
  NM: loinc("49118-3", "NM unspecified body region"),
  PT: loinc("44136-0", "PET unspecified body region"),
};

export function procedureOf(modality: string | null): Code {
  return procedures[modality ?? ""] ?? sct("363679005", "Imaging procedure");
}

/** Meanings of the modalities (CID 29) whose images are often measured. */
const modalities: Readonly<Record<string, string>> = {
  CR: "Computed Radiography",
  CT: "Computed Tomography",
  DX: "Digital Radiography",
  MG: "Mammography",
  MR: "Magnetic Resonance",
  NM: "Nuclear Medicine",
  PT: "Positron emission tomography",
  US: "Ultrasound",
  XA: "X-Ray Angiography",
};

/** The modality as a code; null for one that is not listed. */
export function modalityOf(modality: string | null): Code | null {
  const meaning = modalities[modality ?? ""];
  return modality === null || meaning === undefined ? null : dcm(modality, meaning);
}

/** Why a measurement has no value (CID 42). */
export const qualifiers = {
  notANumber: dcm("114000", "Not a number"),
  divideByZero: dcm("114003", "Divide by zero"),
  underflow: dcm("114004", "Underflow"),
  notAttempted: dcm("114007", "Measurement not attempted"),
  unknown: dcm("114010", "Value unknown"),
  indeterminate: dcm("114011", "Value indeterminate"),
} as const satisfies Record<string, Code>;
