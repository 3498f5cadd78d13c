import { alignColumns, type Column } from "../report/columns.ts";
import { familyHeading } from "../report/family-heading.ts";
import { formatNumber } from "../report/format-number.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { Comparison } from "./compare.ts";
import {
  type Benchmark,
  countOutcomes,
  countOutcomesByFamily,
  type MapComparison,
  type OutcomeCounts,
} from "./validation.ts";

const columns: readonly Column[] = [
  { align: "left", width: 52 },
  { align: "right", width: 9 },
  { align: "right", width: 9 },
  { align: "right", width: 12 },
  { align: "right", width: 12 },
];

/**
 * The largest deviation from each reference response map as text, one line a map.
 *
 * @example
 * ```ts
 * import { type MapComparison, toMapTable } from "voxomics/validate";
 *
 * const map: MapComparison = {
 *   id: "1.a.1",
 *   phantom: "checkerboard",
 *   filter: "mean-support-15",
 *   deviation: 0.0000012, // fractions of the reference map's range
 *   tolerance: 0.01,
 *   agrees: true,
 * };
 * console.log(toMapTable([map]));
 * ```
 */
export function toMapTable(maps: readonly MapComparison[]): string {
  checkArgument(maps, "maps", "array");
  const rows = [
    ["IBSI 2 response maps: largest deviation, in % of the map's range", "", "allowed"],
    ...maps.map(({ id, phantom, filter, deviation, tolerance, agrees }) => [
      shortened(`${agrees ? "✓" : "✗"} ${id.padEnd(7)} ${phantom}, ${filter}`),
      (100 * deviation).toFixed(4),
      String(100 * tolerance),
    ]),
  ];
  return [...alignColumns(mapColumns, rows), ""].join("\n");
}

/** Up to so many values outside their tolerance are listed; more are only counted. */
const mostListed = 20;

function shortened(text: string): string {
  return text.length <= mapColumns[0].width ? text : `${text.slice(0, mapColumns[0].width - 1)}…`;
}

const mapColumns: readonly Column[] = [
  { align: "left", width: 80 },
  { align: "right", width: 9 },
  { align: "right", width: 8 },
];

/**
 * A benchmark as text: counts for each family, then the values that do not agree.
 *
 * @example
 * ```ts
 * import { digitalPhantom, toBenchmarkTable, validateIbsi1 } from "voxomics/validate";
 *
 * const [benchmark] = validateIbsi1("digitalPhantom", digitalPhantom());
 * console.log(toBenchmarkTable(benchmark));
 * ```
 */
export function toBenchmarkTable(benchmark: Benchmark): string {
  checkArgument(benchmark, "benchmark", {
    dataset: "text",
    config: "text",
    comparisons: "array",
  });
  const { dataset, config, comparisons } = benchmark;
  const families = countOutcomesByFamily(benchmark);
  const rows = [
    [titleOf(dataset, config), "within", "outside", "not computed", "no consensus"],
    ...families.map(([family, counts]) => [
      `${mark(counts)} ${familyHeading(family)}`,
      ...cells(counts),
    ]),
    ...(families.length > 1 ? [["  all", ...cells(countOutcomes(comparisons))]] : []),
  ];
  return [...alignColumns(columns, rows), ...differing(comparisons), ""].join("\n");
}

function titleOf(dataset: string, config: string): string {
  return `${dataset}${config === "none" ? "" : `, configuration ${config}`}`;
}

function mark({ differs, "not-computed": missing }: OutcomeCounts): string {
  return differs + missing === 0 ? "✓" : "✗";
}

function cells(counts: OutcomeCounts): string[] {
  return [counts.agrees, counts.differs, counts["not-computed"], counts["no-consensus"]].map(
    String,
  );
}

function differing(comparisons: readonly Comparison[]): string[] {
  const outside = comparisons.filter(({ outcome }) => outcome === "differs");
  const lines = outside.slice(0, mostListed).map(({ feature, reference }) => {
    const value =
      feature?.value == null ? `null (${feature?.reason})` : formatNumber(feature.value);
    return `  ✗ ${reference.tag}: ${value}, expected ${reference.value} ± ${reference.tolerance}`;
  });
  if (outside.length > mostListed) lines.push(`  and ${outside.length - mostListed} more`);
  return lines;
}
