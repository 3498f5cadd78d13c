import type { AgreementTable } from "../reproducibility/agreement-table.ts";
import type { Design } from "../reproducibility/design.ts";
import type { Selection, SelectionOptions } from "../reproducibility/feature-selection.ts";
import type { MeasurementTable } from "../reproducibility/measurement-table.ts";

/** What a report shows. */
export interface ReportContent {
  readonly title: string;
  readonly table: MeasurementTable;
  readonly design: Design;
  readonly agreement: AgreementTable;
  readonly selection: Selection;
  readonly selectionOptions: Required<SelectionOptions>;
  readonly confidence: number;
  /** The feature whose measurements are plotted; default the kept one with the highest correlation. */
  readonly feature?: string | undefined;
  /** What else a reader needs to repeat it: extraction settings, perturbations, files. */
  readonly settings: object;
}

/**
 * The reproducibility of a cohort's features as one HTML file that needs nothing else: no network, no
 * scripts. Figures are SVG, and what they show is in tables too.
 *
 * @throws VoxomicsError `invalid-settings` if the table does not have the chosen feature
 */
export async function reproducibilityReport(content: ReportContent): Promise<string> {
  // with a library of plots and one of documents, which nothing else needs
  const { reportPage } = await import("./report-page.ts");
  return reportPage(content);
}
