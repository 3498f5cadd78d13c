import { inSteps, type Watch } from "../../base/watch.ts";
import { planOf } from "../../extraction/plan.ts";
import { planMargin } from "../../extraction/surroundings.ts";
import { distanceIn, withoutDistance } from "../../features/at-distance.ts";
import type { PerturbationRecord } from "../../perturbation/perturb.ts";
import { nonFiniteRule } from "../../processing/finite-mask.ts";
import { resolveSettings } from "../../settings/resolve.ts";
import type { SettingsInput } from "../../settings/settings.ts";
import type { Mask } from "../../volume/mask.ts";
import { handOver } from "./hand-over.ts";
import type { OpenCase } from "./open-case.ts";
import { openImage, openRegion, openSecondMasks, type RegionOf } from "./open-region.ts";
import { poolOf } from "./pool-of.ts";
import { type ShownVolume, shownVolume } from "./shown-volume.ts";

/** Perturbations that are asked for. */
export interface PerturbAsked extends RegionOf {
  readonly settings: SettingsInput;
  /** The tag of a feature. */
  readonly feature: string;
  /** Letters of the steps: some of `RNTCV`. */
  readonly chain: string;
  /** How many times the region is perturbed, each with a seed of its own from 1 on. */
  readonly repeats: number;
}

/** What one perturbation does to a feature. */
export interface Repeat {
  readonly seed: number;
  /** null where the feature is undefined, or the region was refused. */
  readonly value: number | null;
  /** Why there is no value; null where there is one. */
  readonly failure: string | null;
  readonly record: PerturbationRecord | null;
  /** The perturbed region: 1 inside, NaN outside. */
  readonly region: ShownVolume | null;
}

/** Perturbs a region again and again, and measures a feature of it each time. */
export async function perturbRegion(held: OpenCase, asked: PerturbAsked, watch: Watch) {
  const { feature, chain, repeats } = asked;
  const pool = poolOf(held);
  const { volume: image } = openImage(held);
  const { volume: given } = openRegion(held, asked.region);
  const distance = distanceIn(feature);
  const settings = resolveSettings({
    ...asked.settings,
    ...{ filters: null, original: null, families: null, features: [withoutDistance(feature)] },
    ...(distance === null ? {} : { distance: [distance] }),
  });
  const { signal } = watch;
  const next = inSteps(repeats + 1, watch);
  next("unperturbed");
  const { within, whiteMatter } = openSecondMasks(held, asked);
  const unperturbed = await pool.extract(image, given, settings, { signal, within, whiteMatter });
  const options = {
    normalise: settings.normalise,
    whiteMatter,
    resample: settings.resample,
    margin: planMargin(planOf(settings)),
    nonFinite: nonFiniteRule(settings),
  };
  // the region of the mask that was read is perturbed, not the one of a perturbed mask
  const { nonFinite } = options;
  const task = { image, mask: given, settings: settings.mask ?? {}, within, nonFinite };
  const isGiven = settings.mask === null && within === undefined;
  const { mask } = isGiven ? { mask: given } : await pool.deriveRegion(task, { signal });
  const measureOne = async (seed: number): Promise<Repeat> => {
    try {
      const task = { image, mask, perturbation: chain, seed, options };
      const made = await pool.perturb(task, { signal });
      // perturbing has normalised and resampled already
      const whole = { ...settings, mask: null, normalise: null, resample: null };
      const { features } = await pool.extract(made.image, made.mask, whole, { signal });
      const [{ value, reason }] = features;
      const region = shownVolume(insideOnly(made.mask));
      return { seed, value, failure: reason, record: made.record, region };
    } catch (error) {
      if (signal?.aborted) throw error;
      const failure = error instanceof Error ? error.message : String(error);
      return { seed, value: null, failure, record: null, region: null };
    } finally {
      if (!signal?.aborted) next(`repeat ${seed}`);
    }
  };
  const seeds = Array.from({ length: repeats }, (_, n) => n + 1);
  const made = await Promise.all(seeds.map(measureOne));
  const answer = { unperturbed: unperturbed.features[0], repeats: made };
  return handOver(
    answer,
    made.flatMap(({ region }) => region?.data ?? []),
  );
}

/** A mask as the viewer shows it: nothing outside. */
function insideOnly(mask: Mask) {
  return { ...mask, data: Float32Array.from(mask.data, (inside) => inside || Number.NaN) };
}
