/**
 * The IBSI's phantoms and consensus values, its patients and the teams' values, and the comparison with them.
 *
 * ```ts
 * import { allAgree, digitalPhantom, validateIbsi1 } from "voxomics/validate";
 *
 * const benchmarks = [...validateIbsi1("digitalPhantom", digitalPhantom())];
 * allAgree({ benchmarks, maps: [] }); // true
 * ```
 *
 * @module voxomics/validate
 */

export {
  type Comparison,
  type ComparisonOutcome,
  compareWithReference,
  withinTolerance,
} from "./validate/compare.ts";
export { toComparisonTable } from "./validate/comparison-table.ts";
export { toComplianceSheet } from "./validate/compliance-sheet.ts";
export { toConformancePage } from "./validate/conformance-page.ts";
export { digitalPhantom } from "./validate/digital-phantom.ts";
export { type ImageWithMask, ibsi1Datasets, validateIbsi1 } from "./validate/ibsi1.ts";
export { compareResponseMap, ibsi2Maps, validateIbsi2 } from "./validate/ibsi2.ts";
export { type LeftOut, leftOut, whyLeftOut } from "./validate/left-out.ts";
export {
  compareWithTeams,
  type PatientScan,
  type PatientValue,
  type TeamAgreement,
} from "./validate/patient-scan.ts";
export {
  type PatientModality,
  type PatientStudyId,
  patientFilters,
  patientModalities,
  patientPreset,
  patientStudies,
} from "./validate/patient-study.ts";
export { toPatientTable } from "./validate/patient-table.ts";
export { type ReferenceRow, type ReferenceTable, referenceRows } from "./validate/reference.ts";
export { readTeamTable, type TeamRow, type TeamTable } from "./validate/team-table.ts";
export {
  allAgree,
  type Benchmark,
  countOutcomes,
  countOutcomesByFamily,
  type MapComparison,
  type OutcomeCounts,
  type Validation,
} from "./validate/validation.ts";
export { toBenchmarkTable, toMapTable } from "./validate/validation-table.ts";
