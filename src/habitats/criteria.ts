import { inertiaOf } from "./k-means.ts";
import { drawnNumbers, type Points, somePoints, squaredDistance } from "./points.ts";

/** Points divided into clusters, each of which has at least one. */
export interface Division {
  /** The cluster of each point, from 0. */
  readonly clusters: Uint8Array;
  /** The coordinates of the clusters' means, one cluster after the other. */
  readonly centres: Float64Array;
}

/**
 * The index of Calinski and Harabasz (1974): the spread between clusters to that within them, each by its degrees of
 * freedom, (B / (k - 1)) / (W / (n - k)). Higher is better.
 *
 * @returns null without spread within clusters
 */
export function calinskiHarabasz(points: Points, { clusters, centres }: Division): number | null {
  const { values, dimensions: d, count } = points;
  const number = centres.length / d;
  const mean = new Float64Array(d);
  for (let p = 0; p < values.length; p++) mean[p % d] += values[p] / count;
  const counts = sizesOf(clusters, number);
  let between = 0;
  for (let c = 0; c < number; c++) between += counts[c] * squaredDistance(centres, c, mean, 0, d);
  const within = inertiaOf(points, clusters, centres);
  return within > 0 ? between / (number - 1) / (within / (count - number)) : null;
}

/**
 * The index of Davies and Bouldin (1979): how wide two clusters are to how far they lie apart, of the worst partner of
 * each cluster, averaged. A cluster's width is the mean distance of its points from its mean. Lower is better.
 *
 * @returns null where two clusters have one mean
 */
export function daviesBouldin(points: Points, { clusters, centres }: Division): number | null {
  const { values, dimensions: d, count } = points;
  const number = centres.length / d;
  const counts = sizesOf(clusters, number);
  const widths = new Float64Array(number);
  for (let i = 0; i < count; i++) {
    widths[clusters[i]] += Math.sqrt(squaredDistance(values, i, centres, clusters[i], d));
  }
  for (let c = 0; c < number; c++) widths[c] /= counts[c];
  let sum = 0;
  for (let a = 0; a < number; a++) {
    let worst = 0;
    for (let b = 0; b < number; b++) {
      if (a === b) continue;
      const apart = Math.sqrt(squaredDistance(centres, a, centres, b, d));
      worst = Math.max(worst, (widths[a] + widths[b]) / apart);
    }
    sum += worst;
  }
  return Number.isFinite(sum) ? sum / number : null;
}

/**
 * The mean silhouette of points (Rousseeuw 1987): (b - a) / max(a, b), where a is the mean distance of a point from the
 * others of its cluster, and b that from the points of the nearest other cluster; 0 for a point that is alone in its
 * cluster. Higher is better.
 *
 * @returns null where all points are in one cluster
 */
export function meanSilhouette(
  points: Points,
  clusters: ArrayLike<number>,
  number: number,
): number | null {
  const { values, dimensions, count } = points;
  const counts = sizesOf(clusters, number);
  if (counts.filter((size) => size > 0).length < 2) return null;
  const sums = new Float64Array(number);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const own = clusters[i];
    if (counts[own] === 1) continue;
    sums.fill(0);
    for (let j = 0; j < count; j++) {
      sums[clusters[j]] += Math.sqrt(squaredDistance(values, i, values, j, dimensions));
    }
    const inside = sums[own] / (counts[own] - 1);
    let nearest = Number.POSITIVE_INFINITY;
    for (let c = 0; c < number; c++) {
      if (c !== own && counts[c] > 0) nearest = Math.min(nearest, sums[c] / counts[c]);
    }
    const larger = Math.max(inside, nearest);
    if (larger > 0) total += (nearest - inside) / larger;
  }
  return total / count;
}

/** `meanSilhouette` of at most so many points, which a seed draws. */
export function sampledSilhouette(
  points: Points,
  { clusters, centres }: Division,
  { most, seed }: { readonly most: number; readonly seed: number },
): number | null {
  const number = centres.length / points.dimensions;
  if (points.count <= most) return meanSilhouette(points, clusters, number);
  const chosen = drawnNumbers(points.count, most, seed);
  const some = Uint8Array.from(chosen, (i) => clusters[i]);
  return meanSilhouette(somePoints(points, chosen), some, number);
}

function sizesOf(clusters: ArrayLike<number>, number: number): Float64Array {
  const counts = new Float64Array(number);
  for (let i = 0; i < clusters.length; i++) counts[clusters[i]]++;
  return counts;
}
