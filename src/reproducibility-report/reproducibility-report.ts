import type { AgreementTable } from "../reproducibility/agreement-table.ts";
import type { Design } from "../reproducibility/design.ts";
import type { FeatureSelection, SelectionOptions } from "../reproducibility/feature-selection.ts";
import type { MeasurementTable } from "../reproducibility/measurement-table.ts";
import type { ProgramDifference } from "../reproducibility/program-differences.ts";
import type { SelectionUncertainty } from "../reproducibility/selection-uncertainty.ts";
import type { VolumeCorrelation } from "../reproducibility/volume-correlation.ts";
import { checkArgument } from "../schema/check-argument.ts";

/** How the measurements of a table were made: the fields of a cohort's `run.json` that the report shows. */
export interface MeasurementRun {
  readonly software: string;
  readonly version: string;
  readonly manifest: { readonly path: string; readonly sha256: string; readonly cases: number };
  /** Number of rows in the table, and number of rows that are missing because they failed. */
  readonly measured: number;
  readonly failed: number;
  /** When the run ended, as an ISO date. */
  readonly finished: string;
  readonly machine: { readonly processor: string; readonly system: string; readonly node: string };
  readonly perturbations: {
    /** Letters as in `RNCV`, or a perturbation with its extents. */
    readonly perturbations: readonly unknown[];
    readonly repeats: number;
    readonly seed: number;
  } | null;
  /** Reading options that the run was given. */
  readonly images: object;
  readonly reportingGuideline: string;
  readonly settings: readonly (MeasurementSettings & { readonly name: string })[];
  /** Settings of images that have their own, by the names of the images; absent where none has. */
  readonly settingsFor?: Readonly<Record<string, MeasurementSettings>>;
}

/** Settings that measurements were made with. */
export interface MeasurementSettings {
  readonly settings: unknown;
  /** Items of the reporting guideline; the statement is null where only the study can tell. */
  readonly reporting: readonly {
    readonly item: string | number;
    readonly topic: string;
    readonly statement: string | null;
  }[];
}

/** The correlation of every feature with the volume of the region. */
export interface VolumeSummary {
  readonly column: string;
  readonly correlations: Readonly<Record<string, VolumeCorrelation>>;
}

/** What a report shows. */
export interface ReportContent {
  readonly title: string;
  /** Path of the table of measurements. */
  readonly source: string;
  readonly table: MeasurementTable;
  readonly design: Design;
  readonly agreement: AgreementTable;
  readonly selection: FeatureSelection;
  /** How sure the selection is; null if that was not looked at. */
  readonly uncertainty: SelectionUncertainty | null;
  /** Correlation of every feature with the volume, and the volume's column; null where that is not known. */
  readonly volume: VolumeSummary | null;
  /** How far two programs are apart; null in other designs. */
  readonly differences: readonly ProgramDifference[] | null;
  readonly selectionOptions: Required<SelectionOptions>;
  /** Probability that a confidence interval of the agreement covers the true value. */
  readonly confidence: number;
  /** Features whose measurements are plotted. */
  readonly plotted: readonly string[];
  /** How the measurements were made; null if that is not known. */
  readonly run: MeasurementRun | null;
}

/**
 * The reproducibility of a cohort's features as one HTML file that needs no network and no scripts. Figures
 * are SVG; the tables hold the same numbers.
 *
 * @example
 * ```ts
 * import { type ReportContent, toReproducibilityReport } from "voxomics/reproducibility";
 *
 * // `content`: agreement, selection and what the report says about its origin; `analyse` makes it all.
 * async function htmlOf(content: ReportContent): Promise<string> {
 *   return toReproducibilityReport(content);
 * }
 * console.log(htmlOf);
 * ```
 */
export async function toReproducibilityReport(content: ReportContent): Promise<string> {
  checkArgument(content, "content", {
    title: "text",
    table: "object",
    design: "object",
    agreement: "object",
    selection: "object",
    selectionOptions: "object",
    plotted: "array",
  });
  // loaded only when needed: it brings libraries for plots and for HTML documents
  const { reportPage } = await import("./report-page.ts");
  return (await reportPage(content)).page;
}
