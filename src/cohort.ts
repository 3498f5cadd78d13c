/**
 * Cohorts, for Node: many cases measured in worker threads, and taken up again where a run stopped.
 *
 * ```ts
 * import { runCohort } from "voxomics/cohort";
 *
 * await runCohort({
 *   manifest: "manifest.csv",
 *   settings: [{ name: "ct", settings: { resample: { spacing: [2, 2, 2] } } }],
 *   perturb: { perturbations: ["RNCV"], repeats: 20, seed: 1 },
 *   out: "perturbed",
 * });
 * ```
 *
 * @module voxomics/cohort
 */

export type { CaseReading } from "./case/case-reading.ts";
export type { CohortCase } from "./cohort/cohort-case.ts";
export type { Manifest } from "./cohort/manifest.ts";
export { parseManifest } from "./cohort/manifest.ts";
export { type MergeOptions, mergeCohort } from "./cohort/merge-cohort.ts";
export type { NamedPerturbation, PerturbationPlan } from "./cohort/perturbation-plan.ts";
export type { CohortProgress } from "./cohort/progress.ts";
export type { ReadableFolder } from "./cohort/queue/readable-folders.ts";
export {
  type QueueWorkerOptions,
  runQueueWorker,
  type WorkerCounts,
} from "./cohort/queue/run-queue-worker.ts";
export { readPlan } from "./cohort/read-plan.ts";
export type { ReportedItem } from "./cohort/reporting-guideline.ts";
export { type CohortOptions, runCohort } from "./cohort/run-cohort.ts";
export type { MergedShard, RunRecord } from "./cohort/run-record.ts";
export type { RunTimes } from "./cohort/run-times.ts";
export type { Shard } from "./cohort/shard.ts";
export type { FailedUnit, NotedUnit } from "./cohort/tables.ts";
export type { CohortResult } from "./cohort/write-tables.ts";
