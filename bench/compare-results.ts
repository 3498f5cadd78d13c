import { groupBy } from "../src/base/group-by.ts";
import { digits, type TextTable } from "./result-tables.ts";
import { type Results, type Row, rowKey } from "./results.ts";
import { workloadTitle } from "./workload.ts";

/** The same row of two results. */
export interface Pair {
  readonly before: Row;
  readonly after: Row;
  /** Time after divided by time before. */
  readonly ratio: number;
  /** The ratio, divided by that of the floors: an estimate of the ratio on one machine. */
  readonly normalised: number;
}

export interface Comparison {
  /** The slowest first. */
  readonly pairs: readonly Pair[];
  /** Rows that only one of the results has. */
  readonly onlyBefore: readonly Row[];
  readonly onlyAfter: readonly Row[];
}

/** Pairs the rows of two results. */
export function compareResults(before: Results, after: Results): Comparison {
  const partners = new Map(after.rows.map((row) => [rowKey(row), row]));
  const keys = new Set(before.rows.map(rowKey));
  const pairs = before.rows.flatMap((row) => {
    const partner = partners.get(rowKey(row));
    return partner === undefined ? [] : [{ before: row, after: partner }];
  });
  // by size, as caches make the machines differ more for some sizes than for others
  const bySize = groupBy(pairs, ({ before: { voxels } }) => sizeClass(voxels));
  const compared = [...bySize.values()].flatMap((alike) => {
    const machines = median(alike.map((pair) => pair.after.floor / pair.before.floor));
    return alike.map((pair) => {
      const ratio = pair.after.min / pair.before.min;
      return { ...pair, ratio, normalised: ratio / machines };
    });
  });
  return {
    pairs: compared.sort((a, b) => b.normalised - a.normalised),
    onlyBefore: before.rows.filter((row) => !partners.has(rowKey(row))),
    onlyAfter: after.rows.filter((row) => !keys.has(rowKey(row))),
  };
}

/** The pairs that got slower by more than the threshold. */
export function slower({ pairs }: Comparison, threshold: number): Pair[] {
  return pairs.filter(({ normalised }) => normalised > threshold);
}

export function pairTable(pairs: readonly Pair[]): TextTable {
  return {
    words: 2,
    head: ["task", "workload", "before ms", "after ms", "ratio", "floors", "ratio by floors"],
    rows: pairs.map(({ before, after, ratio, normalised }) => [
      before.task,
      workloadTitle(before.workload),
      digits(before.min),
      digits(after.min),
      ratio.toFixed(2),
      (ratio / normalised).toFixed(2),
      normalised.toFixed(2),
    ]),
  };
}

function sizeClass(voxels: number): string {
  return String(Math.round(Math.log10(voxels)));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
