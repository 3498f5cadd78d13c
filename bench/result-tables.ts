import { alignColumns } from "../src/report/columns.ts";
import { type Growth, largestRatio } from "./growth.ts";
import type { Row } from "./results.ts";
import { workloadTitle } from "./workload.ts";

/** Head and cells of a table, of which the first `words` columns hold words and the others numbers. */
export interface TextTable {
  readonly words: number;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table for a terminal. */
export function tableLines({ words, head, rows }: TextTable): string[] {
  const columns = head.map((_, c) => ({ align: c < words ? "left" : "right", width: 0 }) as const);
  return alignColumns(columns, [head, ...rows]);
}

/** A table of all that was measured of each row. */
export function rowTable(rows: readonly Row[]): TextTable {
  return {
    words: 2,
    head: [
      "task",
      "workload",
      "voxels",
      "levels",
      "min ms",
      "median ms",
      "Mvoxel/s",
      "ns/voxel",
      "ns/direction",
      "floor ms",
      "× floor",
      "MiB",
      "bytes/voxel",
    ],
    rows: rows.map((row) => [
      row.task,
      workloadTitle(row.workload),
      String(row.voxels),
      row.levels === null ? "–" : String(row.levels),
      digits(row.min),
      digits(row.median),
      digits(row.voxels / row.min / 1e3),
      digits(perVoxel(row)),
      row.directions === 1 ? "–" : digits(perVoxel(row) / row.directions),
      digits(row.floor),
      digits(row.min / row.floor),
      row.memory === null ? "–" : digits(row.memory.growth / 2 ** 20),
      row.memory === null ? "–" : digits(row.memory.growth / row.boxVoxels),
    ]),
  };
}

export function growthTable(growths: readonly Growth[]): TextTable {
  return {
    words: 2,
    head: ["task", "workload", "levels", "may grow as", "exponent", "10⁷ : 10⁵ a voxel", ""],
    rows: growths.map(({ task, workload, levels, allowed, exponent, ratio }) => [
      task,
      workload,
      levels === null ? "–" : String(levels),
      allowed,
      exponent.toFixed(2),
      ratio === null ? "–" : ratio.toFixed(2),
      ratio !== null && ratio > largestRatio ? `above ${largestRatio}` : "",
    ]),
  };
}

/** Nanoseconds a voxel. */
function perVoxel({ min, voxels }: Row): number {
  return (min * 1e6) / voxels;
}

/** A number with three significant digits, or all digits before its point. */
export function digits(value: number): string {
  if (value === 0) return "0";
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
