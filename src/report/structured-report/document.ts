import { version } from "../../base/version.ts";
import type { SourceImages } from "../../io/dicom/source-images.ts";
import type { SourceRegions } from "../../io/dicom/source-regions.ts";
import type { StudyAttributes } from "../../io/dicom/source-study.ts";
import { counted } from "../../messages/phrases.ts";
import type { Report } from "../report.ts";
import { ownScheme } from "./codes.ts";
import type { Attributes } from "./content-items.ts";
import { evidenceOf } from "./evidence.ts";
import { measurementGroup, product } from "./measurement-group.ts";
import { manufacturer, measurementReport } from "./measurement-report.ts";

/** Comprehensive 3D SR Storage. */
export const sopClass = "1.2.840.10008.5.1.4.1.1.88.34";

/** What a document is made of. */
export interface DocumentSource {
  readonly images: SourceImages;
  /** The SEG or RTSTRUCT that regions were read from; null for a mask of another kind. */
  readonly regions: SourceRegions | null;
  /** How many regions were refused. */
  readonly refused: number;
  /** When the document is made. */
  readonly now: Date;
  /** A new UID at every call. */
  readonly makeUid: () => string;
}

/** A Comprehensive 3D SR document (DICOM PS3.3 A.35.13) of measured regions, as attributes. */
export function documentOf(reports: readonly Report[], source: DocumentSource): Attributes {
  const { images, regions, makeUid } = source;
  const { attributes: study } = images;
  const [date, time] = dateAndTime(source.now, study.TimezoneOffsetFromUTC);
  const grouping = { series: images.series, regions, makeUid };
  const groups = reports.map((report) => measurementGroup(report, grouping));
  return {
    SpecificCharacterSet: "ISO_IR 192",
    SOPClassUID: sopClass,
    SOPInstanceUID: makeUid(),
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    CodingSchemeIdentificationSequence: codingSchemes,
    ...patientAndStudy(study),
    Modality: "SR",
    SeriesInstanceUID: makeUid(),
    SeriesNumber: seriesNumber,
    SeriesDescription: "Radiomics features",
    ReferencedPerformedProcedureStepSequence: [],
    Manufacturer: manufacturer,
    ManufacturerModelName: product,
    DeviceSerialNumber: "not applicable", // required, though a program has none
    SoftwareVersions: version,
    InstanceNumber: 1,
    ContentDate: date,
    ContentTime: time,
    ...completion(reports.length, source.refused),
    VerificationFlag: "UNVERIFIED",
    PerformedProcedureCodeSequence: [],
    ...evidenceOf(study.StudyInstanceUID, [
      ...images.images,
      ...(regions === null ? [] : [regions]),
    ]),
    ...measurementReport(images, groups, makeUid()),
  };
}

/** Number of the document's series: a series must have one, and it need not differ from that of others. */
const seriesNumber = 1000;

const codingSchemes: readonly Attributes[] = [
  {
    CodingSchemeDesignator: "IBSI",
    CodingSchemeName: "Image biomarker standardisation initiative",
    CodingSchemeResponsibleOrganization: "Image biomarker standardisation initiative",
  },
  {
    CodingSchemeDesignator: ownScheme,
    CodingSchemeName: "Names of voxomics",
    CodingSchemeResponsibleOrganization: manufacturer,
  },
];

/** Patient and study as the images state them; what they leave out stays empty or absent. */
function patientAndStudy(study: StudyAttributes): Attributes {
  const required = [
    "PatientName",
    "PatientID",
    "PatientBirthDate",
    "PatientSex",
    "StudyDate",
    "StudyTime",
    "StudyID",
    "AccessionNumber",
    "ReferringPhysicianName",
  ];
  return { ...Object.fromEntries(required.map((name) => [name, ""])), ...study };
}

/** Whether the document has all that it was to hold. */
function completion(measured: number, refused: number): Attributes {
  if (refused === 0) return { CompletionFlag: "COMPLETE" };
  const CompletionFlagDescription = `${counted(refused, "region")} of ${measured + refused} refused`;
  return { CompletionFlag: "PARTIAL", CompletionFlagDescription };
}

/**
 * A time as DICOM's date and time.
 *
 * @param offset Timezone Offset From UTC that all times of the document are in, `+0200`. Default: the machine's.
 */
function dateAndTime(now: Date, offset: string | undefined): readonly [string, string] {
  const [, sign, hours, minutes] = /^([+-])(\d{2})(\d{2})$/.exec(offset ?? "") ?? [];
  const east =
    sign === undefined
      ? -now.getTimezoneOffset()
      : (sign === "-" ? -1 : 1) * (60 * Number(hours) + Number(minutes));
  const local = new Date(now.getTime() + 60_000 * east).toISOString();
  return [local.slice(0, 10).replaceAll("-", ""), local.slice(11, 19).replaceAll(":", "")];
}
