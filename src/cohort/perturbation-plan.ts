import { createHash } from "node:crypto";
import {
  completePerturbation,
  drawPerturbation,
  type Perturbation,
} from "../perturbation/perturbation.ts";
import { checkValue } from "../schema/check.ts";

/** A perturbation with its extents, under a name of its own. */
export interface NamedPerturbation extends Perturbation {
  readonly name: string;
}

/** What is done to image and mask of every case before they are measured, and how often. */
export interface PerturbationPlan {
  /** Letters as in `RNCV`, for extents that are drawn by seed, or extents under a name. */
  readonly perturbations: readonly (string | NamedPerturbation)[];
  /** How often each is done, with another seed each time. Default 1. */
  readonly repeats?: number | undefined;
  /** An integer from 0 to 2^53 - 1, from which all other seeds are made. Default 1. */
  readonly seed?: number | undefined;
}

/** A plan with everything spelled out. */
export interface FullPlan {
  readonly perturbations: readonly (string | NamedPerturbation)[];
  readonly repeats: number;
  readonly seed: number;
}

/** One perturbation of one case. */
export interface PlannedPerturbation {
  /** What the tables call it: the plan's name and the number of the repeat, `RNCV-3`. */
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

/** The name of a perturbation that can be done. */
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
 * The seed of one repeat of one perturbation of one case: it depends on nothing else, so that more
 * repeats, or more cases, leave it what it was.
 */
function seedOf(seed: number, id: string, name: string, repeat: number): number {
  const sum = createHash("sha256")
    .update(JSON.stringify([seed, id, name, repeat]))
    .digest();
  return Number(sum.readBigUInt64BE() >> 11n); // 53 bits
}
