import { VoxomicsError } from "../messages/errors.ts";
import { checkValue, completed } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { choice } from "../schema/values.ts";
import type { AgreementTable, FeatureAgreement } from "./agreement-table.ts";
import { clusterLeaves, cutDendrogram, type Dendrogram, type Linkage } from "./clustering.ts";
import { type CorrelationMethod, correlationMatrix } from "./correlation.ts";
import type { AgreementReason } from "./estimate.ts";
import type { MeasurementTable } from "./measurement-table.ts";
import { tableFields } from "./measurement-table.ts";
import { verdictThresholds } from "./verdict.ts";

export interface SelectionOptions {
  /** Lower bound of the first intraclass correlation from which a feature is reproducible. Default 0.75. */
  readonly reliability?: number;
  /** Absolute correlation from which features are redundant. Default 0.9. */
  readonly threshold?: number;
  /** Default `spearman`. */
  readonly correlation?: CorrelationMethod;
  /** How far clusters are apart, by the distances of their features. Default `average`. */
  readonly linkage?: Linkage;
  /** Cases in which a feature may have no value. Default 0. */
  readonly undefinedCases?: number;
}

/** Why a feature is not kept. */
export type DroppedFeature =
  | { readonly feature: string; readonly why: "undefined"; readonly cases: number }
  | { readonly feature: string; readonly why: "constant" }
  | {
      readonly feature: string;
      readonly why: "not-reproducible";
      /** Lower bound of the intraclass correlation; null with the reason beside it. */
      readonly lower: number | null;
      readonly reason: AgreementReason | "not-measured" | null;
    }
  | {
      readonly feature: string;
      readonly why: "redundant";
      readonly inFavourOf: string;
      /** With that feature, with its sign. */
      readonly correlation: number;
    };

export interface FeatureSelection {
  /** In the order of the table. */
  readonly kept: readonly string[];
  /** In the order of the table. */
  readonly dropped: readonly DroppedFeature[];
  /** The leaves of the dendrogram: reproducible features with a value that varies. */
  readonly clustered: readonly string[];
  /** Of the distances 1 - |correlation|. */
  readonly dendrogram: Dendrogram;
  /** Clusters of redundant features, as indices of leaves, the one that is kept first. */
  readonly clusters: readonly (readonly number[])[];
}

/**
 * The features that are reproducible and not redundant.
 *
 * Features are looked at in this order: those undefined in too many cases, constant ones and those
 * that are not reproducible are dropped. The others are clustered by 1 - |correlation|, cut at
 * 1 - `threshold`, and of each cluster one is kept: that with the highest lower bound of its
 * intraclass correlation, of equals that with the highest value, then the first in the table.
 *
 * @param table one row a case, three at least; see `subjectMeans` for repeated measurements
 * @param agreement of the same features; null to select by redundancy alone, keeping the first
 * @throws VoxomicsError `invalid-table` for fewer than three cases, `invalid-settings`
 */
export function selectFeatures(
  table: MeasurementTable,
  agreement: AgreementTable | null,
  options: SelectionOptions = {},
): FeatureSelection {
  checkArgument(table, "table", tableFields);
  checkArgument(options, "options", "object");
  const settings = { ...selectionDefaults, ...options };
  checkOptions(settings);
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

/** What `selectFeatures` takes for options that are left out. */
export const selectionDefaults = {
  reliability: verdictThresholds.good,
  threshold: 0.9,
  correlation: "spearman",
  linkage: "average",
  undefinedCases: 0,
} as const satisfies Required<SelectionOptions>;

function problemOf(feature: string, values: Float64Array, allowed: number): DroppedFeature | null {
  const present = values.filter(Number.isFinite);
  const cases = values.length - present.length;
  // what is left must do for a correlation
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

/** Above 0 where a is the more reliable. */
function compareReliability(
  a: FeatureAgreement | undefined,
  b: FeatureAgreement | undefined,
): number {
  if (a === undefined || b === undefined) return 0;
  const [x, y] = [a.icc[0], b.icc[0]];
  const bounds = (x.interval?.lower ?? 0) - (y.interval?.lower ?? 0);
  return bounds || (x.value ?? 0) - (y.value ?? 0);
}

/** Columns that have no correlation are as far apart as can be. */
function toDistances(correlations: Float64Array): Float64Array {
  return correlations.map((r) => (Number.isNaN(r) ? 1 : 1 - Math.abs(r)));
}

function checkOptions(options: Required<SelectionOptions>): void {
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

/** How many redundant features each feature that is kept stands for. */
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
