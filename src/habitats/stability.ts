import { inSteps, type Watch } from "../base/watch.ts";
import { selectQuantiles } from "../math/quantile.ts";
import { VoxomicsError } from "../messages/errors.ts";
import {
  completePerturbation,
  drawPerturbation,
  type Perturbation,
} from "../perturbation/perturbation.ts";
import { checkValue } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions, checkWatch } from "../schema/check-options.ts";
import type { Volume } from "../volume/volume.ts";
import type { HabitatImage } from "./case-images.ts";
import { caseMaps } from "./case-maps.ts";
import { chosenOf } from "./cluster-points.ts";
import {
  type CaseHabitats,
  type HabitatCase,
  type HabitatOptions,
  habitatCase,
  habitatsIn,
} from "./find-habitats.ts";
import { labelAgreement } from "./label-agreement.ts";
import { placeLabels } from "./place-labels.ts";
import { derivedSeed, processCase } from "./process-case.ts";

/** The perturbed copies of a case that its habitats are found in again. */
export interface StabilityPlan {
  /** Each is letters as in `RNCV`, whose extents are drawn at random, or extents. Default: `["RNCV"]`. */
  readonly perturbations?: readonly (string | Perturbation)[] | undefined;
  /** How often each is done, each time with another seed. Default 10. */
  readonly repeats?: number | undefined;
  /** An integer from 0 to 2^53 - 1, from which the seeds of all repeats are derived. Default 1. */
  readonly seed?: number | undefined;
}

/** What became of habitats in a perturbed copy of a case. */
export interface StabilityRow {
  /** The perturbation and the number of its repeat: `RNCV-3`. */
  readonly name: string;
  readonly seed: number;
  /** Voxels that belong to a habitat in the copy; on its own grid. */
  readonly voxels: number;
  /** Voxels of the case that belong to a habitat in both. */
  readonly common: number;
  /** The adjusted Rand index over these; null where it is not defined. */
  readonly adjustedRand: number | null;
  /** The Dice coefficient of each habitat with the one of the copy that it was matched with; null without voxels. */
  readonly dice: readonly (number | null)[];
  /** The number of habitats that the criterion would choose in the copy; null where the number was given. */
  readonly number: number | null;
  /** Why the copy has no habitats; null if it has. */
  readonly refused: string | null;
}

/** The middle and the ends of some values. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  /** How many values there are. */
  readonly count: number;
}

/** How stable habitats are under perturbations. */
export interface HabitatStability {
  readonly rows: readonly StabilityRow[];
  /** null if no copy has a value. */
  readonly adjustedRand: Spread | null;
  /** For each habitat. */
  readonly dice: readonly (Spread | null)[];
}

/**
 * How stable the habitats of a case are: its images and mask are perturbed (see `perturb`), maps are made and voxels
 * clustered again as they were, and the habitats compared with those of the case.
 *
 * Each copy has as many habitats as the case; where the number was chosen, the one that the criterion would choose is
 * told. A voxel of the case is compared with the voxel of the copy that its centre lies in. A copy that is refused, as when
 * no voxel is left, has a row that says why.
 *
 * @param images as `findHabitats` had them
 * @param mask as `findHabitats` had it
 * @param options as `findHabitats` had them
 * @param found what `findHabitats` found
 * @param watch is told the progress by copies, and can stop it
 * @throws VoxomicsError `invalid-settings` for perturbations, else as `findHabitats` does
 *
 * @example
 * ```ts
 * import { findHabitats, habitatStability } from "voxomics/habitats";
 *
 * const options = { clustering: { clusters: 2 } };
 * const found = findHabitats([{ image }], mask, options);
 * const plan = { perturbations: ["NT"], repeats: 3, seed: 1 };
 * const { adjustedRand, dice } = habitatStability([{ image }], mask, options, found, plan);
 * console.log(adjustedRand?.median, dice.map((one) => one?.lowest));
 * ```
 */
export function habitatStability(
  images: readonly HabitatImage[],
  mask: Volume,
  options: HabitatOptions,
  found: CaseHabitats,
  plan: StabilityPlan = {},
  watch: Watch = {},
): HabitatStability {
  checkWatch(watch);
  const copies = plannedCopies(plan);
  const one = habitatCase(images, mask, options);
  checkArgument(found, "found", { labels: "object", habitats: "array" });
  const next = inSteps(copies.length, watch);
  const rows = copies.map((copy) => rowOf(one, options, found, copy, next(copy.name)));
  const spreadOf = (of: (row: StabilityRow) => number | null | undefined): Spread | null =>
    spread(rows.flatMap((row) => of(row) ?? []));
  return {
    rows,
    adjustedRand: spreadOf((row) => row.adjustedRand),
    dice: found.habitats.map((_, n) => spreadOf((row) => row.dice[n])),
  };
}

interface Copy {
  readonly name: string;
  readonly steps: string | Perturbation;
  readonly seed: number;
}

/**
 * The copies that a plan asks for.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function plannedCopies(plan: StabilityPlan): Copy[] {
  checkOptions(plan, { perturbations: "array", repeats: null, seed: null }, "plan");
  const { perturbations = ["RNCV"], repeats = 10, seed = 1 } = plan;
  checkValue(perturbations.length > 0, "perturbations", perturbations, "a list of one or several");
  checkValue(Number.isInteger(repeats) && repeats >= 1, "repeats", repeats, "an integer from 1");
  const sound = Number.isSafeInteger(seed) && seed >= 0;
  checkValue(sound, "seed", seed, "an integer from 0 to 2^53 - 1");
  return perturbations.flatMap((steps, n) => {
    if (typeof steps === "string") drawPerturbation(steps, 0);
    else completePerturbation(steps);
    const name = typeof steps === "string" ? steps : `perturbation ${n + 1}`;
    return Array.from({ length: repeats }, (_, repeat) => ({
      name: `${name}-${repeat + 1}`,
      steps,
      seed: derivedSeed(seed, n * repeats + repeat),
    }));
  });
}

function rowOf(
  { region, asked, reachMm }: HabitatCase,
  options: HabitatOptions,
  found: CaseHabitats,
  { name, steps, seed }: Copy,
  watch: Watch,
): StabilityRow {
  const next = inSteps(4, watch);
  next("processing");
  try {
    const made = caseMaps(processCase(region, { steps, seed }, reachMm), asked, next("maps"));
    const fixed = found.settings === null ? undefined : found.settings.clusters;
    const again = habitatsIn(made, options, next("clusters"));
    const number = typeof fixed === "number" || fixed === undefined ? null : chosenNumber(again);
    const asMany = { ...options.clustering, clusters: found.habitats.length };
    const alike =
      number === null || number === found.habitats.length
        ? again
        : habitatsIn(made, { clustering: asMany }, next("as many clusters"));
    const placed = placeLabels(alike.labels, found.labels);
    const agreement = labelAgreement(found.labels.data, placed.data, found.habitats.length);
    return {
      name,
      seed,
      voxels: alike.habitats.reduce((sum, { voxels }) => sum + voxels, 0),
      common: agreement.common,
      adjustedRand: agreement.adjustedRand,
      dice: agreement.dice,
      number,
      refused: null,
    };
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const dice = found.habitats.map(() => null);
    return {
      name,
      seed,
      voxels: 0,
      common: 0,
      adjustedRand: null,
      dice,
      number: null,
      refused: error.message,
    };
  }
}

function chosenNumber({
  tried,
  settings,
}: Pick<CaseHabitats, "tried" | "settings">): number | null {
  if (settings === null) return null;
  return tried[chosenOf(tried, settings.criterion)].number;
}

function spread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const [lowest, median, highest] = selectQuantiles(Float64Array.from(values), [0, 0.5, 1]);
  return { median, lowest, highest, count: values.length };
}
