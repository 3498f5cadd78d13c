// Otsu, A threshold selection method from gray-level histograms, IEEE Transactions on Systems, Man, and
// Cybernetics 9 (1979) 62, https://doi.org/10.1109/TSMC.1979.4310076

import { checkArgument } from "../schema/check-argument.ts";

/**
 * Otsu's threshold of some intensities, without a histogram: every value is a possible threshold.
 *
 * Of all ways to divide the sorted values in a lower and an upper class, that with the largest variance between the
 * classes is taken; of ways with the same variance, the one with the lowest threshold. The threshold is the
 * lowest value of the upper class.
 *
 * @param values finite numbers
 * @returns null for values of which no two differ
 * @throws VoxomicsError `invalid-argument`
 *
 * @example
 * ```ts
 * import { otsuThreshold } from "voxomics";
 *
 * otsuThreshold([1, 2, 1, 9, 8, 9]); // 8
 * otsuThreshold([5, 5]); // null
 * ```
 */
export function otsuThreshold(values: ArrayLike<number>): number | null {
  checkArgument(values, "values", "numbers");
  const sorted = Float64Array.from(values).sort();
  const { length } = sorted;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / length;
  let best = Number.NEGATIVE_INFINITY;
  let threshold: number | null = null;
  let below = 0; // the sum of the lower class about the mean of all; that of the upper class is its negative
  for (let n = 1; n < length; n++) {
    below += sorted[n - 1] - mean;
    if (sorted[n] === sorted[n - 1]) continue;
    const between = (below * below) / (n * (length - n)); // times a constant
    if (between > best) {
      best = between;
      threshold = sorted[n];
    }
  }
  return threshold;
}
