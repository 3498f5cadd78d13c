import { version } from "../base/version.ts";
import type { Extraction, RoiSummary } from "../extraction/extraction.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { distinctNotes, type Note } from "../messages/note.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { Settings } from "../settings/settings.ts";
import { checkGrid, type Grid, gridOf, type Identity, identityOf } from "../volume/volume.ts";

/** An extraction with all that is needed to repeat it. It is JSON: no NaN, no typed array. */
export interface Report {
  readonly software: "voxomics";
  readonly version: string;
  /** Every default spelled out. */
  readonly settings: Settings;
  readonly image: ReportedVolume;
  readonly mask: ReportedVolume;
  readonly roi: ReportedRoi;
  readonly features: readonly FeatureValue[];
  /** What whoever reads the values has to know: about the files, the mask and the region. */
  readonly notes: readonly Note[];
}

/** A volume as it was read, before processing. */
export interface ReportedVolume extends Grid, Identity {
  /** Path or other name it was read from. */
  readonly name: string;
  /** What the file says about itself; null if it came from no file. */
  readonly file: object | null;
  /** How a mask came to the image's grid, where that was asked for or cut off a part of it. */
  readonly placed?: ReportedPlacement;
}

/** How a mask came from its own grid to the image's. */
export interface ReportedPlacement {
  /** `none` where both grids have their voxels in common. */
  readonly interpolation: "nearest" | "none";
  /** Voxels of the region before and after. */
  readonly before: number;
  readonly after: number;
  /** Voxels before that lie outside the image. */
  readonly outside: number;
}

/** The region after processing. */
export interface ReportedRoi extends RoiSummary {
  /** The mask's label, or the region's number in its file; null for a mask of 0 and 1. */
  readonly label: number | null;
  /** The region's name in its file; null if it has none. */
  readonly region: string | null;
}

/** Where an extraction's image and mask came from. */
export interface ReportSources {
  readonly image: ReportedVolume;
  readonly mask: ReportedVolume;
  readonly label?: number | null;
  readonly region?: string | null;
  /** What is to be said about the files and the mask. */
  readonly notes?: readonly Note[];
}

/** The report of an extraction. */
export function toReport(extraction: Extraction, sources: ReportSources): Report {
  checkArgument(extraction, "extraction", {
    settings: "object",
    roi: "object",
    features: "array",
    notes: "array",
  });
  checkArgument(sources, "sources", { image: "object", mask: "object" });
  const { settings, roi, features, notes: measured } = extraction;
  const { image, mask, label = null, region = null, notes = [] } = sources;
  return {
    software: "voxomics",
    version,
    settings,
    image,
    mask,
    roi: { label, region, ...roi },
    features,
    notes: distinctNotes([...notes, ...measured]),
  };
}

/** What a report says about a volume. */
export function toReportedVolume(
  name: string,
  grid: Grid & Identity,
  file: object | null = null,
): ReportedVolume {
  checkArgument(name, "name", "text");
  checkGrid(grid, "grid");
  return { name, ...gridOf(grid), ...identityOf(grid), file };
}

/** Extractions from several regions of one image. It is JSON too. */
export interface RegionsReport {
  readonly software: "voxomics";
  readonly version: string;
  /** Every default spelled out. */
  readonly settings: Settings;
  readonly image: ReportedVolume;
  /** Each as a report of its own would have it. */
  readonly regions: readonly Pick<Report, "mask" | "roi" | "features" | "notes">[];
  /** Regions that could not be measured, and why. */
  readonly refused: readonly RefusedRegion[];
}

export interface RefusedRegion {
  readonly label: number | null;
  readonly region: string | null;
  readonly code: string;
  readonly message: string;
}

/**
 * The report of several regions of one image, which were measured by the same settings.
 *
 * @param reports at least one
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
  const [{ software, settings, image }] = reports;
  return {
    software,
    version,
    settings,
    image,
    regions: reports.map(({ mask, roi, features, notes }) => ({ mask, roi, features, notes })),
    refused,
  };
}
