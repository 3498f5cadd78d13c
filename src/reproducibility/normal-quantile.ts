import normalQuantileOf from "@stdlib/stats-base-dists-normal-quantile";

/**
 * Quantile of the standard normal distribution. Perturbations need it and no other distribution, so it has a
 * file of its own: workers load no more.
 */
export function normalQuantile(p: number): number {
  return normalQuantileOf(p, 0, 1);
}
