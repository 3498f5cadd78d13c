import { randomStream, uniformAt } from "../math/random.ts";
import { checkValue } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import type { AgreementTable } from "./agreement-table.ts";
import { correlationMatrix } from "./correlation.ts";
import { correlationInterval } from "./correlation-interval.ts";
import { type Interval, tailOf } from "./estimate.ts";
import {
  compareReliability,
  completeSelection,
  type FeatureSelection,
  type SelectionOptions,
  selectionOptionKinds,
  toDistances,
} from "./feature-selection.ts";
import { type MeasurementTable, tableFields } from "./measurement-table.ts";
import { tightClusters } from "./tight-clusters.ts";

/** How sure redundancy is looked at. */
export interface UncertaintyOptions extends SelectionOptions {
  /** Probability that an interval of a correlation covers the true one. Default 0.95. */
  readonly confidence?: number;
  /** Number of bootstrap samples of the subjects; 0 for none. Default 200. */
  readonly bootstrap?: number;
  /** Seed of the random numbers that draw the samples: an integer from 0. Default 1. */
  readonly seed?: number;
}

/** How sure it is which features are redundant. */
export interface SelectionUncertainty {
  /** Number of subjects that correlations are of, at most: those of the table. */
  readonly subjects: number;
  /** Number of bootstrap samples. */
  readonly samples: number;
  readonly seed: number;
  /**
   * For each reproducible feature, the part of the samples in which it is kept, from 0 to 1; null without
   * samples.
   */
  readonly kept: Readonly<Record<string, number | null>>;
  /** For each redundant feature: its correlation with the one that is kept, of how many subjects it is, its interval. */
  readonly correlations: Readonly<
    Record<string, { readonly subjects: number; readonly interval: Interval | null }>
  >;
}

/** The defaults of the bootstrap. */
export const bootstrapDefaults = { bootstrap: 200, seed: 1 } as const;

/**
 * How sure a selection is: the intervals of its correlations, and how often each feature is kept where subjects are
 * drawn anew, with replacement. The features that are clustered are the same in all samples; one that has the same
 * value in all of a sample is not kept there.
 *
 * @param table one row a case, as `selectFeatures` took it
 * @param agreement as `selectFeatures` took it
 * @param options those of the selection, and those of the bootstrap
 * @throws VoxomicsError `invalid-settings`
 *
 * @example
 * ```ts
 * import { selectFeatures, selectionUncertainty } from "voxomics/reproducibility";
 *
 * const columns = { a: [1, 2, 3, 4, 6], b: [2, 4, 7, 8, 9], c: [3, 1, 5, 2, 2] };
 * const features = Object.fromEntries(
 *   Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]),
 * );
 * const table = { rows: 5, labels: {}, features }; // a row a case
 * const { kept } = selectionUncertainty(table, null, selectFeatures(table, null));
 * console.log(kept); // how often each is kept
 * ```
 */
export function selectionUncertainty(
  table: MeasurementTable,
  agreement: AgreementTable | null,
  selection: FeatureSelection,
  options: UncertaintyOptions = {},
): SelectionUncertainty {
  const own = { confidence: null, bootstrap: null, seed: null } as const;
  checkOptions(options, { ...selectionOptionKinds, ...own });
  checkArgument(table, "table", tableFields);
  checkArgument(selection, "selection", { clustered: "array", dropped: "array" });
  const { confidence = 0.95, ...rest } = options;
  const { bootstrap: samples, seed, ...settings } = { ...bootstrapDefaults, ...rest };
  const countable = Number.isInteger(samples) && samples >= 0;
  checkValue(countable, "bootstrap", samples, "an integer of at least 0");
  const tail = tailOf({ confidence });
  const { threshold, correlation: method, linkage } = completeSelection(settings);
  const { clustered } = selection;
  const columns = clustered.map((feature) => table.features[feature]);
  const byFeature = new Map(agreement?.features.map((row) => [row.feature, row]));
  const better = (a: number, b: number) =>
    compareReliability(byFeature.get(clustered[b]), byFeature.get(clustered[a])) || a - b;

  const counts = clustered.map(() => 0);
  const stream = randomStream(seed, "bootstrap");
  for (let sample = 0; sample < samples; sample++) {
    const rows = Array.from({ length: table.rows }, (_, n) =>
      Math.floor(table.rows * uniformAt(stream, sample * table.rows + n)),
    );
    const drawn = columns.map((column) => Float64Array.from(rows, (row) => column[row]));
    const varied = [...drawn.keys()].filter((n) => varies(drawn[n]));
    const correlations = correlationMatrix(
      varied.map((n) => drawn[n]),
      method,
    );
    const distances = correlations.map(toDistances);
    for (const leaves of tightClusters(distances, linkage, 1 - threshold)) {
      const [best] = leaves.map((leaf) => varied[leaf]).sort(better);
      counts[best]++;
    }
  }
  const kept = counts.map((count, n) => [clustered[n], samples === 0 ? null : count / samples]);
  const correlations = selection.dropped.flatMap((row) => {
    if (row.why !== "redundant") return [];
    const { feature, inFavourOf, correlation } = row;
    const subjects = pairsOf(table.features[feature], table.features[inFavourOf]);
    const interval = correlationInterval(correlation, subjects, method, tail);
    return [[feature, { subjects, interval }]];
  });
  return {
    subjects: table.rows,
    samples,
    seed,
    kept: Object.fromEntries(kept),
    correlations: Object.fromEntries(correlations),
  };
}

/** Whether a column has two values that differ. */
function varies(values: Float64Array): boolean {
  const present = values.filter(Number.isFinite);
  return present.some((value) => value !== present[0]);
}

/** In how many rows two columns both have a value. */
export function pairsOf(x: Float64Array, y: Float64Array): number {
  const both = (value: number, n: number) => Number.isFinite(value) && Number.isFinite(y[n]);
  return x.filter(both).length;
}
