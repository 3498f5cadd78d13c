import type { Watch } from "../base/watch.ts";
import type { Part, Plan } from "../extraction/plan.ts";
import { runPart } from "../extraction/run-part.ts";
import { applyFilter } from "../filters/apply-filter.ts";
import type { FilterSettings } from "../filters/filters.ts";
import type { Perturbed, PerturbOptions } from "../perturbation/perturb.ts";
import type { Perturbation } from "../perturbation/perturbation.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import { type KeptMask, restoreMask } from "../processing/kept-mask.ts";
import { resampleWhole } from "../processing/resample-whole.ts";
import type { Settings } from "../settings/settings.ts";
import { markLabel } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { type MeasurementMessage, packMeasurement } from "./measurement-message.ts";
import { shareVolume } from "./share-volume.ts";

/** A region as a message holds it: 0 and 1, a label of a volume, or the part of a mask that is not 0. */
export type RegionSource = { readonly mask: Volume; readonly label: number | null } | KeptMask;

/** A part of an extraction, as a worker is asked for it. */
export interface ExtractionPart {
  readonly plan: Plan;
  readonly part: Part;
  readonly image: Volume;
  /** The regions of the part, in their order. */
  readonly regions: readonly RegionSource[];
  /** The whole image after interpolation, where it is known already. */
  readonly interpolated: Volume | null;
}

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
    { plan, part, image, regions, interpolated }: ExtractionPart,
    watch: Watch,
  ): MeasurementMessage[] {
    const masks = regions.map((region) => () => maskOf(region));
    return runPart(plan, part, { image, masks, interpolated }, watch).map(packMeasurement);
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
