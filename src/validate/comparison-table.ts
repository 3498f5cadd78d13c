import { groupBy } from "../base/group-by.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import { alignColumns, type Column, withHeading } from "../report/columns.ts";
import { familyHeading, featureTitle } from "../report/family-heading.ts";
import { formatNumber } from "../report/format-number.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { Comparison, ComparisonOutcome } from "./compare.ts";

/** Colours a part of a text, or returns it unchanged. */
export type Paint = (text: string, style: "green" | "red" | "dim" | "bold") => string;

const plain: Paint = (text) => text;

interface ComparisonColumn extends Column {
  readonly header: string;
  readonly cell: (comparison: Comparison) => string;
}

const columns: readonly ComparisonColumn[] = [
  {
    header: "",
    align: "left",
    width: 44,
    cell: ({ feature, reference }) => `  ${feature ? shortTitle(feature) : reference.tag}`,
  },
  { header: "code", align: "left", width: 0, cell: ({ reference }) => reference.code ?? "" },
  { header: "method", align: "left", width: 0, cell: ({ feature }) => feature?.aggregation ?? "" },
  {
    header: "value",
    align: "right",
    width: 11,
    cell: ({ feature }) => (feature?.value == null ? "–" : formatNumber(feature.value)),
  },
  {
    header: "consensus",
    align: "right",
    width: 9,
    cell: ({ reference }) => String(reference.value ?? "none"),
  },
  {
    header: "tolerance",
    align: "right",
    width: 9,
    cell: ({ reference }) => String(reference.tolerance ?? ""),
  },
];

/** The longest name that leaves room for the other columns of a feature without aggregation. */
const longestTitle = 54;

/** A feature's name, or its tag if the name is too long for the table. */
function shortTitle({ family, name, tag }: FeatureValue): string {
  const title = featureTitle(family, name);
  return title.length <= longestTitle ? title : tag;
}

const marks: Readonly<Record<ComparisonOutcome, (paint: Paint) => string>> = {
  agrees: (paint) => paint("✓", "green"),
  differs: (paint) => paint("✗", "red"),
  "not-computed": () => "–",
  "no-consensus": () => "–",
};

/**
 * Computed values beside their consensus values, a section for each family, and a summary.
 *
 * Lines are 100 characters wide. Each ends in a mark: ✓ agrees, ✗ differs, – has no consensus value.
 *
 * @example
 * ```ts
 * import { digitalPhantom, toComparisonTable, validateIbsi1 } from "voxomics/validate";
 *
 * const [{ comparisons }] = validateIbsi1("digitalPhantom", digitalPhantom());
 * console.log(toComparisonTable(comparisons));
 * ```
 */
export function toComparisonTable(
  comparisons: readonly Comparison[],
  paint: Paint = plain,
): string {
  checkArgument(comparisons, "comparisons", "array");
  const sections = [...groupBy(comparisons, ({ family }) => family)];
  return [
    ...sections.flatMap(([family, rows]) => detailLines(family, rows, paint)),
    paint("Summary", "bold"),
    ...sections.map(([family, rows]) => summaryLine(family, rows, paint)),
    summaryLine("All families", comparisons, paint),
    "",
  ].join("\n");
}

function detailLines(family: string, comparisons: readonly Comparison[], paint: Paint): string[] {
  const computed = comparisons.filter(({ feature }) => feature !== null);
  if (computed.length === 0) return [];
  // rows of one feature under different aggregations stand together
  const rows = [...groupBy(computed, ({ feature }) => feature?.name ?? "").values()].flat();
  const shown = columns.filter(
    ({ header, cell }) => header === "" || rows.some((row) => cell(row) !== ""),
  );
  const cells = rows.map((row, n) =>
    shown.map(({ cell }, c) =>
      // a feature's name and code stand in its first row only
      c < 2 && n > 0 && rows[n - 1].feature?.name === row.feature?.name ? "" : cell(row),
    ),
  );
  const [header, ...lines] = alignColumns(shown, [shown.map((column) => column.header), ...cells]);
  const heading = familyHeading(family);
  const [first, ...others] = withHeading(heading, header);
  return [
    first.replace(heading, paint(heading, "bold")),
    ...others,
    ...lines.map((line, n) => `${line} ${marks[rows[n].outcome](paint)}`),
    "",
  ];
}

function summaryLine(family: string, comparisons: readonly Comparison[], paint: Paint): string {
  const count = (outcome: ComparisonOutcome) =>
    comparisons.filter((c) => c.outcome === outcome).length;
  const agree = count("agrees");
  const differ = count("differs");
  const absent = count("not-computed");
  const open = count("no-consensus");
  const tested = agree + differ;
  const outcome = differ > 0 ? "differs" : tested > 0 ? "agrees" : "not-computed";
  const facts = [
    tested > 0 ? `${agree} of ${tested} agree` : "",
    differ > 0 ? paint(`${differ} differ`, "red") : "",
    absent > 0 ? paint(`${absent} not computed`, "dim") : "",
    open > 0 ? paint(`${open} without consensus`, "dim") : "",
  ];
  return `  ${marks[outcome](paint)} ${familyHeading(family).padEnd(50)}  ${facts.filter(Boolean).join(", ")}`;
}
