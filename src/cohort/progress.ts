import { performance } from "node:perf_hooks";
import type { Unit, UnitEntry } from "./unit.ts";

/** How far a run is, counted in rows of its tables; a case may have several. */
export interface CohortProgress {
  /** Rows that were measured, in this call or an earlier one. */
  readonly done: number;
  readonly failed: number;
  readonly left: number;
  /** Rows that this call finished, measured or failed, per second. */
  readonly rate: number;
  /** Time to the end at this rate, in seconds; null before this call has finished a row. */
  readonly secondsLeft: number | null;
  /** The case of the row that was finished last; null before the first. */
  readonly id: string | null;
}

/**
 * Counts units and reports progress: `found` counts one that an earlier call finished, `begin` starts the
 * clock, `finished` counts one of this call.
 */
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
