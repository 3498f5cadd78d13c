import table from "../../ibsi-phantoms/reference/ibsi2-phase3-left-out.json" with { type: "json" };
import { checkArgument } from "../schema/check-argument.ts";

/**
 * Values that the analysis of the patients of IBSI 2 leaves out: those of a team, of a modality, of a filter, of
 * features; null means all of them.
 */
export interface LeftOut {
  readonly team: string | null;
  readonly modality: string | null;
  readonly filter: number | null;
  readonly tags: readonly string[] | null;
  /** Such as "not submitted in phase 2". */
  readonly why: string;
}

/**
 * What the study's rules leave out of the teams' values: what failed phase 2, and the exceptions of its analysis
 * script.
 */
export const leftOut: readonly LeftOut[] = table.rules;

/**
 * Why the analysis of the patients of IBSI 2 leaves a team's value out: that team did not submit the feature in
 * phase 2, or not within the tolerance of the consensus value, or the study's script makes an exception. null if
 * the value counts.
 *
 * @param filter 1 to 9
 *
 * @example
 * ```ts
 * import { whyLeftOut } from "voxomics/validate";
 *
 * whyLeftOut("USZ", "PET", 8, "stat_mean"); // "not submitted in phase 2"
 * whyLeftOut("USZ", "PET", 1, "stat_mean"); // null
 * ```
 */
export function whyLeftOut(
  team: string,
  modality: string,
  filter: number,
  tag: string,
): string | null {
  checkArgument(team, "team", "text");
  checkArgument(modality, "modality", "text");
  checkArgument(filter, "filter", "number");
  checkArgument(tag, "tag", "text");
  const rule = leftOut.find(
    (one) =>
      (one.team ?? team) === team &&
      (one.modality ?? modality) === modality &&
      (one.filter ?? filter) === filter &&
      (one.tags === null || one.tags.includes(tag)),
  );
  return rule?.why ?? null;
}
