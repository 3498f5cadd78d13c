/**
 * Features related to molecules and outcomes: association tests, and harmonisation of batches.
 *
 * ```ts
 * import { associate, harmonise, outcomeOf, survivalOf } from "voxomics/radiogenomics";
 *
 * const features = { "morphology.sphericity": Float64Array.of(0.9, 0.7, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.55, 0.65) };
 * const mutation = outcomeOf("TP53", [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
 * const survival = survivalOf("survival", [90, 80, 70, 60, 50, 40, 30, 20, 55, 65], [0, 1, 1, 1, 1, 1, 1, 1, 0, 1]);
 * associate(features, [mutation, survival], { permutations: 100, seed: 1 });
 * ```
 *
 * @module voxomics/radiogenomics
 */

export { associate } from "./radiogenomics/associate.ts";
export type { AssociateOptions } from "./radiogenomics/associate-options.ts";
export type { AssociationCounts, OutcomeCounts } from "./radiogenomics/association-counts.ts";
export { associationsCsv } from "./radiogenomics/association-csv.ts";
export type { Association } from "./radiogenomics/association-row.ts";
export type { AssociationTest } from "./radiogenomics/association-test.ts";
export {
  type OutcomeFormat,
  outcomeFormat,
  parseClinical,
  parseExpression,
  parseMutations,
} from "./radiogenomics/cbioportal.ts";
export type { CombatEstimate } from "./radiogenomics/combat.ts";
export type { Covariate } from "./radiogenomics/covariates.ts";
export {
  type GeneSet,
  type GeneSetScores,
  geneSetScores,
  parseGeneSets,
} from "./radiogenomics/gene-sets.ts";
export type { HarmonisationModel } from "./radiogenomics/harmonisation-model.ts";
export {
  applyHarmonisation,
  type Harmonisation,
  type HarmoniseOptions,
  harmonise,
} from "./radiogenomics/harmonise.ts";
export {
  type JoinedOutcomes,
  type JoinOptions,
  joinOutcomes,
} from "./radiogenomics/join-outcomes.ts";
export { keptCovariates } from "./radiogenomics/kept-covariates.ts";
export {
  type Cell,
  covariateOf,
  type GroupOutcome,
  type NumberOutcome,
  type Outcome,
  type OutcomeType,
  outcomeOf,
  type SurvivalOutcome,
  survivalOf,
} from "./radiogenomics/outcome.ts";
export { type OutcomeTable, outcomeTable } from "./radiogenomics/outcome-table.ts";
export { type SampleChoice, samplesOfTypes } from "./radiogenomics/sample-types.ts";
export {
  type AssociationSelection,
  type SelectOptions,
  selectAssociations,
} from "./radiogenomics/select-associations.ts";
export { type AssociationReason, associationReasons } from "./radiogenomics/test-result.ts";
export {
  type AssociationAnalysis,
  type AssociationReportOptions,
  reportAssociations,
} from "./radiogenomics-report/report-associations.ts";
export {
  type HarmonisationAnalysis,
  type HarmonisationReportOptions,
  reportHarmonisation,
} from "./radiogenomics-report/report-harmonisation.ts";
export { type CaseTable, oneRowEach, type RowChoice } from "./reproducibility/one-row-each.ts";
