import { digits, type TextTable } from "./result-tables.ts";
import type { Row } from "./results.ts";
import { mapTarget, type Reached } from "./targets.ts";
import { workloadTitle } from "./workload.ts";

/** Targets, and what was reached. Times in ms. */
export function reachedTable(reached: readonly Reached[]): TextTable {
  return {
    words: 2,
    head: ["workload", "", "target", "reached", "reached : target", "× floor"],
    rows: reached.map(({ workload, title, target, min, floor }) => [
      workload,
      title,
      target === null ? "–" : String(target),
      digits(min),
      target === null ? "–" : (min / target).toFixed(2),
      digits(min / floor),
    ]),
  };
}

/** How many voxels get the features of their neighbourhood in a second. */
export function mapTable(rows: readonly Row[]): TextTable {
  return {
    words: 2,
    head: ["task", "workload", "levels", "voxels a second", "target"],
    rows: rows
      .filter(({ group }) => group === "map")
      .map(({ task, workload, levels, voxels, min }) => [
        task,
        workloadTitle(workload),
        String(levels),
        ((1000 * voxels) / min).toFixed(0),
        task === mapTarget.task ? String(mapTarget.voxelsPerSecond) : "–",
      ]),
  };
}
