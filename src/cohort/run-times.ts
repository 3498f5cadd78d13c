import { readFile } from "node:fs/promises";
import { cpus, platform, release, totalmem } from "node:os";
import { parseJson } from "../node/parse-json.ts";

/** When and where a cohort was measured. */
export interface RunTimes {
  /**
   * When the call that measured the last rows began, as an ISO date; it may have continued an earlier
   * call.
   */
  readonly started: string;
  /** When that call ended, as an ISO date. */
  readonly finished: string;
  /** How long that call took, in s. */
  readonly seconds: number;
  readonly machine: {
    readonly node: string;
    readonly system: string;
    readonly processor: string;
    readonly cores: number;
    readonly memoryBytes: number;
    readonly workers: number;
  };
}

/** The times of a call that ends now, on this machine. */
export function timesOf(started: Date, workers: number): RunTimes {
  const finished = new Date();
  return {
    started: started.toISOString(),
    finished: finished.toISOString(),
    seconds: (finished.getTime() - started.getTime()) / 1000,
    machine: {
      node: process.version,
      system: `${platform()} ${release()}`,
      processor: cpus()[0]?.model.trim() ?? "unknown",
      cores: cpus().length,
      memoryBytes: totalmem(),
      workers,
    },
  };
}

interface RowCounts {
  readonly measured: number;
  readonly failed: number;
}

/**
 * The times in an existing `run.json`. null if there is none, or if it counts fewer than `rows` rows: the
 * call that measured the remaining ones then ended before it wrote the file.
 */
export async function readTimes(path: string, rows: number): Promise<RunTimes | null> {
  try {
    const found = parseJson(await readFile(path, "utf8")) as RunTimes & RowCounts;
    const { started, finished, seconds, machine, measured, failed } = found;
    const sound =
      [started, finished].every((time) => Number.isFinite(Date.parse(time))) &&
      Number.isFinite(seconds) &&
      typeof machine?.node === "string" &&
      measured + failed >= rows;
    return sound ? { started, finished, seconds, machine } : null;
  } catch {
    return null;
  }
}
