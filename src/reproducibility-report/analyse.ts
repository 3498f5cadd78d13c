import { version } from "../base/version.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { suggestion } from "../messages/phrases.ts";
import { toJson } from "../report/json.ts";
import { type AgreementTable, agreementTable } from "../reproducibility/agreement-table.ts";
import type { Design } from "../reproducibility/design.ts";
import {
  type FeatureSelection,
  type SelectionOptions,
  selectFeatures,
  selectionDefaults,
  selectionOptionKinds,
} from "../reproducibility/feature-selection.ts";
import { leastSubjects } from "../reproducibility/few-subjects.ts";
import { type MeasurementTable, tableFields } from "../reproducibility/measurement-table.ts";
import { programDifferences } from "../reproducibility/program-differences.ts";
import {
  bootstrapDefaults,
  type SelectionUncertainty,
  selectionUncertainty,
} from "../reproducibility/selection-uncertainty.ts";
import { subjectMeans } from "../reproducibility/subject-means.ts";
import { volumeColumnOf, volumeCorrelations } from "../reproducibility/volume-correlation.ts";
import { checkValue } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import type { MeasurementRun, ReportContent } from "./reproducibility-report.ts";

/** What is selected, and what the report says of its origin. */
export interface AnalysisOptions extends SelectionOptions {
  /** Title of the report. Default: what was compared, of how many features and subjects. */
  readonly title?: string | undefined;
  /** Path of the table of measurements, as the report shows it. */
  readonly source?: string | undefined;
  /** Probability that a confidence interval covers the true value. Default 0.95. */
  readonly confidence?: number | undefined;
  /** Number of bootstrap samples of the subjects, which say how sure the selection is. Default 200. */
  readonly bootstrap?: number | undefined;
  /** Seed of the random numbers that draw them. Default 1. */
  readonly seed?: number | undefined;
  /**
   * The column of the region's volume, a feature or a label of numbers, with which every feature is correlated.
   * Default: the volume among our features, if the table has one.
   */
  readonly volumeColumn?: string | undefined;
  /** Features whose measurements are plotted. Default: of the features kept, the most reproducible. */
  readonly plot?: readonly string[] | undefined;
  /** How the table was measured: the contents of the `run.json` that `runCohort` writes. */
  readonly run?: MeasurementRun | null | undefined;
}

/** The agreement and selection of features, with the files that report them. */
export interface Analysis {
  readonly agreement: AgreementTable;
  readonly selection: FeatureSelection;
  /** How sure the selection is; null for fewer than three subjects, of which nothing is selected. */
  readonly uncertainty: SelectionUncertainty | null;
  /** Text of each file by its name: the report (`report.html`), and its tables as CSV and JSON. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Computes the agreement of measurements, selects the features that are reproducible and not redundant,
 * and writes a report.
 *
 * With fewer than three subjects redundancy cannot be judged, and no feature is kept.
 *
 * @throws VoxomicsError `invalid-table`, `invalid-settings`
 *
 * @example
 * ```ts
 * import { analyse, measurementsOf } from "voxomics/reproducibility";
 *
 * // `records`: the rows of a wide table, as `voxomics cohort` writes them.
 * async function reportOf(records: Parameters<typeof measurementsOf>[0]) {
 *   const table = measurementsOf(records);
 *   const { files } = await analyse(table, { type: "perturbations", subject: "id" });
 *   return files["report.html"];
 * }
 * console.log(reportOf);
 * ```
 */
export async function analyse(
  table: MeasurementTable,
  design: Design,
  options: AnalysisOptions = {},
): Promise<Analysis> {
  const own = { title: "text", source: "text", confidence: null, plot: "array" } as const;
  const sampling = { bootstrap: null, seed: null, volumeColumn: "text" } as const;
  checkOptions(options, { ...selectionOptionKinds, ...own, ...sampling, run: null });
  checkArgument(table, "table", tableFields);
  checkArgument(design, "design", "object");
  const { source = "", confidence = 0.95, run = null } = options;
  const {
    reliability = selectionDefaults.reliability,
    threshold = selectionDefaults.threshold,
    correlation = selectionDefaults.correlation,
    linkage = selectionDefaults.linkage,
    undefinedCases = selectionDefaults.undefinedCases,
    bootstrap = bootstrapDefaults.bootstrap,
    seed = bootstrapDefaults.seed,
  } = options;
  const selectionOptions = { reliability, threshold, correlation, linkage, undefinedCases };
  if (Object.keys(table.features).length === 0) {
    throw new VoxomicsError(
      "invalid-table",
      "found no column of a feature, expected names as in glcm.contrast.3D:avg, or columns of another program that are named as features",
    );
  }
  const agreement = agreementTable(table, design, { confidence });
  const means = subjectMeans(table, design);
  const selection =
    means.rows < leastSubjects
      ? nothingKept(agreement)
      : selectFeatures(means, agreement, selectionOptions);
  const uncertain = { ...selectionOptions, confidence, bootstrap, seed };
  const uncertainty =
    means.rows < leastSubjects
      ? null
      : selectionUncertainty(means, agreement, selection, uncertain);
  const volumeColumn = options.volumeColumn ?? volumeColumnOf(table);
  const volume =
    volumeColumn === null
      ? null
      : {
          column: volumeColumn,
          correlations: volumeCorrelations(
            table,
            design,
            volumeColumn,
            selectionOptions.correlation,
            { confidence },
          ),
        };
  const differences = design.type === "programs" ? programDifferences(table, design) : null;
  const { title = titleOf(design, agreement) } = options;
  const plotted = plottedOf(options.plot, agreement, selection);
  const files = await filesOf({
    ...{ title, source, table, design, confidence, selectionOptions, run },
    ...{ agreement, selection, uncertainty, volume, differences, plotted },
  });
  return { agreement, selection, uncertainty, files };
}

/** The text of each file that reports an analysis, by its name. */
async function filesOf(content: ReportContent): Promise<Analysis["files"]> {
  const { agreement, selection, uncertainty, volume, differences } = content;
  // loaded only when needed: they bring the words of the report, and libraries for plots and for HTML documents
  const { reportPage } = await import("./report-page.ts");
  const { agreementCsv, differencesCsv, droppedCsv, familiesCsv, keptCsv } = await import(
    "./csv-files.ts"
  );
  const { page, figures } = await reportPage(content);
  return {
    "report.html": page,
    "agreement.csv": agreementCsv(agreement, volume),
    ...(differences === null ? {} : { "differences.csv": differencesCsv(differences) }),
    "families.csv": familiesCsv(agreement, selection),
    "kept.csv": keptCsv(agreement, selection, uncertainty),
    "dropped.csv": droppedCsv(selection, uncertainty),
    "reproducibility.json": toJson(recordOf(content)),
    ...Object.fromEntries(figures),
  };
}

/** What `reproducibility.json` holds, in its order. */
function recordOf(content: ReportContent): object {
  const { title, source, design, confidence, selectionOptions, run } = content;
  const { agreement, selection, uncertainty, volume, differences } = content;
  return {
    ...{ software: "voxomics", version, title, table: source },
    ...{ design, confidence, selectionOptions, run },
    subjects: agreement.subjects,
    measurements: agreement.measurements,
    kept: selection.kept,
    dropped: selection.dropped,
    ...{ uncertainty, volume, differences },
    agreement: agreement.features,
  };
}

/** What a report is called: `Test–retest reproducibility of 174 features in 12 subjects`. */
function titleOf({ type }: Design, { features, subjects }: AgreementTable): string {
  const what = {
    testRetest: "Test–retest reproducibility of",
    raters: "Reproducibility between raters of",
    settings: "Reproducibility between scanners or settings of",
    programs: "Agreement of two programs on",
    perturbations: "Robustness under perturbation of",
  }[type];
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
  return `${what} ${count(features.length, "feature")} in ${count(subjects.length, "subject")}`;
}

/** The selection for fewer than three subjects, which have no correlations. */
function nothingKept({ features }: AgreementTable): FeatureSelection {
  const dropped = features.map(({ feature }) => ({
    feature,
    why: "not-reproducible" as const,
    lower: null,
    reason: "too-few-subjects" as const,
  }));
  const dendrogram = { merges: [], order: [] };
  return { kept: [], dropped, clustered: [], dendrogram, clusters: [] };
}

/**
 * The features to plot: those asked for; else, of the features kept (or of all, if none is kept), the one with
 * the highest intraclass correlation.
 */
function plottedOf(
  asked: readonly string[] | undefined,
  { features }: AgreementTable,
  { kept }: FeatureSelection,
): readonly string[] {
  const known = new Map(features.map((row) => [row.feature, row.icc[0].value]));
  for (const feature of asked ?? []) {
    const near = suggestion(feature, known.keys());
    checkValue(known.has(feature), "plot", feature, `a feature of the table${near}`);
  }
  if (asked !== undefined && asked.length > 0) return asked;
  const candidates = kept.length > 0 ? kept : [...known.keys()];
  const best = candidates
    .map((feature) => ({ feature, value: known.get(feature) ?? null }))
    .filter(({ value }) => value !== null)
    .sort((a, b) => (b.value as number) - (a.value as number))[0];
  return best === undefined ? [] : [best.feature];
}
