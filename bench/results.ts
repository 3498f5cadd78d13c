import type { PeakMemory } from "./peak-memory.ts";
import type { Group } from "./tasks/task.ts";
import type { Workload } from "./workload.ts";

/** What `npm run bench -- --json FILE` writes. */
export interface Results {
  readonly machine: Machine;
  readonly rows: readonly Row[];
  readonly peers: readonly PeerRow[];
  readonly pools: readonly PoolRow[];
}

/** Where and when results were measured. */
export interface Machine {
  readonly version: string;
  /** ISO 8601, the day. */
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  /** Load average over the minute before the run: 0 on an idle machine. */
  readonly load: number;
}

/** A task on a workload. Times in ms, memory in bytes. */
export interface Row {
  readonly task: string;
  readonly group: Group;
  readonly workload: Workload;
  readonly voxels: number;
  readonly boxVoxels: number;
  /** N_g; null where levels do not matter. */
  readonly levels: number | null;
  readonly directions: number;
  readonly min: number;
  readonly median: number;
  readonly runs: number;
  /** Time of the fastest loop that only reads what the task must read, ms. */
  readonly floor: number;
  /** Memory at the peak of a run; null for regions that are small beside the memory of a process. */
  readonly memory: PeakMemory | null;
}

/** The time of another program for a task on the same arrays, ms; or the error why it could not do it. */
export interface PeerRow {
  readonly peer: string;
  readonly version: string;
  readonly task: string;
  readonly workload: Workload;
  readonly min: number | null;
  readonly error: string | null;
}

export type Collector = "parallel" | "single-threaded";

/** Regions measured by a pool of workers, in ms. */
export interface PoolRow {
  readonly workers: number;
  /** How the engine collects garbage: in threads of its own, or in those of the workers. */
  readonly collector: Collector;
  readonly regions: number;
  readonly min: number;
  readonly median: number;
  /** How many times as fast as one worker in the same round, by the median of the rounds. */
  readonly speedup: number;
  /** Speedup of as many threads that only count: the most that the machine allows. */
  readonly ceiling: number;
}

/** A text that is the same for the same task on the same workload, whenever it was measured. */
export function rowKey({ task, workload }: Pick<Row, "task" | "workload">): string {
  return [task, workload.name, workload.size, workload.levels].join("|");
}

/** Reads results, and says what is wrong with a file that holds none. */
export function parseResults(text: string, file: string): Results {
  const { machine, rows, peers = [], pools = [] } = JSON.parse(text) as Partial<Results>;
  if (!Array.isArray(rows) || machine === undefined) {
    throw new Error(
      `${file}: expected "machine" and "rows", as npm run bench -- --json writes them`,
    );
  }
  return { machine, rows, peers, pools };
}
