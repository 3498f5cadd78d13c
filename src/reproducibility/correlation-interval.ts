// Bonett and Wright, Psychometrika 65 (2000) 23, https://doi.org/10.1007/BF02294183

import type { CorrelationMethod } from "./correlation.ts";
import type { Interval } from "./estimate.ts";
import { normalQuantile } from "./normal-quantile.ts";

/**
 * The confidence interval of a correlation by Fisher's z, whose variance is 1 / (n - 3) for values and
 * (1 + r² / 2) / (n - 3) for ranks. null for fewer than four pairs, and for a correlation of 1 or -1, of which
 * z is infinite.
 *
 * @param pairs n, the number of pairs that the correlation r is of
 * @param tail the probability above the interval, as `tailOf` gives it
 */
export function correlationInterval(
  r: number,
  pairs: number,
  method: CorrelationMethod,
  tail: number,
): Interval | null {
  if (pairs < 4 || !(Math.abs(r) < 1 - rounding)) return null;
  const variance = (method === "spearman" ? 1 + r ** 2 / 2 : 1) / (pairs - 3);
  const reach = normalQuantile(1 - tail) * Math.sqrt(variance);
  return { lower: Math.tanh(Math.atanh(r) - reach), upper: Math.tanh(Math.atanh(r) + reach) };
}

/** A correlation of 1 comes out of sums that differ from it by less than this. */
const rounding = 1e-12;
