import { performance } from "node:perf_hooks";
import type { Unit, UnitEntry } from "./unit.ts";

/** How far a run is, counted in rows of its tables; a case may have several. */
export interface CohortProgress {
  /** Rows that were measured, in this call or an earlier one. */
  readonly done: number;
  readonly failed: number;
  readonly left: number;
  /** All rows: those that are done, failed and left. */
  readonly total: number;
  /** Workers that measure. */
  readonly workers: number;
  /** Rows that this call finished, measured or failed, per second. */
  readonly rate: number;
  /** Time since this call began to measure, in seconds. */
  readonly secondsElapsed: number;
  /** Time to the end at this rate, in seconds; null before this call has finished a row. */
  readonly secondsLeft: number | null;
  /** The case of the row that was finished last; null before the first. */
  readonly id: string | null;
}

/**
 * Counts units and reports progress. `found` counts a unit that an earlier call finished, `begin` starts the clock,
 * `finished` counts a unit of this call, and `employ` states how many workers there are from now on.
 *
 * @param now time in ms since a fixed moment
 */
export function trackProgress(
  total: number,
  workers: number,
  onProgress: ((progress: CohortProgress) => void) | undefined,
  now: () => number = () => performance.now(),
) {
  let start = now();
  let employed = workers;
  let last: string | null = null;
  let [done, failed, finished] = [0, 0, 0];
  const count = ({ failure }: UnitEntry) => {
    if (failure === null) done++;
    else failed++;
  };
  const report = () => {
    const left = total - done - failed;
    const secondsElapsed = (now() - start) / 1000;
    const speed = speedOf(finished, left, secondsElapsed);
    const counts = { done, failed, left, total, workers: employed };
    onProgress?.({ ...counts, ...speed, secondsElapsed, id: last });
  };
  return {
    found: count,
    begin() {
      start = now();
      report();
    },
    finished(unit: Unit, entry: UnitEntry) {
      count(entry);
      finished++;
      last = unit.case.id;
      report();
    },
    employ(workers: number) {
      employed = workers;
      report();
    },
  };
}

/** The progress a number of seconds later, if no row was finished since. */
export function progressAfter(progress: CohortProgress, seconds: number): CohortProgress {
  const { rate, left } = progress;
  const secondsElapsed = progress.secondsElapsed + seconds;
  const finished = rate * progress.secondsElapsed;
  return { ...progress, ...speedOf(finished, left, secondsElapsed), secondsElapsed };
}

function speedOf(finished: number, left: number, seconds: number) {
  const rate = seconds > 0 ? finished / seconds : 0;
  return { rate, secondsLeft: rate > 0 ? left / rate : null };
}
