import { VoxomicsError } from "../messages/errors.ts";
import { checkValue, completed } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { choice } from "../schema/values.ts";
import type { AgreementTable, FeatureAgreement } from "./agreement-table.ts";
import { clusterLeaves, cutDendrogram, type Dendrogram, type Linkage } from "./clustering.ts";
import { type CorrelationMethod, correlationMatrix } from "./correlation.ts";
import type { AgreementReason } from "./estimate.ts";
import type { MeasurementTable } from "./measurement-table.ts";
import { tableFields } from "./measurement-table.ts";
import { verdictThresholds } from "./verdict.ts";

/** When a feature counts as reproducible, and when two features as redundant. */
export interface SelectionOptions {
  /** Lower bound of the first intraclass correlation from which a feature is reproducible. Default 0.75. */
  readonly reliability?: number;
  /** Absolute correlation from which features are redundant. Default 0.9. */
  readonly threshold?: number;
  /** Default `spearman`. */
  readonly correlation?: CorrelationMethod;
  /** How the distance of two clusters follows from those of their features. Default `average`. */
  readonly linkage?: Linkage;
  /** Number of cases in which a feature may have no value and still be kept. Default 0. */
  readonly undefinedCases?: number;
}

/** The options of a selection; their values are checked with their defaults. */
export const selectionOptionKinds = {
  reliability: null,
  threshold: null,
  correlation: null,
  linkage: null,
  undefinedCases: null,
} as const;

/** Why a feature is not kept. */
export type DroppedFeature =
  | { readonly feature: string; readonly why: "undefined"; readonly cases: number }
  | { readonly feature: string; readonly why: "constant" }
  | {
      readonly feature: string;
      readonly why: "not-reproducible";
      /** Lower bound of the intraclass correlation; null for the reason that `reason` gives. */
      readonly lower: number | null;
      readonly reason: AgreementReason | "not-measured" | null;
    }
  | {
      readonly feature: string;
      readonly why: "redundant";
      /** The feature of its cluster that is kept. */
      readonly inFavourOf: string;
      /** Correlation with that feature, with its sign. */
      readonly correlation: number;
    };

/** Which features of a table to use. */
export interface FeatureSelection {
  /** Features that are reproducible and not redundant, in the order of the table. */
  readonly kept: readonly string[];
  /** All other features, in the order of the table. */
  readonly dropped: readonly DroppedFeature[];
  /** The features that were clustered: reproducible, with a value that varies. */
  readonly clustered: readonly string[];
  /** Clustering by the distances 1 - |correlation|; its leaves are the indices of `clustered`. */
  readonly dendrogram: Dendrogram;
  /** Clusters of redundant features, as indices of `clustered`; the feature that is kept comes first. */
  readonly clusters: readonly (readonly number[])[];
}

/**
 * The features that are reproducible and not redundant.
 *
 * First, features are dropped that are undefined in too many cases, that are constant, or that are not
 * reproducible. The others are clustered by the distance 1 - |correlation|, and the clustering is cut at
 * 1 - `threshold`. Each cluster keeps one feature: the one whose intraclass correlation has the highest
 * lower bound; of those the one with the highest correlation; of those the first in the table.
 *
 * @param table one row a case, at least three; see `subjectMeans` for repeated measurements
 * @param agreement of the same features; null to select by redundancy alone and keep the first feature
 *   of each cluster
 * @throws VoxomicsError `invalid-table` for fewer than three cases, `invalid-settings`
 *
 * @example
 * ```ts
 * import { agreementTable, measurementsOf, selectFeatures, subjectMeans } from "voxomics/reproducibility";
 *
 * // `records`: the rows of a wide table, as `voxomics cohort` writes them.
 * function keptOf(records: Parameters<typeof measurementsOf>[0]) {
 *   const table = measurementsOf(records);
 *   const design = { type: "perturbations", subject: "id" } as const;
 *   return selectFeatures(subjectMeans(table, design), agreementTable(table, design)).kept;
 * }
 * console.log(keptOf);
 * ```
 */
export function selectFeatures(
  table: MeasurementTable,
  agreement: AgreementTable | null,
  options: SelectionOptions = {},
): FeatureSelection {
  checkOptions(options, selectionOptionKinds);
  checkArgument(table, "table", tableFields);
  const settings = completeSelection(options);
  if (table.rows < 3) {
    throw new VoxomicsError(
      "invalid-table",
      `found ${table.rows} cases, expected three or more: correlations need them`,
      { found: table.rows, expected: 3 },
    );
  }
  const byFeature = new Map(agreement?.features.map((row) => [row.feature, row]));
  const features = Object.keys(table.features);
  const unfit = new Map(
    features.flatMap((feature) => {
      const dropped =
        problemOf(feature, table.features[feature], settings.undefinedCases) ??
        (agreement === null ? null : unreliable(feature, byFeature, settings.reliability));
      return dropped === null ? [] : [[feature, dropped] as const];
    }),
  );
  const clustered = features.filter((feature) => !unfit.has(feature));
  const columns = clustered.map((feature) => table.features[feature]);
  const correlations = correlationMatrix(columns, settings.correlation);
  const dendrogram = clusterLeaves(correlations.map(toDistances), settings.linkage);
  const better = (a: number, b: number) =>
    compareReliability(byFeature.get(clustered[b]), byFeature.get(clustered[a])) || a - b;
  const clusters = cutDendrogram(dendrogram, 1 - settings.threshold).map((leaves) =>
    leaves.sort(better),
  );

  const redundant = new Map(
    clusters.flatMap(([best, ...others]) =>
      others.map((leaf) => [
        clustered[leaf],
        {
          feature: clustered[leaf],
          why: "redundant" as const,
          inFavourOf: clustered[best],
          correlation: correlations[leaf][best],
        },
      ]),
    ),
  );
  const dropped = features.flatMap((name) => unfit.get(name) ?? redundant.get(name) ?? []);
  const kept = clustered.filter((feature) => !redundant.has(feature));
  return { kept, dropped, clustered, dendrogram, clusters };
}

/** The defaults of `SelectionOptions`. */
export const selectionDefaults = {
  reliability: verdictThresholds.good,
  threshold: 0.9,
  correlation: "spearman",
  linkage: "average",
  undefinedCases: 0,
} as const satisfies Required<SelectionOptions>;

/** The options of a selection with their defaults. @throws VoxomicsError `invalid-settings` */
export function completeSelection(options: SelectionOptions): Required<SelectionOptions> {
  const settings = { ...selectionDefaults, ...options };
  checkSelection(settings);
  return settings;
}

function problemOf(feature: string, values: Float64Array, allowed: number): DroppedFeature | null {
  const present = values.filter(Number.isFinite);
  const cases = values.length - present.length;
  // a correlation needs three values
  if (cases > allowed || present.length < 3) return { feature, why: "undefined", cases };
  return present.every((value) => value === present[0]) ? { feature, why: "constant" } : null;
}

function unreliable(
  feature: string,
  agreements: ReadonlyMap<string, FeatureAgreement>,
  reliability: number,
): DroppedFeature | null {
  const agreement = agreements.get(feature);
  const lower = agreement?.icc[0].interval?.lower ?? null;
  if (lower !== null && lower >= reliability) return null;
  const reason = agreement === undefined ? "not-measured" : agreement.reason;
  return { feature, why: "not-reproducible", lower, reason };
}

/** Above 0 if a is more reliable than b, below 0 if b is. */
export function compareReliability(
  a: FeatureAgreement | undefined,
  b: FeatureAgreement | undefined,
): number {
  if (a === undefined || b === undefined) return 0;
  const [x, y] = [a.icc[0], b.icc[0]];
  const bounds = (x.interval?.lower ?? 0) - (y.interval?.lower ?? 0);
  return bounds || (x.value ?? 0) - (y.value ?? 0);
}

/** Distances 1 - |r|; features without a correlation have the largest distance, 1. */
export function toDistances(correlations: Float64Array): Float64Array {
  return correlations.map((r) => (Number.isNaN(r) ? 1 : 1 - Math.abs(r)));
}

function checkSelection(options: Required<SelectionOptions>): void {
  const { reliability, threshold, undefinedCases } = options;
  const reachable = Number.isFinite(reliability) && reliability <= 1;
  checkValue(reachable, "reliability", reliability, "a number of at most 1");
  const fraction = threshold > 0 && threshold <= 1;
  checkValue(fraction, "threshold", threshold, "a number above 0, at most 1");
  const counts = Number.isInteger(undefinedCases) && undefinedCases >= 0;
  checkValue(counts, "undefinedCases", undefinedCases, "an integer of at least 0");
  completed(choice(["spearman", "pearson"]), options.correlation, "correlation");
  completed(choice(["average", "complete", "single"]), options.linkage, "linkage");
}

/** For each feature that is kept, the number of features that were dropped in its favour. */
export function othersStoodFor({
  clusters,
  clustered,
}: Pick<FeatureSelection, "clusters" | "clustered">): Map<string, number> {
  return new Map(clusters.map((leaves) => [clustered[leaves[0]], leaves.length - 1]));
}

/** Why a feature was dropped, in words. */
export function whyDropped(row: DroppedFeature): string {
  switch (row.why) {
    case "undefined":
      return `undefined in ${row.cases} ${row.cases === 1 ? "case" : "cases"}`;
    case "constant":
      return "the same in all cases";
    case "redundant":
      return "redundant";
    case "not-reproducible":
      return row.lower === null
        ? `not reproducible: ${row.reason ?? "no interval"}`
        : `not reproducible: lower bound ${row.lower.toFixed(3)}`;
  }
}
