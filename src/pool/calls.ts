import { type Extraction, extractShare, interpolate, type Share } from "../extract.ts";
import { applyFilter } from "../filters/apply-filter.ts";
import type { FilterSettings } from "../filters/filter.ts";
import type { Perturbed, PerturbOptions } from "../perturbation/perturb.ts";
import type { Perturbation } from "../perturbation/perturbation.ts";
import type { Settings } from "../settings/settings.ts";
import { selectLabel } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import type { Watch } from "../watch.ts";
import { shareVolume } from "./share-volume.ts";

/** A part of the extraction of one region. */
export interface ExtractionPart {
  readonly image: Volume;
  readonly mask: Volume;
  /** The label of the mask that is measured; null for a mask of 0 and 1. */
  readonly label: number | null;
  readonly settings: Settings;
  readonly share: Share;
  /** The whole image after interpolation, if that is known already. */
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
    { image, mask, label, settings, share, interpolated }: ExtractionPart,
    watch: Watch,
  ): Extraction {
    const region = label === null ? mask : selectLabel(mask, label);
    return extractShare(image, region, settings, share, watch, interpolated);
  },
  interpolate({ image, settings }: { image: Volume; settings: Settings }): Volume {
    return shareVolume(interpolate(image, settings));
  },
  applyFilter(
    { image, filter }: { image: Volume; filter: FilterSettings },
    watch: Watch,
  ): Volume<Float64Array> {
    return applyFilter(image, filter, watch);
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

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type Asked<K extends CallName> = Parameters<Calls[K]>[0];
export type Answer<K extends CallName> = Awaited<ReturnType<Calls[K]>>;
