/**
 * How reproducible features are: agreement of repeated measurements, redundancy, perturbations.
 *
 * ```ts
 * import { intraclassCorrelation, verdictOf } from "voxomics/reproducibility";
 *
 * const ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]]; // a row a subject, a column a rater
 * const icc = intraclassCorrelation(ratings, "ICC(A,1)");
 * icc.value; // with icc.interval, icc.f and, where something is null, icc.reason
 * verdictOf(icc); // "poor", by the lower bound of the interval
 * ```
 *
 * ```ts
 * import { extract, resolveSettings } from "voxomics";
 * import { perturb } from "voxomics/reproducibility";
 *
 * const settings = resolveSettings({ resample: { spacing: [1, 1, 1] } });
 * const moved = perturb(image, mask, { rotation: 5, volume: 0.1 }, 1, { resample: settings.resample });
 * extract(moved.image, moved.mask, { ...settings, resample: null });
 * ```
 *
 * ```ts
 * import { analyse, measurementsOf } from "voxomics/reproducibility";
 *
 * // `records`, the rows of a wide table: agreement of every feature, those that are kept, and a report
 * const { selection, files } = await analyse(measurementsOf(records), { type: "perturbations", subject: "id" });
 * files["report.html"];
 * ```
 *
 * @module voxomics/reproducibility
 */
export { type RandomContour, randomiseContour } from "./perturbation/contour.ts";
export { estimateNoise } from "./perturbation/noise.ts";
export {
  type PerturbationRecord,
  type Perturbed,
  type PerturbOptions,
  perturb,
} from "./perturbation/perturb.ts";
export {
  drawPerturbation,
  type FullPerturbation,
  listPerturbations,
  type Perturbation,
  type PerturbationExtents,
} from "./perturbation/perturbation.ts";
export { changeVolume } from "./perturbation/volume-change.ts";
export {
  type AgreementOptions,
  type AgreementTable,
  agreementTable,
  type FeatureAgreement,
} from "./reproducibility/agreement-table.ts";
export { type Change, type ChangeReason, changeReasons } from "./reproducibility/change.ts";
export {
  type ClusterMerge,
  clusterLeaves,
  cutDendrogram,
  type Dendrogram,
  type Linkage,
} from "./reproducibility/clustering.ts";
export { type Concordance, concordanceCorrelation } from "./reproducibility/concordance.ts";
export { type CorrelationMethod, correlationMatrix } from "./reproducibility/correlation.ts";
export {
  type Comparison,
  type Delta,
  type DeltaOptions,
  type DeltaSubject,
  delta,
  type FeatureChange,
} from "./reproducibility/delta.ts";
export { type Design, type DesignType, designs } from "./reproducibility/design.ts";
export type {
  AgreementReason,
  ConfidenceOptions,
  Estimate,
  Interval,
} from "./reproducibility/estimate.ts";
export { agreementReasons } from "./reproducibility/estimate.ts";
export {
  type DroppedFeature,
  type FeatureSelection,
  type SelectionOptions,
  selectFeatures,
} from "./reproducibility/feature-selection.ts";
export {
  type FTest,
  type IccForm,
  type IntraclassCorrelation,
  iccForms,
  intraclassCorrelation,
} from "./reproducibility/intraclass-correlation.ts";
export {
  type AgreementLimits,
  type LimitsOptions,
  limitsOfAgreement,
} from "./reproducibility/limits-of-agreement.ts";
export {
  fromLongRecords,
  fromWideRecords,
  type MeasurementTable,
  type TableRecord,
} from "./reproducibility/measurement-table.ts";
export {
  type ProgramDifference,
  programDifferences,
} from "./reproducibility/program-differences.ts";
export type { RatingCounts, Ratings } from "./reproducibility/ratings.ts";
export {
  type SelectionUncertainty,
  selectionUncertainty,
  type UncertaintyOptions,
} from "./reproducibility/selection-uncertainty.ts";
export { subjectMeans } from "./reproducibility/subject-means.ts";
export { type Verdict, verdictOf, verdictThresholds } from "./reproducibility/verdict.ts";
export {
  type VolumeCorrelation,
  volumeCorrelations,
} from "./reproducibility/volume-correlation.ts";
export {
  type CoefficientOfVariation,
  type WithinSubject,
  withinSubject,
} from "./reproducibility/within-subject.ts";
export {
  type Analysis,
  type AnalysisOptions,
  analyse,
} from "./reproducibility-report/analyse.ts";
export { type ColumnOptions, measurementsOf } from "./reproducibility-report/measurements-of.ts";
export {
  type ReportContent,
  toReproducibilityReport,
} from "./reproducibility-report/reproducibility-report.ts";
