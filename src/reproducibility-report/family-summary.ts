import { selectQuantiles } from "../math/quantile.ts";
import type { ImageGroup, NamedAgreement } from "./named-agreement.ts";
import { type VerdictWord, verdictWord, verdictWords } from "./verdict-colours.ts";

/** What came of the features of a family. */
export interface FamilySummary {
  readonly image: string;
  readonly family: string;
  readonly features: number;
  readonly verdicts: ReadonlyMap<VerdictWord, number>;
  /** Median of the first intraclass correlation, of the features that have one; null if none has. */
  readonly median: number | null;
  /** Features that are reproducible and not redundant. */
  readonly kept: number;
}

/** The families of an image, with their sum if there are several. */
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

/** How many features have which verdict. */
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
