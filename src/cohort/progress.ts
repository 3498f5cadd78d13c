import { performance } from "node:perf_hooks";
import type { Unit, UnitEntry } from "./unit.ts";

export interface CohortProgress {
  readonly done: number;
  readonly failed: number;
  readonly left: number;
  /** Measured or failed in this run, per second. */
  readonly rate: number;
  /** What is left at this rate, in seconds; null before anything is finished. */
  readonly secondsLeft: number | null;
  /** The case that was finished last. */
  readonly id: string;
}

/** Counts units as they are found finished, and as they are. */
export function trackProgress(
  total: number,
  onProgress: ((progress: CohortProgress) => void) | undefined,
) {
  const start = performance.now();
  let [done, failed, now] = [0, 0, 0];
  return {
    /** Of an earlier run. */
    found({ failure }: UnitEntry) {
      if (failure === null) done++;
      else failed++;
    },
    finished(unit: Unit, { failure }: UnitEntry) {
      if (failure === null) done++;
      else failed++;
      now++;
      const rate = (1000 * now) / (performance.now() - start);
      const left = total - done - failed;
      const secondsLeft = rate > 0 ? left / rate : null;
      onProgress?.({ done, failed, left, rate, secondsLeft, id: unit.case.id });
    },
  };
}
