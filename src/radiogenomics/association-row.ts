import { correlationMatrix } from "../reproducibility/correlation.ts";
import { type AssociationTest, effectNames, type Tested, testOf } from "./association-test.ts";
import type { Outcome, OutcomeType } from "./outcome.ts";
import type { AssociationReason, Fit } from "./test-result.ts";

/** The association of a feature with an outcome. Numbers are null where there is a reason. */
export interface Association {
  readonly feature: string;
  readonly outcome: string;
  readonly outcomeType: OutcomeType;
  readonly test: AssociationTest;
  /** Cases that were tested, and cases without a value of the feature, the outcome or a covariate. */
  readonly n: number;
  readonly missing: number;
  readonly statistic: number | null;
  readonly effect: number | null;
  readonly effectName: string;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly p: number | null;
  /** The false discovery rate by Benjamini and Hochberg over the features of this outcome. */
  readonly q: number | null;
  /** The same over all features and outcomes. */
  readonly qAll: number | null;
  /** p over all features of this outcome by Westfall and Young; null unless permutations were asked for. */
  readonly pMaxT: number | null;
  /** Spearman's correlation of the feature with the volume of the region; null without one. */
  readonly volumeCorrelation: number | null;
  readonly reason: AssociationReason | null;
  /** Of Cox' regression: Harrell's concordance, and p of a departure from proportional hazards. */
  readonly concordance: number | null;
  readonly proportionalHazardsP: number | null;
  /** How a logistic or Cox' regression was fitted: with Firth's penalty where groups separate. null of other tests. */
  readonly fit: Fit | null;
  /** Of two groups, the one that the effect is of: it has larger values, or its odds grow, where the effect is large. */
  readonly effectOf: string | null;
}

/** What of an association is known beside its test; NaN is null. */
export interface RowValues {
  readonly q: number;
  readonly qAll: number;
  readonly pMaxT: number;
  readonly volumeCorrelation: number | null;
  /** Number of all cases. */
  readonly cases: number;
  readonly adjusted: boolean;
}

/** The row of a feature and an outcome that were tested. */
export function associationRow(
  feature: string,
  outcome: Outcome,
  tested: Tested,
  { q, qAll, pMaxT, volumeCorrelation, cases, adjusted }: RowValues,
): Association {
  const { n, result, reason, concordance = null, proportionalHazardsP = null, fit = null } = tested;
  const test = testOf(outcome, adjusted);
  return {
    feature,
    outcome: outcome.name,
    outcomeType: outcome.type,
    test,
    n,
    missing: cases - n,
    statistic: result?.statistic ?? null,
    effect: numberOrNull(result?.effect),
    effectName: effectNames[test],
    lower: numberOrNull(result?.interval?.lower),
    upper: numberOrNull(result?.interval?.upper),
    p: result?.p ?? null,
    q: numberOrNull(q),
    qAll: numberOrNull(qAll),
    pMaxT: numberOrNull(pMaxT),
    volumeCorrelation,
    reason,
    concordance,
    proportionalHazardsP,
    fit,
    effectOf: outcome.type === "twoGroups" ? outcome.groups[1] : null,
  };
}

/** Spearman's correlation of each feature with the volume; null without one, or where one of the two is constant. */
export function volumeCorrelations(
  features: readonly Float64Array[],
  volume: Float64Array | undefined,
): (number | null)[] {
  return features.map((values) =>
    volume === undefined
      ? null
      : numberOrNull(unrounded(correlationMatrix([values, volume], "spearman")[0][1])),
  );
}

/** A correlation of ranks in the same or the opposite order is 1 or -1, but for rounding; others are farther off. */
function unrounded(rho: number): number {
  return Math.abs(rho) > 1 - 1e-13 ? Math.sign(rho) : rho;
}

function numberOrNull(value = Number.NaN): number | null {
  return Number.isNaN(value) ? null : value;
}
