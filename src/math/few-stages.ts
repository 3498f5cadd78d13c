import { fresh } from "../base/workspace.ts";
import { type MixedRadix, planMixedRadix } from "./mixed-radix.ts";

/**
 * Factors that a stage can have, and about the time that it takes, in ns a value. Records keep the factors
 * whole numbers for the engine: in an array beside fractions they would make stages half as fast.
 */
const stageTimes = [
  { factor: 8, time: 2.7 },
  { factor: 7, time: 3.6 },
  { factor: 6, time: 2.7 },
  { factor: 5, time: 2.8 },
  { factor: 4, time: 2.3 },
  { factor: 3, time: 2.4 },
  { factor: 2, time: 2 },
] as const;

/** Time to copy a value to and from the arrays of a plan, in ns. */
const copyTime = 3;

/** The factors of a transform's stages, and about the time that it takes, in ns a value. */
interface Stages {
  readonly factors: readonly number[];
  readonly time: number;
}

/** The factors from 8 down to 2 that take the least time; null if the size has a prime factor above 7. */
function quickestStages(size: number, first = 0): Stages | null {
  if (size === 1) return { factors: [], time: 0 };
  let best: Stages | null = null;
  for (let i = first; i < stageTimes.length; i++) {
    const { factor, time } = stageTimes[i];
    if (size % factor !== 0) continue;
    const rest = quickestStages(size / factor, i);
    if (rest === null || (best !== null && best.time <= time + rest.time)) continue;
    best = { factors: [factor, ...rest.factors], time: time + rest.time };
  }
  return best;
}

/** The product of 2, 3, 5 and 7 to pad lines of `length` values to for `planFewStages`. */
export function fewStagesSize(length: number): number {
  let best = { size: 0, time: Number.POSITIVE_INFINITY };
  for (let size = length; size * copyTime < best.time; size++) {
    const stages = quickestStages(size);
    if (stages === null) continue;
    const time = size * (copyTime + stages.time);
    if (time < best.time) best = { size, time };
  }
  return best.size;
}

/** Values of a block that lie close at hand: 16 lines of 256 values. */
const blockValues = 4096;

/**
 * Transforms of a size that `fewStagesSize` gives, by as few and as long stages as it allows. All lines of
 * a block are transformed, however few are asked for.
 *
 * @param lines about the number of lines that are transformed in one call
 */
export function planFewStages(size: number, lines: number, workspace = fresh): MixedRadix {
  const stages = quickestStages(size);
  if (stages === null) throw new RangeError(`found ${size}, expected a product of 2, 3, 5 and 7`);
  const most = Math.max(4, Math.min(64, Math.floor(blockValues / size)));
  const blocks = Math.max(1, Math.ceil(lines / most));
  // an odd number: strides of powers of two would put the values of a step in the same lines of the cache
  const batch = Math.max(1, Math.ceil(lines / blocks)) | 1;
  return planMixedRadix(size, stages.factors, batch, workspace);
}
