import { digits, type TextTable } from "./result-tables.ts";
import type { Machine } from "./results.ts";

/** What whole calls and whole processes take: `bench/results/calls/VERSION.json`. Times in ms. */
export interface Calls {
  readonly machine: Machine;
  /** Load average when the last call ended. */
  readonly loadAfter: number;
  readonly contests: readonly ContestResult[];
  readonly processes: readonly ProcessRow[];
}

/** Tasks that were timed in turns with another program on the same arrays. */
export interface ContestResult {
  readonly name: string;
  /** What the arrays are. */
  readonly what: string;
  readonly rows: readonly TurnRow[];
}

/** CPU time of one task, ours and a peer's; null where the peer could not do it. */
export interface TurnRow {
  readonly task: string;
  readonly peer: string;
  readonly ours: { readonly median: number; readonly min: number };
  readonly theirs: { readonly median: number; readonly min: number } | null;
  /** Why the peer could not do it; empty if it could. */
  readonly problem: string;
}

/** What a run of the command line takes from its start to its end, the shortest of several. */
export interface ProcessRow {
  /** What is measured, in words. */
  readonly title: string;
  /** Number of feature values that it writes. */
  readonly values: number;
  /** Wall time. */
  readonly wall: number;
  /** CPU time of all threads. */
  readonly cpu: number;
  /** Largest resident size, in bytes. */
  readonly memory: number;
}

/** Reads what whole calls take, and says what is wrong with a file that holds none. */
export function parseCalls(text: string, file: string): Calls {
  const { machine, loadAfter, contests = [], processes = [] } = JSON.parse(text) as Partial<Calls>;
  if (machine === undefined || loadAfter === undefined) {
    throw new Error(
      `${file}: expected "machine" and "loadAfter", as bench/peers/in-turns.ts --json writes them`,
    );
  }
  return { machine, loadAfter, contests, processes };
}

/** Tasks, times of both programs, and how many times as long the peer takes. */
export function turnTable(rows: readonly TurnRow[]): TextTable {
  const cells = (row: TurnRow, of: "median" | "min") => [
    row.theirs === null ? "–" : digits(row.theirs[of]),
    digits(row.ours[of]),
    row.theirs === null ? "–" : digits(row.theirs[of] / row.ours[of]),
  ];
  return {
    words: 1,
    head: [
      "",
      ...["peer, median", "voxomics, median", "times"],
      ...["peer, shortest", "voxomics, shortest", "times", "trouble"],
    ],
    rows: rows.map((row) => [row.task, ...cells(row, "median"), ...cells(row, "min"), row.problem]),
  };
}
