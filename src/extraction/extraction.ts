import type { Watch } from "../base/watch.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import type { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import type { Derivation } from "../regions/derivation.ts";
import type { Settings } from "../settings/settings.ts";
import type { Vec3, Volume } from "../volume/volume.ts";

/** What `extract` found. */
export interface Extraction {
  /** The settings it ran with, every default spelled out. */
  readonly settings: Settings;
  readonly roi: RoiSummary;
  /** One row a value, by family in the order of the settings. */
  readonly features: readonly FeatureValue[];
  /** What whoever reads the values has to know about them. */
  readonly notes: readonly Note[];
}

/** The region after processing. */
export interface RoiSummary {
  /** Voxel spacing in mm. */
  readonly spacing: Vec3;
  /** Number of voxels in the morphological and the intensity mask. */
  readonly morphologicalVoxels: number;
  readonly intensityVoxels: number;
  /** N_g; null if no family asked for grey levels. */
  readonly greyLevels: number | null;
  /** How the region was made of the mask; absent where the mask was taken as 0 and 1. */
  readonly derivation?: Derivation;
}

/** How an extraction is followed and stopped, and the masks beside those of its regions. */
export interface ExtractOptions extends Watch {
  /**
   * A mask on the image's grid that every region is cut to, after all that the settings `mask` do: 0 and 1, or
   * the labels of `mask.within`.
   */
  readonly within?: Volume | undefined;
  /** White matter or the brain, 0 and 1 on the image's grid, for `normalise: { method: "whiteStripe" }` and nothing else. */
  readonly whiteMatter?: Volume | undefined;
}

/** What came of a region: its features, or the error that it was refused with. */
export type RegionOutcome =
  | { readonly extraction: Extraction; readonly error: null }
  | { readonly extraction: null; readonly error: VoxomicsError };
