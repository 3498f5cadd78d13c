import { groupBy } from "../base/group-by.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { Comparison, ComparisonOutcome } from "./compare.ts";

/** A reference response map beside ours. */
export interface MapComparison {
  /** "1.a.1" */
  readonly id: string;
  readonly phantom: string;
  /** The filter's identity. */
  readonly filter: string;
  /** Largest difference of a voxel, as a part of the reference map's range. */
  readonly deviation: number;
  /** Largest one that the standard allows. */
  readonly tolerance: number;
  readonly agrees: boolean;
}

/** One data set under one configuration, beside its consensus values. */
export interface Benchmark {
  readonly dataset: string;
  /** "none" for the digital phantom, else the letter of the configuration. */
  readonly config: string;
  /** Where the consensus values were published. */
  readonly source: string;
  readonly comparisons: readonly Comparison[];
}

/** How many values stand how beside the standard's. */
export type OutcomeCounts = Readonly<Record<ComparisonOutcome, number>>;

/** Number of comparisons with each outcome. */
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

/** Everything that was compared. */
export interface Validation {
  readonly benchmarks: readonly Benchmark[];
  /** Response maps of IBSI 2 phase 1. */
  readonly maps: readonly MapComparison[];
}

/** Whether every consensus value was computed and agrees, and every response map too. */
export function allAgree(validation: Validation): boolean {
  checkArgument(validation, "validation", { benchmarks: "array", maps: "array" });
  const { benchmarks, maps } = validation;
  if (!maps.every(({ agrees }) => agrees)) return false;
  return benchmarks.every(({ comparisons }) => {
    const { differs, "not-computed": missing } = countOutcomes(comparisons);
    return differs + missing === 0;
  });
}

/** The counts of each family of a benchmark, in the order of its rows. */
export function countOutcomesByFamily(
  benchmark: Benchmark,
): [family: string, counts: OutcomeCounts][] {
  checkArgument(benchmark, "benchmark", { comparisons: "array" });
  const { comparisons } = benchmark;
  const families = groupBy(comparisons, ({ family }) => family);
  return [...families].map(([family, rows]) => [family, countOutcomes(rows)]);
}
