import { allAssociations } from "./all-associations.ts";
import { type AssociateOptions, checkTests } from "./associate-options.ts";
import type { Association } from "./association-row.ts";
import type { Outcome } from "./outcome.ts";
import { selectAssociations } from "./select-associations.ts";

/**
 * Tests every feature against every outcome.
 *
 * | outcome | test | with covariates | effect |
 * |---|---|---|---|
 * | number, order | Spearman | partial Spearman | rho |
 * | two groups | Wilcoxon's rank sum | logistic, Firth's where groups separate | AUC; odds ratio per SD |
 * | groups | Kruskal-Wallis | F test of the linear model | epsilon squared; partial eta squared |
 * | survival | Cox, Efron's ties | Cox | hazard ratio per SD |
 *
 * @param features a value a case; NaN where there is none. All have the same length.
 * @param outcomes of the same cases
 * @throws VoxomicsError `invalid-table` where lengths differ or names repeat, `invalid-settings`
 * @returns outcomes in their order, features within each; with `qBelow`, those that `selectAssociations` gives
 *
 * @example
 * ```ts
 * import { associate, outcomeOf } from "voxomics/radiogenomics";
 *
 * const features = { "glcm.contrast.3D:mrg": Float64Array.of(3, 5, 4, 8, 9, 7, 11, 10, 12, 13) };
 * const idh = outcomeOf("IDH", [..."wwwwwmmmmm"]);
 * const [row] = associate(features, [idh]);
 * console.log(row.test, row.effect, row.p, row.q); // wilcoxon, AUC of the second group …
 * ```
 */
export function associate(
  features: Readonly<Record<string, Float64Array>>,
  outcomes: readonly Outcome[],
  options: AssociateOptions = {},
): Association[] {
  const checked = checkTests(features, outcomes, options);
  const { qBelow } = options;
  return qBelow === undefined
    ? allAssociations(features, outcomes, checked, options)
    : [...selectAssociations(features, outcomes, { ...options, qBelow }).associations];
}
