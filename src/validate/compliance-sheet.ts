import { type Cell, toCsv } from "../report/csv.ts";
import { featureTitle } from "../report/family-heading.ts";
import type { Comparison, Outcome } from "./compare.ts";
import type { Benchmark } from "./validation.ts";

const checks: Readonly<Record<Outcome, string>> = {
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

/** Benchmarks as CSV, one row a value, in the layout of the IBSI compliance spreadsheet. */
export function toComplianceSheet(benchmarks: readonly Benchmark[]): string {
  return toCsv([
    columns.map(([name]) => name),
    ...benchmarks.flatMap((benchmark) =>
      benchmark.comparisons.map((comparison) =>
        columns.map(([, cell]) => cell(benchmark, comparison)),
      ),
    ),
  ]);
}

function difference({ feature, reference }: Comparison): number | null {
  if (feature === null || feature.value === null || reference.value === null) return null;
  return feature.value - reference.value;
}
