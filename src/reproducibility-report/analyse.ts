import { type Cell, toCsv } from "../report/csv.ts";
import { parseColumn } from "../report/parse-column.ts";
import { type AgreementTable, agreementTable } from "../reproducibility/agreement-table.ts";
import type { Design } from "../reproducibility/design.ts";
import {
  type Selection,
  type SelectionOptions,
  selectFeatures,
} from "../reproducibility/feature-selection.ts";
import {
  type MeasurementTable,
  type TableRecord,
  wideTable,
} from "../reproducibility/measurement-table.ts";
import { subjectMeans } from "../reproducibility/subject-means.ts";
import { version } from "../version.ts";
import { reproducibilityReport } from "./reproducibility-report.ts";
import { whyDropped } from "./why-dropped.ts";

export interface AnalysisOptions extends Required<SelectionOptions> {
  readonly title: string;
  readonly confidence: number;
  /** The feature that is plotted; default the best of those kept. */
  readonly feature?: string | undefined;
  /** What else a reader needs to repeat it. */
  readonly settings: object;
}

export interface Analysis {
  readonly agreement: AgreementTable;
  readonly selection: Selection;
  /** Contents by name: the report, and its tables as CSV and JSON. */
  readonly files: Readonly<Record<string, string>>;
}

/** A wide table's measurements: columns that are named as features are, are features. */
export function measurementsOf(records: readonly TableRecord[]): MeasurementTable {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return wideTable(
    records,
    columns.filter((column) => parseColumn(column) === null),
  );
}

/**
 * From measurements to the features that can be trusted, with a report.
 *
 * @throws VoxomicsError `invalid-table`, `invalid-settings`
 */
export async function analyse(
  table: MeasurementTable,
  design: Design,
  options: AnalysisOptions,
): Promise<Analysis> {
  const { title, confidence, feature, settings, ...rest } = options;
  const { reliability, threshold, correlation, linkage, undefinedCases } = rest;
  const selectionOptions = { reliability, threshold, correlation, linkage, undefinedCases };
  const agreement = agreementTable(table, design, { confidence });
  const selection = selectFeatures(subjectMeans(table, design), agreement, selectionOptions);
  const report = await reproducibilityReport({
    title,
    table,
    design,
    agreement,
    selection,
    selectionOptions,
    confidence,
    feature,
    settings,
  });
  const record = {
    software: "voxomics",
    version,
    design,
    confidence,
    selection: selectionOptions,
    ...settings,
    subjects: agreement.subjects,
    measurements: agreement.measurements,
    kept: selection.kept,
    dropped: selection.dropped,
    agreement: agreement.features,
  };
  const files = {
    "report.html": report,
    "agreement.csv": agreementCsv(agreement),
    "kept.csv": toCsv([["feature"], ...selection.kept.map((name): Cell[] => [name])]),
    "dropped.csv": droppedCsv(selection),
    "reproducibility.json": `${JSON.stringify(record, null, 2)}\n`,
  };
  return { agreement, selection, files };
}

function agreementCsv({ features }: AgreementTable): string {
  const forms = features[0]?.icc.map(({ form }) => form) ?? [];
  const bounds = (name: string) => [name, `${name} lower`, `${name} upper`];
  const header = [
    "feature",
    ...forms.flatMap(bounds),
    "withinSubjectSd",
    "withinSubjectCv",
    "repeatability",
    "concordance",
    "bias",
    "lowerLimit",
    "upperLimit",
    "verdict",
    "reason",
  ];
  const rows = features.map((one): Cell[] => [
    one.feature,
    ...one.icc.flatMap((icc) => [
      icc.value,
      icc.interval?.lower ?? null,
      icc.interval?.upper ?? null,
    ]),
    one.withinSubject.sd.value,
    one.withinSubject.cv.value,
    one.withinSubject.repeatability.value,
    one.concordance?.value ?? null,
    one.limits?.bias.value ?? null,
    one.limits?.lower.value ?? null,
    one.limits?.upper.value ?? null,
    one.verdict,
    one.reason,
  ]);
  return toCsv([header, ...rows]);
}

function droppedCsv({ dropped }: Selection): string {
  const rows = dropped.map((row): Cell[] => [
    row.feature,
    whyDropped(row),
    row.why === "redundant" ? row.inFavourOf : null,
    row.why === "redundant" ? row.correlation : null,
  ]);
  return toCsv([["feature", "why", "inFavourOf", "correlation"], ...rows]);
}
