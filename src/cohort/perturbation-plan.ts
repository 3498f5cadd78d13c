import { createHash } from "node:crypto";
import {
  completePerturbation,
  drawPerturbation,
  type Perturbation,
} from "../perturbation/perturbation.ts";
import { checkValue } from "../schema/check.ts";

/** A perturbation whose extents are given, with the name that the tables have for it. */
export interface NamedPerturbation extends Perturbation {
  readonly name: string;
}

/** The perturbations that image and mask of every case go through before they are measured. */
export interface PerturbationPlan {
  /** Each is letters as in `RNCV`, whose extents are drawn at random, or named extents. */
  readonly perturbations: readonly (string | NamedPerturbation)[];
  /** How often each perturbation is done, each time with another seed. Default 1. */
  readonly repeats?: number | undefined;
  /** An integer from 0 to 2^53 - 1, from which the seeds of all repeats are derived. Default 1. */
  readonly seed?: number | undefined;
}

/** A plan with every default filled in. */
export interface FullPlan {
  readonly perturbations: readonly (string | NamedPerturbation)[];
  readonly repeats: number;
  readonly seed: number;
}

/** One perturbation of one case. */
export interface PlannedPerturbation {
  /** Name in the tables: the perturbation's name and the number of the repeat, `RNCV-3`. */
  readonly name: string;
  readonly steps: Perturbation | string;
  readonly seed: number;
}

/**
 * Checks a plan and fills in what it leaves out.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function completePlan(plan: PerturbationPlan): FullPlan {
  const { perturbations, repeats = 1, seed = 1, ...others } = plan;
  const [unknown] = Object.keys(others);
  checkValue(unknown === undefined, "plan", unknown, "perturbations, repeats and seed");
  const list = Array.isArray(perturbations) && perturbations.length > 0;
  checkValue(list, "perturbations", perturbations, "a list of one or several");
  checkValue(Number.isInteger(repeats) && repeats >= 1, "repeats", repeats, "an integer from 1");
  const sound = Number.isSafeInteger(seed) && seed >= 0;
  checkValue(sound, "seed", seed, "an integer from 0 to 2^53 - 1");
  const names = perturbations.map(checkPerturbation);
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  checkValue(twice === undefined, "perturbations", twice, "names that differ");
  return { perturbations, repeats, seed };
}

/** Checks a perturbation of a plan, and gives its name. */
function checkPerturbation(one: string | NamedPerturbation, at: number): string {
  if (typeof one === "string") {
    drawPerturbation(one, 0);
    return one;
  }
  const place = `perturbations[${at}]`;
  checkValue(
    typeof one === "object" && one !== null,
    place,
    one,
    'letters as in "RNCV", or extents',
  );
  const { name, ...steps } = one;
  const named = typeof name === "string" && name.trim() !== "";
  checkValue(named, `${place}.name`, name, "a name, which the tables have for it");
  completePerturbation(steps);
  return name;
}

/** The perturbations of a case, in the order of the tables. */
export function perturbationsOf(id: string, plan: FullPlan): PlannedPerturbation[] {
  return plan.perturbations.flatMap((one) => {
    const { name, ...steps } = typeof one === "string" ? { name: one } : one;
    return Array.from({ length: plan.repeats }, (_, n) => ({
      name: `${name}-${n + 1}`,
      steps: typeof one === "string" ? one : steps,
      seed: seedOf(plan.seed, id, name, n + 1),
    }));
  });
}

/**
 * The seed of one repeat of one perturbation of one case. It depends on the plan's seed and these three
 * alone, so adding repeats or cases to a cohort does not change it.
 */
function seedOf(seed: number, id: string, name: string, repeat: number): number {
  const sum = createHash("sha256")
    .update(JSON.stringify([seed, id, name, repeat]))
    .digest();
  return Number(sum.readBigUInt64BE() >> 11n); // 53 bits
}
