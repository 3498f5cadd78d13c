import type { AgreementTable } from "../reproducibility/agreement-table.ts";
import type { Design } from "../reproducibility/design.ts";
import type { FeatureSelection, SelectionOptions } from "../reproducibility/feature-selection.ts";
import type { MeasurementTable } from "../reproducibility/measurement-table.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { MeasurementRun } from "./measurement-run.ts";

/** What a report shows. */
export interface ReportContent {
  readonly title: string;
  /** Where the measurements are from: the path of their table. */
  readonly source: string;
  readonly table: MeasurementTable;
  readonly design: Design;
  readonly agreement: AgreementTable;
  readonly selection: FeatureSelection;
  readonly selectionOptions: Required<SelectionOptions>;
  /** Probability that the agreement's intervals cover. */
  readonly confidence: number;
  /** Features whose measurements are plotted. */
  readonly plotted: readonly string[];
  /** What `runCohort` recorded of the measurements; null if that is not known. */
  readonly run: MeasurementRun | null;
}

/**
 * The reproducibility of a cohort's features as one HTML file that needs nothing else: no network, no
 * scripts. Figures are SVG, and what they show is in tables too.
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
  // with a library of plots and one of documents, which nothing else needs
  const { reportPage } = await import("./report-page.ts");
  return reportPage(content);
}
