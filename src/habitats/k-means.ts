// Lloyd, Least squares quantization in PCM, IEEE Transactions on Information Theory 28 (1982) 129. Distances that
// cannot change a point's cluster are left out by the bounds of Hamerly, Making k-means even faster, SDM 2010, 130

import { type Points, squaredDistance } from "./points.ts";

/** Points divided into clusters. */
export interface Clustering {
  /** The cluster of each point, from 0. */
  readonly clusters: Uint8Array;
  /** The coordinates of the clusters' means, one cluster after the other. */
  readonly centres: Float64Array;
  /** The sum of the squared distances of all points from the mean of their cluster. */
  readonly inertia: number;
  /** How often points were assigned to their nearest centre. */
  readonly iterations: number;
  /** Whether it ended because no point moved, or centres moved by no more than the tolerance. */
  readonly converged: boolean;
}

/**
 * k-means from given centres (Lloyd): points go to their nearest centre, centres to the mean of their points, until no
 * point moves. A point leaves its cluster only for a centre that is strictly nearer; of several such, the first.
 *
 * A centre that is left without a point goes to the point that is the farthest from its own centre.
 *
 * @param start coordinates of the centres, one after the other; at least as many points differ
 * @param until `iterations`: after so many the clusters are taken as they are; `tolerance`: so they are once all centres
 *   together moved no farther, the root of the sum of their squared moves
 */
export function kMeans(
  points: Points,
  start: Float64Array,
  { iterations, tolerance }: { readonly iterations: number; readonly tolerance: number },
): Clustering {
  const state = stateOf(points, start);
  assignAll(state);
  let done = 1;
  let moved = points.count;
  let isStill = false;
  // bounds, and sums that follow single points, carry rounding errors: the end is checked without them
  for (let exact = false; !(isStill || (exact && moved === 0)); ) {
    if (done === iterations) break;
    exact = moved === 0;
    if (exact) sumUp(state);
    const refilled = moveCentres(state);
    moved = exact || refilled ? assignAll(state) : assignChanged(state);
    if (refilled) moved++;
    isStill = !refilled && Math.hypot(...state.moves) <= tolerance && moved > 0;
    done++;
  }
  sumUp(state);
  moveCentres(state);
  const { clusters, centres } = state;
  return {
    clusters,
    centres,
    inertia: inertiaOf(points, clusters, centres),
    iterations: done,
    converged: isStill || moved === 0,
  };
}

/** The sum of the squared distances of points from the centre of their cluster. */
export function inertiaOf(
  { values, dimensions, count }: Points,
  clusters: Uint8Array,
  centres: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum += squaredDistance(values, i, centres, clusters[i], dimensions);
  }
  return sum;
}

interface State {
  readonly points: Points;
  /** Number of clusters. */
  readonly number: number;
  readonly clusters: Uint8Array;
  readonly centres: Float64Array;
  /** Points of each cluster, and the sums of their coordinates. */
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  /** At least the distance of each point from its centre. */
  readonly upper: Float64Array;
  /** At most its distance from any other centre. */
  readonly lower: Float64Array;
  /** How far each centre moved. */
  readonly moves: Float64Array;
}

function stateOf(points: Points, start: Float64Array): State {
  const number = start.length / points.dimensions;
  return {
    points,
    number,
    clusters: new Uint8Array(points.count),
    centres: start.slice(),
    counts: new Float64Array(number),
    sums: new Float64Array(start.length),
    upper: new Float64Array(points.count),
    lower: new Float64Array(points.count),
    moves: new Float64Array(number),
  };
}

/** Assigns every point by all its distances. Gives the number of points that changed their cluster. */
function assignAll(state: State): number {
  let moved = 0;
  for (let i = 0; i < state.points.count; i++) if (assignOne(state, i)) moved++;
  sumUp(state);
  return moved;
}

/** Assigns one point by its distances from all centres, and sets its bounds. Whether it changed its cluster. */
function assignOne({ points, number, clusters, centres, upper, lower }: State, i: number): boolean {
  const { values, dimensions } = points;
  const own = clusters[i];
  let best = own;
  let nearest = squaredDistance(values, i, centres, own, dimensions);
  let second = Number.POSITIVE_INFINITY;
  for (let c = 0; c < number; c++) {
    if (c === own) continue;
    const far = squaredDistance(values, i, centres, c, dimensions);
    if (far < nearest) {
      second = nearest;
      nearest = far;
      best = c;
    } else if (far < second) second = far;
  }
  upper[i] = Math.sqrt(nearest);
  lower[i] = Math.sqrt(second);
  clusters[i] = best;
  return best !== own;
}

/** Counts the points of all clusters and sums their coordinates. */
function sumUp({ points: { values, dimensions: d, count }, clusters, counts, sums }: State): void {
  counts.fill(0);
  sums.fill(0);
  for (let i = 0, p = 0; i < count; i++) {
    const c = clusters[i];
    counts[c]++;
    for (let f = 0, s = c * d; f < d; f++, s++, p++) sums[s] += values[p];
  }
}

/** Moves centres to the means of their points. Whether a centre without a point was given one. */
function moveCentres(state: State): boolean {
  const { points, number, centres, counts, sums, moves } = state;
  const d = points.dimensions;
  const empty: number[] = [];
  for (let c = 0; c < number; c++) {
    if (counts[c] === 0) {
      empty.push(c);
      continue;
    }
    let by = 0;
    for (let s = c * d; s < (c + 1) * d; s++) {
      const mean = sums[s] / counts[c];
      by += (mean - centres[s]) ** 2;
      centres[s] = mean;
    }
    moves[c] = Math.sqrt(by);
  }
  for (const c of empty) refill(state, c);
  return empty.length > 0;
}

/** Gives a centre without a point the point that is the farthest from its own centre. */
function refill({ points, clusters, centres, counts, sums }: State, cluster: number): void {
  const { values, dimensions: d, count } = points;
  let farthest = -1;
  let point = 0;
  for (let i = 0; i < count; i++) {
    const far =
      counts[clusters[i]] === 1 ? -1 : squaredDistance(values, i, centres, clusters[i], d);
    if (far > farthest) {
      farthest = far;
      point = i;
    }
  }
  const old = clusters[point];
  clusters[point] = cluster;
  counts[cluster] = 1;
  counts[old]--;
  for (let f = 0; f < d; f++) {
    const x = values[point * d + f];
    sums[cluster * d + f] = x;
    centres[cluster * d + f] = x;
    sums[old * d + f] -= x;
    centres[old * d + f] = sums[old * d + f] / counts[old];
  }
}

/**
 * Assigns the points whose bounds allow that another centre is nearer, after centres moved. Gives the number of points
 * that changed their cluster.
 */
function assignChanged(state: State): number {
  const { points, clusters, centres, counts, sums, upper, lower, moves } = state;
  const { values, dimensions: d, count } = points;
  const apart = halfDistances(state);
  const { first, largest, second } = largestMoves(moves);
  let moved = 0;
  for (let i = 0; i < count; i++) {
    const own = clusters[i];
    const far = upper[i] + moves[own];
    const others = lower[i] - (own === first ? second : largest);
    const bound = others > apart[own] ? others : apart[own];
    lower[i] = others;
    if (far < bound) {
      upper[i] = far;
      continue;
    }
    const exact = Math.sqrt(squaredDistance(values, i, centres, own, d));
    upper[i] = exact;
    if (exact < bound || !assignOne(state, i)) continue;
    moved++;
    const now = clusters[i];
    counts[own]--;
    counts[now]++;
    for (let f = 0; f < d; f++) {
      const x = values[i * d + f];
      sums[own * d + f] -= x;
      sums[now * d + f] += x;
    }
  }
  return moved;
}

/** Half the distance of each centre from the nearest other one. */
function halfDistances({ points: { dimensions }, number, centres }: State): Float64Array {
  const half = new Float64Array(number).fill(Number.POSITIVE_INFINITY);
  for (let a = 0; a < number; a++) {
    for (let b = a + 1; b < number; b++) {
      const far = Math.sqrt(squaredDistance(centres, a, centres, b, dimensions)) / 2;
      half[a] = Math.min(half[a], far);
      half[b] = Math.min(half[b], far);
    }
  }
  return half;
}

/** The centre that moved the farthest, how far, and how far the next. */
function largestMoves(moves: Float64Array): { first: number; largest: number; second: number } {
  let first = 0;
  for (let c = 1; c < moves.length; c++) if (moves[c] > moves[first]) first = c;
  let second = 0;
  for (let c = 0; c < moves.length; c++) if (c !== first) second = Math.max(second, moves[c]);
  return { first, largest: moves[first], second };
}
