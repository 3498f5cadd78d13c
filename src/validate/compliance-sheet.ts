import { type Cell, toCsv } from "../report/csv.ts";
import { featureTitle } from "../report/family-heading.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { Comparison, ComparisonOutcome } from "./compare.ts";
import type { PatientScan, PatientValue } from "./patient-scan.ts";
import { patientFilters, patientStudies } from "./patient-study.ts";
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
 * response maps hold the largest deviation in % of the map's range; those of patients, which have no consensus
 * value, hold how many teams agree.
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
  const { benchmarks, maps, patients = [] } = validation;
  return toCsv([
    columns.map(([name]) => name),
    ...benchmarks.flatMap((benchmark) =>
      benchmark.comparisons.map((comparison) =>
        columns.map(([, cell]) => cell(benchmark, comparison)),
      ),
    ),
    ...maps.map(mapRow),
    ...patients.flatMap((scan) => scan.values.map((value) => patientRow(scan, value))),
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

function patientRow(
  { study, modality, patient }: PatientScan,
  { filter, feature, agreements }: PatientValue,
): Cell[] {
  const close = agreements.filter((one) => one.close).length;
  const inRange = agreements.filter((one) => one.inRange).length;
  const cells: Readonly<Record<string, Cell>> = {
    dataset: `${patientStudies[study].title} ${modality} ${patient}`,
    configuration: study === "ibsi-1-phase3" ? "none" : `${filter} ${patientFilters[filter - 1]}`,
    family: feature.family,
    feature: featureTitle(feature.family, feature.name),
    tag: feature.tag,
    code: feature.code,
    aggregation: feature.aggregation,
    "aggregation code": feature.aggregationCode,
    "your result": feature.value,
    check: `of ${agreements.length} teams ${close} agree to 0.1 %, ${inRange} to 1 % of the range`,
  };
  return columns.map(([name]) => cells[name] ?? null);
}

function difference({ feature, reference }: Comparison): number | null {
  if (feature === null || feature.value === null || reference.value === null) return null;
  return feature.value - reference.value;
}
