/** How the measurements of a table were made, as far as the report shows it: `run.json` of a cohort. */
export interface MeasurementRun {
  readonly software: string;
  readonly version: string;
  readonly manifest: { readonly path: string; readonly sha256: string; readonly cases: number };
  /** Rows of the table, and those that are missing in it. */
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
  /** How images and masks were read, where it was not as they are. */
  readonly images: object;
  readonly reportingGuideline: string;
  readonly settings: readonly {
    readonly name: string;
    readonly settings: unknown;
    /** Items of the reporting guideline; the statement is null where only the study can tell. */
    readonly reporting: readonly {
      readonly item: string | number;
      readonly topic: string;
      readonly statement: string | null;
    }[];
  }[];
}
