import { version } from "../base/version.ts";
import { counted } from "../messages/phrases.ts";
import { associate } from "../radiogenomics/associate.ts";
import type { AssociateOptions } from "../radiogenomics/associate-options.ts";
import { type AssociationCounts, countAssociations } from "../radiogenomics/association-counts.ts";
import { associationsCsv } from "../radiogenomics/association-csv.ts";
import type { Association } from "../radiogenomics/association-row.ts";
import type { Outcome } from "../radiogenomics/outcome.ts";
import {
  type AssociationSelection,
  selectAssociations,
} from "../radiogenomics/select-associations.ts";
import { toJson } from "../report/json.ts";
import { checkVolumeColumn } from "../reproducibility/volume-correlation.ts";
import { checkArgument } from "../schema/check-argument.ts";

/** What is tested, and what the report says of it. */
export interface AssociationReportOptions extends AssociateOptions {
  /** Title of the report. Default: how many features and outcomes. */
  readonly title?: string | undefined;
  /**
   * The feature of the volume, which every feature is correlated with; without it among the features, `volume` has its
   * values. Default: none.
   */
  readonly volumeColumn?: string | undefined;
  /** What a reader is to know of how cases were matched, a sentence each, without ids. */
  readonly notes?: readonly string[] | undefined;
}

/** Associations, with the files that report them. */
export interface AssociationAnalysis {
  /** All, or with `qBelow` those that `selectAssociations` gives. */
  readonly associations: readonly Association[];
  /** Of all tests. */
  readonly counts: AssociationCounts;
  /** Text of each file by its name: `associations.csv`, `associations.json`, `report.html`, and figures. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Tests features against outcomes and writes a report. No id reaches its files.
 *
 * @throws VoxomicsError as `associate` does; `invalid-table` for a `volumeColumn` that is no feature, without `volume`
 *
 * @example
 * ```ts
 * import { outcomeOf, reportAssociations } from "voxomics/radiogenomics";
 *
 * const features = { mean: Float64Array.of(3, 5, 4, 8, 9, 7, 11, 10, 12, 13), flat: new Float64Array(10) };
 * const { files } = await reportAssociations(features, [outcomeOf("IDH", [..."wwwwwmmmmm"])]);
 * Object.keys(files).includes("report.html"); // true
 * ```
 */
export async function reportAssociations(
  features: Readonly<Record<string, Float64Array>>,
  outcomes: readonly Outcome[],
  options: AssociationReportOptions = {},
): Promise<AssociationAnalysis> {
  checkArgument(options, "options", "object");
  const { title, volumeColumn, notes = [], ...testing } = options;
  if (testing.volume === undefined) checkVolumeColumn({ features }, volumeColumn);
  const volume =
    volumeColumn === undefined ? undefined : (testing.volume ?? features[volumeColumn]);
  const { adjust = [], permutations = 0, confidence = 0.95, seed = 1, qBelow } = testing;
  const { associations, counts } = selected(features, outcomes, { ...testing, volume });
  const facts = {
    title:
      title ??
      `Associations of ${counted(Object.keys(features).length, "feature")} with ${counted(outcomes.length, "outcome")}`,
    adjusted: adjust.map(({ name }) => name),
    permutations,
    confidence,
    qBelow: qBelow ?? null,
    volumeColumn: volume === undefined ? null : (volumeColumn ?? null),
    notes,
  };
  // loaded only when needed: it brings libraries for plots and for HTML documents
  const { associationPage } = await import("./association-page.ts");
  const { page, figures } = await associationPage({
    ...{ ...facts, features, outcomes, associations, counts },
  });
  const { byOutcome, ...totals } = counts;
  const types = outcomes.map(({ name, type, ...rest }, k) => ({
    name,
    type,
    ...("groups" in rest ? { groups: rest.groups } : {}),
    ...{ tests: byOutcome[k].tests, found: byOutcome[k].found },
  }));
  const record = {
    ...{ software: "voxomics", version, ...facts, seed, ...totals },
    ...{ outcomes: types, associations },
  };
  return {
    associations,
    counts,
    files: {
      "associations.csv": associationsCsv(associations),
      "associations.json": toJson(record),
      "report.html": page,
      ...Object.fromEntries(figures),
    },
  };
}

function selected(
  features: Readonly<Record<string, Float64Array>>,
  outcomes: readonly Outcome[],
  { qBelow, ...options }: AssociateOptions,
): AssociationSelection {
  if (qBelow !== undefined) return selectAssociations(features, outcomes, { ...options, qBelow });
  const associations = associate(features, outcomes, options);
  return { associations, counts: countAssociations(associations, outcomes) };
}
