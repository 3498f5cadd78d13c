import type { Task } from "./tasks/task.ts";
import { tasks } from "./tasks/tasks.ts";
import { fixedNames, fixedWorkloads, type Workload, workloadTitle } from "./workload.ts";

/** Which rows are wanted. */
export interface Selection {
  /** Words that the title of a row must all have; of words divided by commas, one is enough. */
  readonly words: readonly string[];
  /** Voxels of synthetic regions. */
  readonly sizes: readonly number[];
  /** Grey levels of smooth regions, and of noise. */
  readonly levels: readonly number[];
  readonly noiseLevels: readonly number[];
  /** Whether the CT phantom is installed. */
  readonly phantom: boolean;
}

/** A row to be measured. */
export interface PlannedRow {
  readonly task: Task;
  readonly workload: Workload;
}

export const everySize: readonly number[] = [1e3, 1e4, 1e5, 1e6, 1e7];
export const quickSizes: readonly number[] = [1e3, 1e4, 1e5];
export const everyLevel: readonly number[] = [8, 64, 256, 1024];
export const noiseLevel: readonly number[] = [64];

/** The rows of a selection: every task on the workloads that its time depends on. */
export function planRows(selection: Selection): PlannedRow[] {
  return tasks
    .flatMap((task) => workloadsFor(task, selection).map((workload) => ({ task, workload })))
    .filter((row) => selection.words.every((word) => matches(row, word)));
}

/** `family glcm, smooth 100000, 64 levels` */
export function rowTitle({ task, workload }: PlannedRow): string {
  return `${task.group} ${task.id}, ${workloadTitle(workload)}`;
}

function matches(row: PlannedRow, word: string): boolean {
  const title = rowTitle(row).toLowerCase();
  return word.split(",").some((alternative) => title.includes(alternative.toLowerCase()));
}

function workloadsFor(
  { dependsOn, largest = Number.POSITIVE_INFINITY }: Task,
  { sizes, levels, noiseLevels, phantom }: Selection,
): Workload[] {
  const own = fixedNames
    .filter((name) => (phantom || name === "lesion") && fixedWorkloads[name] <= largest)
    .map((name): Workload => ({ name, size: null, levels: null }));
  const ofSizes = (name: Workload["name"], counts: readonly (number | null)[]): Workload[] =>
    sizes
      .filter((size) => size <= largest)
      .flatMap((size) => counts.map((count) => ({ name, size, levels: count })));
  switch (dependsOn) {
    case "image":
      return ofSizes("cube", [null]);
    case "shape":
      return [...ofSizes("smooth", [null]), ...own];
    case "intensities":
      return [...ofSizes("smooth", [null]), ...ofSizes("noise", [null]), ...own];
    case "levels":
      return [...ofSizes("smooth", levels), ...ofSizes("noise", noiseLevels), ...own];
  }
}
