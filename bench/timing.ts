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

/** CPU time, in ms, that warming up takes at least, and at most. */
const warmingTime = { least: 3000, most: 15_000 };

/** CPU time, in ms, after which a warm-up looks whether runs have become faster. */
const warmingStep = 500;

/** Runs have become faster if the mean of a step is below this part of the lowest mean before. */
const faster = 0.95;

/**
 * Runs until all code is compiled: for 3 s of CPU time at least, and then in steps of half a second until a
 * step's runs are not faster than those before by 5 %, for 15 s at most. CPU time, because a machine
 * with other work gives a run little of a second. Gives the lowest mean time of a run in ms.
 */
export function warmUpFully(run: () => unknown): number {
  let spent = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (;;) {
    let time = 0;
    let runs = 0;
    for (; time < warmingStep; runs++) time += cpuTimeOnce(run);
    spent += time;
    const isFaster = time / runs < faster * lowest;
    lowest = Math.min(lowest, time / runs);
    if (spent >= warmingTime.most || (spent >= warmingTime.least && !isFaster)) return lowest;
  }
}

/** The CPU time of a run in ms, with that of the threads that compile and collect garbage meanwhile. */
function cpuTimeOnce(run: () => unknown): number {
  const before = process.cpuUsage();
  sink = run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
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
