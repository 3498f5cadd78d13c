import { selectQuantiles } from "../math/quantile.ts";
import type { ImageGroup, NamedAgreement } from "./named-agreement.ts";
import { type VerdictWord, verdictWord, verdictWords } from "./verdict-colours.ts";

/** How the features of one family of one image were judged. */
export interface FamilySummary {
  readonly image: string;
  readonly family: string;
  /** Number of features. */
  readonly features: number;
  /** Number of features with each verdict. */
  readonly verdicts: ReadonlyMap<VerdictWord, number>;
  /** Median of the features' first intraclass correlations; null if no feature has one. */
  readonly median: number | null;
  /** Number of features that are reproducible and not redundant. */
  readonly kept: number;
}

/** The summaries of an image's families; if there are several, one of all of them at the end. */
export function familySummaries(
  { image, families }: ImageGroup,
  kept: ReadonlySet<string>,
): FamilySummary[] {
  const all = { family: "All", members: families.flatMap(({ members }) => members) };
  return (families.length > 1 ? [...families, all] : families).map(({ family, members }) => ({
    image,
    family,
    features: members.length,
    verdicts: countVerdicts(members),
    median: medianOf(members),
    kept: members.filter(({ feature }) => kept.has(feature)).length,
  }));
}

/** The number of features with each verdict. */
export function countVerdicts(members: readonly NamedAgreement[]): Map<VerdictWord, number> {
  return new Map(
    verdictWords.map((word) => [
      word,
      members.filter(({ verdict }) => verdictWord(verdict) === word).length,
    ]),
  );
}

function medianOf(members: readonly NamedAgreement[]): number | null {
  const values = members.flatMap(({ icc: [{ value }] }) => (value === null ? [] : [value]));
  return values.length === 0 ? null : selectQuantiles(Float64Array.from(values), [0.5])[0];
}
