import { VoxomicsError } from "../messages/errors.ts";
import { type LevelVolume, MAX_LEVELS } from "../processing/discretise.ts";
import { orDefault, orNull, withDefault } from "../schema/defaults.ts";
import { integer, number } from "../schema/values.ts";
import { type Mask, rangeIn } from "../volume/mask.ts";
import { gridOf, type Volume } from "../volume/volume.ts";

/** How intensities become grey levels. */
export const levelSettings = {
  binWidth: orDefault(
    number({ description: "Width of the bins, in units of the image.", exclusiveMinimum: 0 }),
    25,
  ),
  binCount: withDefault(
    orNull(
      integer({
        description: "Number of bins; binWidth then has no effect. null: bins of binWidth.",
        exclusiveMinimum: 0,
      }),
    ),
    null,
  ),
} as const;

/** The settings that `digitise` reads. */
export interface LevelRules {
  readonly binWidth: number;
  readonly binCount: number | null;
}

/** Bins: edge k is first + k step. Where their number is finite, the last bin has no upper edge. */
interface Bins {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

/**
 * The grey levels of a region as PyRadiomics makes them: the level of an intensity is the number of bin edges
 * that it reaches. Edges of fixed width are multiples of the width, and level 1 holds the lowest intensity of
 * the region. N_g is the highest level that occurs.
 *
 * @throws VoxomicsError `discretisation` for more than 65,535 levels
 */
export function digitise(image: Volume, mask: Mask, rules: LevelRules): LevelVolume {
  const { lowest, highest } = rangeIn(image, mask);
  const bins = binsOf(lowest, highest, rules);
  const most = levelOf(highest, bins);
  if (most > MAX_LEVELS) {
    throw new VoxomicsError(
      "discretisation",
      `bins of ${bins.step} from ${bins.first} to ${highest} would give ${most} grey levels; at most ${MAX_LEVELS} are possible: choose wider bins`,
      { levels: most, limit: MAX_LEVELS },
    );
  }
  const data = new Uint16Array(image.data.length);
  let levels = 0;
  for (let v = 0; v < data.length; v++) {
    if (mask.data[v] === 0) continue;
    const level = levelOf(image.data[v], bins);
    data[v] = level;
    if (level > levels) levels = level;
  }
  return { ...gridOf(image), data, levels };
}

function binsOf(lowest: number, highest: number, { binWidth, binCount }: LevelRules): Bins {
  if (binCount === null) {
    const first = lowest - modulo(lowest, binWidth);
    // numpy's ranges step by the difference of their first two numbers
    const step = first + binWidth - first;
    return { first, step, count: Number.POSITIVE_INFINITY };
  }
  // numpy's histogram widens a range of 0 by a half on both sides
  const flat = lowest === highest;
  const [from, to] = flat ? [lowest - 0.5, highest + 0.5] : [lowest, highest];
  return { first: from, step: (to - from) / binCount, count: binCount };
}

/** The remainder with the sign of the divisor. */
function modulo(x: number, divisor: number): number {
  const rest = x % divisor;
  return rest < 0 ? rest + divisor : rest;
}

/** How many edges an intensity reaches: a quotient can be off by one where it meets an edge. */
function levelOf(x: number, { first, step, count }: Bins): number {
  let level = Math.floor((x - first) / step) + 1;
  while (level < count && first + level * step <= x) level++;
  while (level > 1 && (level > count || first + (level - 1) * step > x)) level--;
  return level;
}
