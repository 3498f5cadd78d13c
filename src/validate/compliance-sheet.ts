import { type Cell, toCsv } from "../report/csv.ts";
import { featureTitle } from "../report/family-heading.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { Comparison, ComparisonOutcome } from "./compare.ts";
import type { Benchmark, MapComparison, Validation } from "./validation.ts";

const checks: Readonly<Record<ComparisonOutcome, string>> = {
  agrees: "within tolerance",
  differs: "outside tolerance",
  "not-computed": "not computed",
  "no-consensus": "no consensus value",
};

const columns: readonly [name: string, cell: (b: Benchmark, c: Comparison) => Cell][] = [
  ["dataset", ({ dataset }) => dataset],
  ["configuration", ({ config }) => config],
  ["family", (_, { family }) => family],
  ["feature", (_, { feature }) => (feature ? featureTitle(feature.family, feature.name) : null)],
  ["tag", (_, { reference }) => reference.tag],
  ["code", (_, { reference }) => reference.code],
  ["aggregation", (_, { feature }) => feature?.aggregation ?? null],
  ["aggregation code", (_, { reference }) => reference.aggregationCode],
  ["consensus", (_, { reference }) => reference.consensus],
  ["reference value", (_, { reference }) => reference.value],
  ["tolerance", (_, { reference }) => reference.tolerance],
  ["your result", (_, { feature }) => feature?.value ?? null],
  ["difference", (_, comparison) => difference(comparison)],
  ["check", (_, { outcome }) => checks[outcome]],
];

/**
 * All comparisons as CSV, one row a value, in the layout of the IBSI compliance spreadsheet. Rows of
 * response maps hold the largest deviation in % of the map's range.
 *
 * @example
 * ```ts
 * import { digitalPhantom, toComplianceSheet, validateIbsi1 } from "voxomics/validate";
 *
 * const benchmarks = [...validateIbsi1("digitalPhantom", digitalPhantom())];
 * const csv = toComplianceSheet({ benchmarks, maps: [] }); // for a paper's supplement
 * console.log(csv.split("\n").length);
 * ```
 */
export function toComplianceSheet(validation: Validation): string {
  checkArgument(validation, "validation", { benchmarks: "array", maps: "array" });
  const { benchmarks, maps } = validation;
  return toCsv([
    columns.map(([name]) => name),
    ...benchmarks.flatMap((benchmark) =>
      benchmark.comparisons.map((comparison) =>
        columns.map(([, cell]) => cell(benchmark, comparison)),
      ),
    ),
    ...maps.map(mapRow),
  ]);
}

function mapRow({ id, phantom, filter, deviation, tolerance, agrees }: MapComparison): Cell[] {
  const cells: Readonly<Record<string, Cell>> = {
    dataset: `IBSI 2 ${phantom} phantom`,
    configuration: id,
    family: "response map",
    feature: filter,
    tag: id,
    "reference value": 0,
    tolerance: 100 * tolerance,
    "your result": 100 * deviation,
    difference: 100 * deviation,
    check: checks[agrees ? "agrees" : "differs"],
  };
  return columns.map(([name]) => cells[name] ?? null);
}

function difference({ feature, reference }: Comparison): number | null {
  if (feature === null || feature.value === null || reference.value === null) return null;
  return feature.value - reference.value;
}
