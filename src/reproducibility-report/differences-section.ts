import { groupBy } from "../base/group-by.ts";
import { breakable, type Html, html, type TableColumn, table } from "../html-report/html.ts";
import { formatNumber } from "../report/format-number.ts";
import type { ProgramDifference } from "../reproducibility/program-differences.ts";
import { imageTitle, type NamedAgreement } from "./named-agreement.ts";

/** Classes of a feature's largest difference in units of its spread; each holds what those before do not. */
const classes = [
  { name: "equal", most: 0 },
  { name: "≤ 10⁻⁶", most: 1e-6 },
  { name: "≤ 0.001", most: 0.001 },
  { name: "≤ 0.01", most: 0.01 },
  { name: "≤ 0.1", most: 0.1 },
  { name: "> 0.1", most: Number.POSITIVE_INFINITY },
] as const;

interface FamilyDifferences {
  readonly image: string;
  readonly family: string;
  readonly sizes: readonly (number | null)[];
}

/** How far two programs are apart: features by the size of their largest difference, and each feature's differences. */
export function differencesSection(
  features: readonly NamedAgreement[],
  differences: readonly ProgramDifference[],
  [first, second]: readonly string[],
): Html {
  const sizeOf = new Map(differences.map((one) => [one.feature, one.largestInSpreads]));
  const groups = groupBy(features, ({ image, family }) => JSON.stringify([image, family]));
  const families = [...groups.values()].map((members) => ({
    image: members[0].image,
    family: members[0].family,
    sizes: members.map(({ feature }) => sizeOf.get(feature) ?? null),
  }));
  const most = Number.MAX_VALUE;
  const worstFirst = [...differences].sort(
    (a, b) => (b.largestInSpreads ?? most) - (a.largestInSpreads ?? most),
  );
  return html`<p>Differences are ${first} minus ${second}. They are given in units of the feature's spread, the standard deviation between subjects: 0.01 is a hundredth of what subjects differ by.</p>
${table(
  "Features by the largest difference of a subject, in units of the spread",
  [
    { name: "family", cell: ({ family }) => family },
    { name: "image", cell: ({ image }) => breakable(imageTitle(image)) },
    ...classes.map(
      ({ name }, n): TableColumn<FamilyDifferences> => ({
        name,
        numeric: true,
        cell: ({ sizes }) => sizes.filter((size) => size !== null && classOf(size) === n).length,
      }),
    ),
    {
      name: "no value",
      numeric: true,
      cell: ({ sizes }) => sizes.filter((size) => size === null).length,
    },
  ],
  families,
)}${table(
  "Differences of every feature, the largest first",
  [
    { name: "column", cell: ({ feature }) => breakable(feature) },
    { name: "n", numeric: true, cell: ({ subjects }) => subjects },
    { name: "mean", numeric: true, cell: (row) => number(row.mean) },
    { name: "largest", numeric: true, cell: (row) => number(row.largest) },
    { name: "of subject", cell: ({ largestOf }) => largestOf ?? "" },
    { name: "spread", numeric: true, cell: (row) => number(row.spread) },
    { name: "mean in spreads", numeric: true, cell: (row) => number(row.meanInSpreads) },
    { name: "largest in spreads", numeric: true, cell: (row) => number(row.largestInSpreads) },
  ],
  worstFirst,
)}`;
}

function classOf(size: number): number {
  return classes.findIndex(({ most }) => size <= most);
}

function number(value: number | null): string {
  return value === null ? "" : formatNumber(value);
}
