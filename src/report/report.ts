import type { Extraction, RoiSummary } from "../extract.ts";
import type { FeatureValue } from "../features/feature-value.ts";
import type { Settings } from "../settings/settings.ts";
import { version } from "../version.ts";
import { type Grid, gridOf } from "../volume/volume.ts";

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
}

/** A volume as it was read, before processing. */
export interface ReportedVolume extends Grid {
  /** Path or other name it was read from. */
  readonly name: string;
  /** What the file says about itself; null if it came from no file. */
  readonly file: object | null;
}

/** The region after processing. */
export interface ReportedRoi extends RoiSummary {
  /** The mask's label that was measured; null for a mask of 0 and 1. */
  readonly label: number | null;
}

/** Where an extraction's image and mask came from. */
export interface ReportSources {
  readonly image: ReportedVolume;
  readonly mask: ReportedVolume;
  readonly label?: number | null;
}

/** The report of an extraction. */
export function report(
  { settings, roi, features }: Extraction,
  { image, mask, label = null }: ReportSources,
): Report {
  return {
    software: "voxomics",
    version,
    settings,
    image,
    mask,
    roi: { label, ...roi },
    features,
  };
}

/** What a report says about a volume. */
export function reportedVolume(
  name: string,
  grid: Grid,
  file: object | null = null,
): ReportedVolume {
  return { name, ...gridOf(grid), file };
}
