import { inSteps } from "../base/watch.ts";
import { checkValue } from "../schema/check.ts";
import { falseDiscoveryRates } from "./adjust-p.ts";
import { allAssociations } from "./all-associations.ts";
import { type AssociateOptions, checkTests } from "./associate-options.ts";
import {
  type AssociationCounts,
  countAssociations,
  foundBelow,
  mostRows,
} from "./association-counts.ts";
import { type Association, associationRow, volumeCorrelations } from "./association-row.ts";
import { testAssociation } from "./association-test.ts";
import type { Outcome } from "./outcome.ts";
import { screenOutcomes } from "./screen-outcomes.ts";

/** How features are tested, and which associations are given. */
export interface SelectOptions extends AssociateOptions {
  readonly qBelow: number;
}

/** Associations that were selected of all that were tested. */
export interface AssociationSelection {
  /** Those with `q` or `qAll` below `qBelow`: outcomes in their order, features within each. */
  readonly associations: readonly Association[];
  /** Of all tests. */
  readonly counts: AssociationCounts;
}

/**
 * Tests every feature against every outcome, and keeps rows of the associations whose `q` or `qAll` is below `qBelow`: the
 * rows that `associate` gives of them, where all are more than memory holds, such as the expression of 20,000 genes.
 *
 * p of all pairs is kept, 8 bytes each, for q of all.
 *
 * @throws VoxomicsError as `associate` does; `invalid-settings` for permutations of more than a million tests, and for more
 *   than a million associations below `qBelow`
 *
 * @example
 * ```ts
 * import { outcomeOf, selectAssociations } from "voxomics/radiogenomics";
 *
 * const features = { "glcm.contrast.3D:mrg": Float64Array.of(3, 5, 4, 8, 9, 7, 11, 10, 12, 13) };
 * const genes = [outcomeOf("TP53", [7, 9, 8, 12, 13, 11, 15, 14, 16, 17], "number")];
 * const { associations, counts } = selectAssociations(features, genes, { qBelow: 0.05 });
 * console.log(`${associations.length} of ${counts.tests}`);
 * ```
 */
export function selectAssociations(
  features: Readonly<Record<string, Float64Array>>,
  outcomes: readonly Outcome[],
  options: SelectOptions,
): AssociationSelection {
  const checked = checkTests(features, outcomes, options);
  const { names, cases, testing, permutations, volume } = checked;
  const { qBelow } = options;
  const isKept = ({ q, qAll }: Pick<Association, "q" | "qAll">) =>
    (q !== null && q < qBelow) || (qAll !== null && qAll < qBelow);
  if (permutations > 0) {
    const rows = allAssociations(features, outcomes, checked, options);
    return { associations: rows.filter(isKept), counts: countAssociations(rows, outcomes) };
  }
  const columns = Object.values(features);
  const next = inSteps(outcomes.length + 1, options);
  const { p, untested } = screenOutcomes(
    columns,
    outcomes,
    testing,
    Math.max(qBelow, foundBelow),
    next,
  );
  const { signal } = next("q over all");
  const qAllOf = falseDiscoveryRates(p);
  const withVolume = volumeCorrelations(columns, volume);
  const adjusted = testing.covariates.length > 0;
  const associations: Association[] = [];
  const totals = { tests: 0, small: 0, kept: 0 };
  const byOutcome = outcomes.map((outcome, place) => {
    signal?.throwIfAborted();
    const its = p.subarray(place * names.length, (place + 1) * names.length);
    const qOf = falseDiscoveryRates(its);
    let [tests, found] = [0, 0];
    its.forEach((value, k) => {
      if (Number.isNaN(value)) return;
      tests++;
      if (value < foundBelow) totals.small++;
      // no q is below its p
      if (value >= Math.max(qBelow, foundBelow)) return;
      const [q, qAll] = [qOf(value), qAllOf(value)];
      if (q < foundBelow) found++;
      if (!isKept({ q, qAll }) || totals.kept++ >= mostRows) return;
      const tested = testAssociation(columns[k], outcome, testing);
      associations.push(
        associationRow(names[k], outcome, tested, {
          ...{ q, qAll, pMaxT: Number.NaN },
          ...{ volumeCorrelation: withVolume[k], cases, adjusted },
        }),
      );
    });
    totals.tests += tests;
    return { outcome: outcome.name, tests, found };
  });
  const { tests, small, kept } = totals;
  checkValue(
    kept <= mostRows,
    "qBelow",
    qBelow,
    `a smaller number: ${kept} associations are below it, at most ${mostRows} are kept`,
  );
  return { associations, counts: { tests, small, byOutcome, untested } };
}
