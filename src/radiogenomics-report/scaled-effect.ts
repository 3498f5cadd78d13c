import type { AssociationTest } from "../radiogenomics/association-test.ts";

/** How effects of different tests share one scale from -1 to 1, on which 0 is no association. */
const scales: Readonly<Record<AssociationTest, (effect: number) => number>> = {
  spearman: (rho) => rho,
  "partial-spearman": (rho) => rho,
  wilcoxon: (auc) => 2 * auc - 1,
  logistic: (ratio) => Math.tanh(Math.log(ratio) / 2),
  cox: (ratio) => Math.tanh(Math.log(ratio) / 2),
  // parts of a spread, which have no sign
  "kruskal-wallis": (part) => Math.sqrt(part),
  linear: (part) => Math.sqrt(part),
};

/** An effect on the shared scale. */
export function scaledEffect(test: AssociationTest, effect: number): number {
  return scales[test](effect);
}

/** What the shared scale is, for a caption. */
export const scaleText =
  "rho; 2 AUC − 1; of odds and hazard ratios r, (r − 1) / (r + 1); of parts of a spread their root, without a sign";
