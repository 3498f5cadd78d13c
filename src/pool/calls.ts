import type { Watch } from "../base/watch.ts";
import type { RoiSummary, Share } from "../extraction/extract.ts";
import { extractShare } from "../extraction/extract-regions.ts";
import { applyFilter } from "../filters/apply-filter.ts";
import type { FilterSettings } from "../filters/filters.ts";
import type { Note } from "../messages/note.ts";
import type { Perturbed, PerturbOptions } from "../perturbation/perturb.ts";
import type { Perturbation } from "../perturbation/perturbation.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import { type KeptMask, restoreMask } from "../processing/kept-mask.ts";
import { resampleWhole } from "../processing/resample-whole.ts";
import type { Settings } from "../settings/settings.ts";
import { markLabel } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { type FeatureMessage, packFeatures } from "./feature-message.ts";
import { type Failure, toFailure } from "./message.ts";
import { shareVolume } from "./share-volume.ts";

/** A region as a message holds it: 0 and 1, a label of a volume, or the part of a mask that is not 0. */
export type RegionSource = { readonly mask: Volume; readonly label: number | null } | KeptMask;

/** A share of what is measured of regions of one image. */
export interface ExtractionPart {
  readonly image: Volume;
  readonly regions: readonly RegionSource[];
  readonly settings: Settings;
  readonly share: Share;
  /** The whole image after interpolation, if that is known already. */
  readonly interpolated: Volume | null;
}

/** What came of a region, as a message; whoever asked knows the settings. */
export type OutcomeMessage =
  | {
      readonly roi: RoiSummary;
      readonly features: FeatureMessage;
      readonly notes: readonly Note[];
      readonly failure: null;
    }
  | { readonly failure: Failure };

/** What `perturb` is asked for. */
export interface PerturbationTask {
  readonly image: Volume;
  /** 0 and 1. */
  readonly mask: Volume;
  /** What to do, or letters as in `RNCV`, for extents drawn by seed. */
  readonly perturbation: Perturbation | string;
  readonly seed: number;
  readonly options?: PerturbOptions | undefined;
}

/** What a worker can be asked for. */
export const calls = {
  extract(
    { image, regions, settings, share, interpolated }: ExtractionPart,
    watch: Watch,
  ): OutcomeMessage[] {
    const masks = regions.map((region) => () => maskOf(region));
    return extractShare(image, masks, settings, share, watch, interpolated).map(
      ({ extraction, error }) => {
        if (error !== null) return { failure: toFailure(error) };
        const { roi, features, notes } = extraction;
        return { roi, features: packFeatures(features), notes, failure: null };
      },
    );
  },
  interpolate({ image, settings }: { image: Volume; settings: Settings }): Volume {
    return shareVolume(resampleWhole(image, settings));
  },
  applyFilter(
    {
      image,
      filter,
      nonFinite,
    }: { image: Volume; filter: FilterSettings; nonFinite?: NonFinite | undefined },
    watch: Watch,
  ): Volume<Float64Array> {
    return applyFilter(image, filter, watch, nonFinite);
  },
  async perturb(
    { image, mask, perturbation, seed, options }: PerturbationTask,
    { onProgress }: Watch,
  ): Promise<Perturbed> {
    onProgress?.({ done: 0, total: 1, stage: "perturbation" });
    // with distributions of statistics, which other calls can do without
    const { perturb } = await import("../perturbation/perturb.ts");
    const { record, ...perturbed } = perturb(image, mask, perturbation, seed, options);
    return { image: shareVolume(perturbed.image), mask: shareVolume(perturbed.mask), record };
  },
};

function maskOf(region: RegionSource): Volume {
  if ("kept" in region) return restoreMask(region);
  if (region.label === null) return region.mask;
  const labels = checkVolume(region.mask, "mask");
  return markLabel(labels, region.label, blankBytes(labels.data.length));
}

/** The same memory for every mask of a label: a region's mask is let go before the next is made. */
let bytes = new Uint8Array(0);

function blankBytes(length: number): Uint8Array {
  if (bytes.length === length) bytes.fill(0);
  else bytes = new Uint8Array(length);
  return bytes;
}

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type Asked<K extends CallName> = Parameters<Calls[K]>[0];
export type Answer<K extends CallName> = Awaited<ReturnType<Calls[K]>>;
