import { groupBy } from "../base/group-by.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { Comparison, ComparisonOutcome } from "./compare.ts";
import type { PatientScan } from "./patient-scan.ts";

/** The comparison of a response map with its reference. */
export interface MapComparison {
  /** "1.a.1" */
  readonly id: string;
  readonly phantom: string;
  /** The filter's identity. */
  readonly filter: string;
  /** Largest difference in a voxel, as a fraction of the reference map's range. */
  readonly deviation: number;
  /** Largest deviation that the standard allows. */
  readonly tolerance: number;
  readonly agrees: boolean;
}

/** The comparison of one data set under one configuration with its consensus values. */
export interface Benchmark {
  readonly dataset: string;
  /** "none" for the digital phantom, else the letter of the configuration. */
  readonly config: string;
  /** Where the consensus values were published. */
  readonly source: string;
  readonly comparisons: readonly Comparison[];
}

/** The number of comparisons with each outcome. */
export type OutcomeCounts = Readonly<Record<ComparisonOutcome, number>>;

/**
 * Counts comparisons by their outcome.
 *
 * @example
 * ```ts
 * import { countOutcomes, digitalPhantom, validateIbsi1 } from "voxomics/validate";
 *
 * const [{ comparisons }] = validateIbsi1("digitalPhantom", digitalPhantom());
 * countOutcomes(comparisons).agrees; // 482
 * ```
 */
export function countOutcomes(comparisons: readonly Comparison[]): OutcomeCounts {
  checkArgument(comparisons, "comparisons", "array");
  const count = (outcome: ComparisonOutcome) =>
    comparisons.filter((c) => c.outcome === outcome).length;
  return {
    agrees: count("agrees"),
    differs: count("differs"),
    "not-computed": count("not-computed"),
    "no-consensus": count("no-consensus"),
  };
}

/** All comparisons of a validation. */
export interface Validation {
  readonly benchmarks: readonly Benchmark[];
  /** Response maps of IBSI 2 phase 1. */
  readonly maps: readonly MapComparison[];
  /** Scans of the patient studies, which have no consensus values; left out if none was measured. */
  readonly patients?: readonly PatientScan[];
}

/**
 * Whether every consensus value was computed and agrees, and every response map agrees. Patients do not count: nothing says which
 * team's values are right.
 *
 * @example
 * ```ts
 * import { allAgree, digitalPhantom, validateIbsi1 } from "voxomics/validate";
 *
 * const benchmarks = [...validateIbsi1("digitalPhantom", digitalPhantom())];
 * allAgree({ benchmarks, maps: [] }); // true
 * ```
 */
export function allAgree(validation: Validation): boolean {
  checkArgument(validation, "validation", { benchmarks: "array", maps: "array" });
  const { benchmarks, maps } = validation;
  if (!maps.every(({ agrees }) => agrees)) return false;
  return benchmarks.every(({ comparisons }) => {
    const { differs, "not-computed": missing } = countOutcomes(comparisons);
    return differs + missing === 0;
  });
}

/**
 * The counts of each family of a benchmark, in the order of its rows.
 *
 * @example
 * ```ts
 * import { countOutcomesByFamily, digitalPhantom, validateIbsi1 } from "voxomics/validate";
 *
 * const [benchmark] = validateIbsi1("digitalPhantom", digitalPhantom());
 * for (const [family, { agrees, differs }] of countOutcomesByFamily(benchmark)) {
 *   console.log(family, agrees, differs);
 * }
 * ```
 */
export function countOutcomesByFamily(
  benchmark: Benchmark,
): [family: string, counts: OutcomeCounts][] {
  checkArgument(benchmark, "benchmark", { comparisons: "array" });
  const { comparisons } = benchmark;
  const families = groupBy(comparisons, ({ family }) => family);
  return [...families].map(([family, rows]) => [family, countOutcomes(rows)]);
}
