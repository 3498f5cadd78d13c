import { Bench } from "tinybench";

/** Times of runs, in ms. */
export interface Timing {
  readonly min: number;
  readonly median: number;
  readonly runs: number;
}

/** For how long, in ms, and how many runs something is timed at least. */
export interface Effort {
  readonly time: number;
  readonly runs: number;
}

let sink: unknown; // keeps results alive

/**
 * Times runs that take about `expected` ms each. Runs of more than 8 s are made twice, whatever the
 * effort.
 */
export function timeRuns(run: () => unknown, expected: number, { time, runs }: Effort): Timing {
  const iterations = expected > 8000 ? 2 : runs;
  const bench = new Bench({ time, iterations, warmup: false, throws: true });
  bench.add("run", () => {
    sink = run();
  });
  const [{ result }] = bench.runSync();
  if (result.state !== "completed") throw new Error(`timing was ${result.state}`);
  const { min, p50, samplesCount } = result.latency;
  return { min, median: p50, runs: samplesCount };
}

/** Runs for `time` ms, at least once, so that the code is compiled; gives the last run's time in ms. */
export function warmUp(run: () => unknown, time: number): number {
  const end = performance.now() + time;
  for (;;) {
    const last = timeOnce(run);
    if (performance.now() >= end) return last;
  }
}

/** The time of a run in ms, measured once. */
function timeOnce(run: () => unknown): number {
  const start = performance.now();
  sink = run();
  return performance.now() - start;
}

/** Whether a run has left a result, and so was not optimised away. */
export function hasResult(): boolean {
  return sink !== undefined;
}
