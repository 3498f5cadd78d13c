import { performance } from "node:perf_hooks";
import type { Unit, UnitEntry } from "./unit.ts";

/** How far a run is. What is counted are the rows of its tables: a case may have several. */
export interface CohortProgress {
  readonly done: number;
  readonly failed: number;
  readonly left: number;
  /** Measured or failed in this run, per second. */
  readonly rate: number;
  /** What is left at this rate, in seconds; null before anything is finished. */
  readonly secondsLeft: number | null;
  /** The case that was finished last; null before. */
  readonly id: string | null;
}

/** Counts units as they are found finished, and as they are. */
export function trackProgress(
  total: number,
  onProgress: ((progress: CohortProgress) => void) | undefined,
) {
  let start = performance.now();
  let [done, failed, now] = [0, 0, 0];
  const count = ({ failure }: UnitEntry) => {
    if (failure === null) done++;
    else failed++;
  };
  const report = (id: string | null) => {
    const left = total - done - failed;
    const rate = now === 0 ? 0 : (1000 * now) / (performance.now() - start);
    const secondsLeft = now === 0 ? null : left / rate;
    onProgress?.({ done, failed, left, rate, secondsLeft, id });
  };
  return {
    /** Of an earlier run. */
    found: count,
    begin() {
      start = performance.now();
      report(null);
    },
    finished(unit: Unit, entry: UnitEntry) {
      count(entry);
      now++;
      report(unit.case.id);
    },
  };
}
