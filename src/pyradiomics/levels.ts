import { alignedEdges, type BinEdges } from "../processing/bin-edges.ts";
import { type LevelVolume, levelsBetween } from "../processing/discretise.ts";
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

/**
 * The grey levels of a region as PyRadiomics makes them: the level of an intensity is the number of bin edges
 * that it reaches. Edges of fixed width are multiples of the width, and level 1 holds the lowest intensity of
 * the region. N_g is the highest level that occurs.
 *
 * Levels are those under numpy before version 2, which has the edges of a number of bins in the precision of the
 * image's array, and those of fixed width in 64 bits. An intensity of 0.7 in a `Float32Array` reaches an edge at 0.7
 * of the former, and lies below one of the latter.
 *
 * @throws VoxomicsError `discretisation` for more than 65,535 levels
 */
export function digitise(image: Volume, mask: Mask, rules: LevelRules): LevelVolume {
  const { lowest, highest } = rangeIn(image, mask);
  const bins = binsOf(lowest, highest, rules, image.data instanceof Float32Array);
  return { ...gridOf(image), ...levelsBetween(image, mask, bins, highest) };
}

function binsOf(
  lowest: number,
  highest: number,
  { binWidth, binCount }: LevelRules,
  inFloat32: boolean,
): BinEdges {
  if (binCount === null) return alignedEdges(lowest, binWidth);
  // numpy's histogram widens a range of 0 by a half on both sides
  const flat = lowest === highest;
  const [first, last] = flat ? [lowest - 0.5, highest + 0.5] : [lowest, highest];
  const step = (last - first) / binCount;
  const stored = inFloat32 ? Math.fround : (x: number) => x;
  // PyRadiomics moves the last edge up by 1, so that the highest intensity lies below it: past 2^24 or 2^53 it does not
  const end = stored(stored(last) + 1);
  const edge = (k: number) => (k < binCount ? stored(first + k * step) : end);
  return { first, step, count: binCount, edge };
}
