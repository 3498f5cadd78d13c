import { useState } from "preact/hooks";
import { familyHeading, featureTitle } from "../../../report/family-heading.ts";
import type { Comparison, ComparisonOutcome } from "../../../validate/compare.ts";
import type { OutcomeCounts } from "../../../validate/validation.ts";
import { shownNumber } from "../../state/number-format.ts";
import { Scroller } from "../frame/scroller.tsx";

/** How each outcome is shown, and what it means. */
const marks: Readonly<Record<ComparisonOutcome, readonly [mark: string, meaning: string]>> = {
  agrees: ["✓", "agrees"],
  differs: ["✗", "differs"],
  "not-computed": ["?", "not computed"],
  "no-consensus": ["–", "no consensus value"],
};

/** The comparisons of a family: a line of counts, which opens to the values. */
export function FamilyComparison({
  family,
  counts,
  comparisons,
}: {
  readonly family: string;
  readonly counts: OutcomeCounts;
  readonly comparisons: readonly Comparison[];
}) {
  const [isOpen, setOpen] = useState(false);
  const all = counts.agrees + counts.differs + counts["not-computed"];
  const isGood = counts.agrees === all;
  return (
    <details
      class="family-comparison"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <span>{familyHeading(family)}</span>
        <span class={isGood ? "count good" : "count bad"}>
          {all === 0 ? "no consensus values" : `${counts.agrees} of ${all}`}
        </span>
      </summary>
      {isOpen && (
        <Scroller label={`Values of ${familyHeading(family)}`}>
          <table class="comparison-table">
            <thead>
              <tr>
                <th scope="col">Feature</th>
                <th scope="col" class="value">
                  Value here
                </th>
                <th scope="col" class="value">
                  Consensus
                </th>
                <th scope="col">
                  <span class="visually-hidden">Outcome</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {comparisons.map((one) => (
                <Row key={one.reference.tag} of={one} />
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
    </details>
  );
}

function Row({ of: { feature, reference, outcome } }: { readonly of: Comparison }) {
  const [mark, meaning] = marks[outcome];
  const value = feature?.value ?? null;
  const title = feature === null ? reference.tag : featureTitle(feature.family, feature.name);
  return (
    <tr>
      <th scope="row" title={reference.tag}>
        {title} <span class="quiet method">{feature?.aggregation}</span>
      </th>
      <td class="value">
        {value === null ? "–" : <data value={String(value)}>{shownNumber(value)}</data>}
      </td>
      <td class="value">
        {reference.value === null ? "none" : shownNumber(reference.value, 15)}
        {reference.tolerance !== null && (
          <span class="quiet"> ± {shownNumber(reference.tolerance, 15)}</span>
        )}
      </td>
      <td class={`outcome ${outcome}`}>
        <span aria-hidden="true">{mark}</span>
        <span class="visually-hidden">{meaning}</span>
      </td>
    </tr>
  );
}
