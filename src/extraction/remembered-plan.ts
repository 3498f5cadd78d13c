import { copyData, freezeData, isSameData, notPlain } from "../base/plain-data.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import { type Plan, planOf } from "./plan.ts";

/** A plan, and a copy of the settings that it was made of. */
interface Remembered {
  readonly given: unknown;
  readonly plan: Plan;
}

/** The plans that were made last, the newest first. */
let remembered: readonly Remembered[] = [];

/** The most plans that are remembered: as many as are used in turn, such as one for each modality. */
const MOST = 4;

/**
 * The plan of what settings ask for, of one region. Settings that equal those of a plan made shortly before, in every
 * part, give the same plan: for a small region, checking and completing them would take a tenth of all time.
 *
 * The plan is frozen, because it is used again. Whoever is given its settings gets a copy.
 *
 * @throws VoxomicsError as `resolveSettings` does
 */
export function rememberedPlan(input: SettingsInput): Plan {
  const known = remembered.find(({ given }) => isSameData(input, given));
  if (known !== undefined) return known.plan;
  const given = copyData(input);
  if (given === notPlain) return planOf(resolveSettings(input));
  const plan = freezeData(planOf(resolveSettings(given)));
  remembered = [{ given, plan }, ...remembered.slice(0, MOST - 1)];
  return plan;
}
