import { version } from "../../base/version.ts";
import type { DicomImageDescription } from "../../io/dicom/image-description.ts";
import type { SourceRegions } from "../../io/dicom/source-regions.ts";
import { baseName } from "../base-name.ts";
import type { Report } from "../report.ts";
import { names } from "./codes.ts";
import { type Attributes, composite, container, image, text, uid } from "./content-items.ts";
import { measurementOf } from "./measurement.ts";
import { arbitrary, intensityUnit } from "./units.ts";

/** The product's name, as a document states it. */
export const product = "voxomics";

/** What the groups of one document are made with. */
export interface GroupSource {
  /** Series Instance UID of the measured images. */
  readonly series: string;
  /** The SEG or RTSTRUCT that regions were read from; null for a mask of another kind. */
  readonly regions: SourceRegions | null;
  readonly makeUid: () => string;
}

/**
 * The measurements of a region.
 *
 * A region that is a segment of a SEG or a structure of an RTSTRUCT, as it is, follows TID 1411, which refers to it. A
 * region that was derived from such a one, or read from another file, is in no DICOM file: its group follows TID
 * 1501, and a comment says what it is.
 */
export function measurementGroup(report: Report, source: GroupSource): Attributes {
  const { roi, features, notes } = report;
  const region = isAsStored(report) ? source.regions : null;
  const tracking = region === null ? undefined : region.tracking.get(roi.label ?? Number.NaN);
  const { normalise } = report.settings;
  const intensity =
    normalise === null ? intensityUnit(report.image.file as DicomImageDescription) : arbitrary;
  return container(
    names.group,
    [
      text("HAS OBS CONTEXT", names.trackingId, tracking?.id ?? nameOf(report)),
      uid("HAS OBS CONTEXT", names.trackingUid, tracking?.uid ?? source.makeUid()),
      ...(region === null ? [] : references(region, roi.label as number, source.series)),
      text("HAS CONCEPT MOD", names.algorithm, product),
      text("HAS CONCEPT MOD", names.algorithmVersion, version),
      ...parametersOf(report).map((one) => text("HAS CONCEPT MOD", names.algorithmParameters, one)),
      ...(region === null
        ? [text("CONTAINS", names.comment, `Region: ${originOf(report, source.regions)}`)]
        : []),
      ...notes.map(({ message }) => text("CONTAINS", names.comment, message)),
      ...features.map((feature) => measurementOf(feature, intensity)),
    ],
    region === null ? "1501" : "1411",
  );
}

/** Whether the measured region is the one of its file, and was not made of it. */
function isAsStored({ roi, within }: Report): boolean {
  const made = (roi.derivation?.steps ?? []).filter(({ step }) => step !== "mask");
  return made.length === 0 && within === undefined && roi.label !== null;
}

/** References to a region: a segment, with the series that it was made on, or a structure by its ROI number. */
function references(region: SourceRegions, number: number, series: string): readonly Attributes[] {
  if (region.kind === "segmentation") {
    return [
      image(names.segment, region, { segment: number }),
      uid("CONTAINS", names.segmentSeries, region.madeOn ?? series),
    ];
  }
  // TID 1411 has HAS PROPERTIES here, which Comprehensive 3D SR does not allow below COMPOSITE (PS3.3 A.35.13)
  const identifier = text("HAS CONCEPT MOD", names.regionIdentifier, String(number));
  return [composite(names.regionInSpace, region, [identifier])];
}

/** What a region is called: its name, or its label. */
function nameOf({ roi: { region, label } }: Report): string {
  return region ?? (label === null ? "region" : `label ${label}`);
}

/** A text that says how a region was made, for a region that no DICOM file holds. */
function originOf(report: Report, regions: SourceRegions | null): string {
  const { mask, within, roi } = report;
  const file = regions === null ? baseName(mask.name) : `SOP Instance UID ${regions.instance}`;
  const steps = (roi.derivation?.steps ?? []).map(({ step }) => step);
  const made = steps.length === 0 ? "" : `, made by the steps ${steps.join(", ")}`;
  const cut = within === undefined ? "" : `, cut to ${baseName(within.name)}`;
  return `${nameOf(report)} of ${file}${made}${cut}`;
}

/** All that is needed to repeat the measurement, as JSON. */
function parametersOf({ settings, image, mask, whiteMatter, roi }: Report): readonly string[] {
  const { placed = null } = mask;
  const white = whiteMatter === undefined ? {} : { whiteMatter: whiteMatter.file };
  const parts = { settings, image: image.file, mask: { file: mask.file, placed }, ...white, roi };
  return Object.entries(parts).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
}
