import type { Floor, Memories } from "./floor.ts";
import { type ReadLoop, readLoops } from "./read-loops.ts";
import { type Effort, timeRuns, warmUp } from "./timing.ts";

/** Shortest time that is measured, ms: a shorter loop is run several times. */
const shortest = 0.05;

/** The time of a floor's reads in ms, each made in the fastest of several ways. */
export function measureFloor(floor: Floor, memories: Memories, effort: Effort): number {
  return readLoops(floor.reads, memories)
    .map((ways) => Math.min(...ways.map((loop) => timeLoop(loop, effort))))
    .reduce((sum, ms) => sum + ms, 0);
}

function timeLoop(loop: ReadLoop, { time, runs }: Effort): number {
  const once = warmUp(loop, time / 50);
  const repeats = Math.max(1, Math.ceil(shortest / Math.max(once, 1e-5)));
  const repeated = () => {
    let sum = 0;
    for (let n = 0; n < repeats; n++) sum += loop();
    return sum;
  };
  return timeRuns(repeated, once * repeats, { time: time / 20, runs }).min / repeats;
}
