import { version } from "../base/version.ts";
import type { Extraction, RoiSummary } from "../extraction/extraction.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { distinctNotes, type Note } from "../messages/note.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { Settings } from "../settings/settings.ts";
import { checkGrid, type Grid, gridOf, type Identity, identityOf } from "../volume/volume.ts";

/**
 * An extraction with everything that is needed to repeat it. It can be written as JSON: no NaN, no
 * typed arrays.
 */
export interface Report {
  readonly software: "voxomics";
  readonly version: string;
  /** Every default spelled out. */
  readonly settings: Settings;
  readonly image: ReportedVolume;
  readonly mask: ReportedVolume;
  /** The mask that the region was cut to; absent without one. */
  readonly within?: ReportedVolume;
  /** The mask of white matter that the image was normalised by; absent without one. */
  readonly whiteMatter?: ReportedVolume;
  readonly roi: ReportedRoi;
  readonly features: readonly FeatureValue[];
  /** Notes about the files, the mask and the region. */
  readonly notes: readonly Note[];
}

/** A volume as it was read, before processing. */
export interface ReportedVolume extends Grid, Identity {
  /** The path, or another name, of what the volume was read from. */
  readonly name: string;
  /** The description of the file (`describe`); null if the volume did not come from a file. */
  readonly file: object | null;
  /** Of a second mask (`within`, white matter), the region that was asked for, by name or number; absent if none was. */
  readonly region?: string;
  /** How a mask was resampled to the image's grid; absent if it lay on that grid as a whole. */
  readonly placed?: ReportedPlacement;
}

/** How a mask was resampled from its own grid to the image's. */
export interface ReportedPlacement {
  /** `none` if the voxels of both grids coincide, so that values were copied. */
  readonly interpolation: "nearest" | "none";
  /** Voxels of the region on the mask's own grid. */
  readonly before: number;
  /** Voxels of the region on the image's grid. */
  readonly after: number;
  /** Of `before`, the voxels that lie outside the image. */
  readonly outside: number;
}

/** The region after processing. */
export interface ReportedRoi extends RoiSummary {
  /** The mask's label, or the region's number in its file; null for a mask of 0 and 1. */
  readonly label: number | null;
  /** The region's name in its file; null if it has none. */
  readonly region: string | null;
}

/** The image and mask of an extraction, as its report describes them. */
export interface ReportSources {
  readonly image: ReportedVolume;
  readonly mask: ReportedVolume;
  /** The mask that the region was cut to, if there is one. */
  readonly within?: ReportedVolume;
  /** The mask of white matter that the image was normalised by, if there is one. */
  readonly whiteMatter?: ReportedVolume;
  readonly label?: number | null;
  readonly region?: string | null;
  /** Notes about the files and the mask. */
  readonly notes?: readonly Note[];
}

/**
 * The report of an extraction.
 *
 * @example
 * ```ts
 * import { extract, toJson, toReport, toReportedVolume } from "voxomics";
 *
 * const report = toReport(extract(image, mask), {
 *   image: toReportedVolume("ct.nii.gz", image),
 *   mask: toReportedVolume("mask.nii.gz", mask),
 * });
 * console.log(toJson(report)); // settings, grids, features and notes
 * ```
 */
export function toReport(extraction: Extraction, sources: ReportSources): Report {
  checkArgument(extraction, "extraction", {
    settings: "object",
    roi: "object",
    features: "array",
    notes: "array",
  });
  checkArgument(sources, "sources", { image: "object", mask: "object" });
  const { settings, roi, features, notes: measured } = extraction;
  const { image, mask, within, whiteMatter, label = null, region = null, notes = [] } = sources;
  return {
    software: "voxomics",
    version,
    settings,
    image,
    mask,
    ...(within === undefined ? {} : { within }),
    ...(whiteMatter === undefined ? {} : { whiteMatter }),
    roi: { label, region, ...roi },
    features,
    notes: distinctNotes([...notes, ...measured]),
  };
}

/**
 * Describes a volume for a report.
 *
 * @example
 * ```ts
 * import { toReportedVolume } from "voxomics";
 *
 * const { name, size, spacing, file } = toReportedVolume("ct.nii.gz", image);
 * console.log(name, size, spacing, file); // file: null, as no description of the file was given
 * ```
 */
export function toReportedVolume(
  name: string,
  grid: Grid & Identity,
  file: object | null = null,
): ReportedVolume {
  checkArgument(name, "name", "text");
  checkGrid(grid, "grid");
  return { name, ...gridOf(grid), ...identityOf(grid), file };
}

/** Extractions from several regions of one image. It can be written as JSON. */
export interface RegionsReport {
  readonly software: "voxomics";
  readonly version: string;
  /** Every default spelled out. */
  readonly settings: Settings;
  readonly image: ReportedVolume;
  /** The mask of white matter that the image was normalised by; absent without one. */
  readonly whiteMatter?: ReportedVolume;
  /** For each region the fields that a report of its own would have. */
  readonly regions: readonly Pick<Report, "mask" | "within" | "roi" | "features" | "notes">[];
  /** Regions that could not be measured, and why. */
  readonly refused: readonly RefusedRegion[];
}

/** A region that was not measured, with the message of its error. */
export interface RefusedRegion {
  readonly label: number | null;
  readonly region: string | null;
  readonly code: string;
  readonly message: string;
}

/**
 * The report of several regions of one image that were measured with the same settings.
 *
 * @param reports one a region, at least one
 *
 * @example
 * ```ts
 * import { extractRegions, toRegionsReport, toReport, toReportedVolume } from "voxomics";
 *
 * const reports = extractRegions(image, masks).flatMap(({ extraction }, n) => {
 *   const sources = {
 *     image: toReportedVolume("ct.nii.gz", image),
 *     mask: toReportedVolume("organs.nii.gz", masks[n]),
 *     label: n + 1,
 *   };
 *   return extraction === null ? [] : [toReport(extraction, sources)];
 * });
 * console.log(toRegionsReport(reports).regions.length);
 * ```
 */
export function toRegionsReport(
  reports: readonly Report[],
  refused: readonly RefusedRegion[] = [],
): RegionsReport {
  checkArgument(reports, "reports", "array");
  if (reports.length === 0) {
    throw new VoxomicsError("invalid-argument", "reports: found none, expected at least one", {
      what: "reports",
    });
  }
  reports.forEach((one, n) => {
    checkArgument(one, `reports[${n}]`, { settings: "object", image: "object", roi: "object" });
  });
  checkArgument(refused, "refused", "array");
  const [{ software, settings, image, whiteMatter }] = reports;
  return {
    software,
    version,
    settings,
    image,
    ...(whiteMatter === undefined ? {} : { whiteMatter }),
    regions: reports.map(({ mask, within, roi, features, notes }) => ({
      mask,
      ...(within === undefined ? {} : { within }),
      ...{ roi, features, notes },
    })),
    refused,
  };
}
