import { once } from "../base/once.ts";
import { inWorkspace } from "../base/workspace.ts";
import type { SparseDistribution } from "../math/sums.ts";
import type { CountMatrix } from "../matrices/count-matrix.ts";

/** What GLCM features are computed from: sums over the symmetric, normalised matrix p_ij. */
export interface GlcmSummary {
  /** N_g. */
  readonly levels: number;
  /** Mean of the marginal p_i. */
  readonly mu: number;
  /** Variance of the marginal p_i. */
  readonly variance: number;
  /** The largest p_ij. */
  readonly maximum: number;
  /** Σ p_ij². */
  readonly squares: number;
  /** Σ i j p_ij. */
  readonly product: number;
  /** Σ (i - μ)(j - μ) p_ij. */
  readonly covariance: number;
  /** p_(i-j),k: the share of pairs whose levels differ by k. */
  readonly difference: SparseDistribution;
  /** Mean of p_(i-j),k. */
  readonly differenceMean: number;
  /**
   * Σ (i + j - 2μ)^n p_ij for n of 2, 3 and 4: central moments of p_(i+j),k, of which 2μ is the
   * mean.
   */
  readonly sum2: number;
  readonly sum3: number;
  readonly sum4: number;
  /** -Σ p log2 p of p_(i-j),k, p_(i+j),k and p_i. */
  readonly differenceEntropy: number;
  readonly sumEntropy: number;
  readonly marginalEntropy: number;
  /** Σ p_ij log2(p_ij / (p_i p_j)), 0 where the levels of a pair are independent. */
  readonly mutualInformation: number;
}

/** Working memory for summaries, one matrix after another. All counts are 0 between two summaries. */
export interface GlcmSums {
  /** Counts by level. */
  readonly marginal: Float64Array;
  /** Counts by difference of the two levels. */
  readonly difference: Float64Array;
  /** Counts by sum of the two levels. */
  readonly sum: Float64Array;
  /** The differences that occur. */
  readonly differences: Int32Array;
  /** The share of pairs with each of these differences. */
  readonly shares: Float64Array;
  /** Entry n is log2 n. */
  readonly logarithms: Float64Array;
}

/**
 * Working memory for matrices of up to `levels` levels and `entries` entries.
 *
 * @param tabled logarithms of counts up to this number are looked up in a table; all counts must
 *   then be integers
 */
export function glcmSums(levels: number, entries: number, tabled = 0): GlcmSums {
  const differences = Math.min(levels, entries);
  return {
    marginal: new Float64Array(levels + 1),
    difference: new Float64Array(levels),
    sum: new Float64Array(2 * levels + 1),
    differences: new Int32Array(differences),
    shares: new Float64Array(differences),
    // without a table no count is looked up: weighted counts are fractions
    logarithms: Float64Array.from({ length: tabled === 0 ? 0 : tabled + 1 }, (_, n) =>
      Math.log2(n),
    ),
  };
}

/** Summary of the upper triangle of pair counts, with at least one pair. */
export function summariseGlcm(matrix: CountMatrix): GlcmSummary {
  const { levels, n } = matrix;
  const most = Math.min(levels, n.length);
  return inWorkspace(({ floats }) =>
    summarisePairs(matrix, n.length, {
      marginal: floats(levels + 1),
      difference: floats(levels),
      sum: floats(2 * levels + 1),
      differences: new Int32Array(most),
      shares: new Float64Array(most),
      logarithms: areWhole(n) ? smallLogarithms() : noLogarithms,
    }),
  );
}

function areWhole(counts: Float64Array): boolean {
  for (let e = 0; e < counts.length; e++) if (!Number.isInteger(counts[e])) return false;
  return true;
}

const noLogarithms = new Float64Array(0);

/** log2 n of the counts n that are frequent. */
const smallLogarithms = once(() => Float64Array.from({ length: 1024 }, (_, n) => Math.log2(n)));

/**
 * Summary of the first `entries` entries of a matrix, in any order. The summary refers to arrays of
 * `room`: it is valid until the next summary that uses the same `room`.
 */
export function summarisePairs(matrix: CountMatrix, entries: number, room: GlcmSums): GlcmSummary {
  const { levels, i, j, n } = matrix;
  const { marginal, difference, sum, differences, shares, logarithms } = room;
  let pairs = 0;
  let levelSum = 0;
  let differenceSum = 0;
  for (let e = 0; e < entries; e++) {
    const low = i[e];
    const high = j[e];
    const count = n[e];
    pairs += count;
    levelSum += count * (low + high);
    differenceSum += count * (high - low);
    marginal[low] += count;
    marginal[high] += count;
    difference[high - low] += count;
    sum[low + high] += count;
  }
  const ends = 2 * pairs; // total of the marginal, and of the symmetric matrix
  const mu = levelSum / ends;
  const logPairs = logarithm(logarithms, pairs);
  const logEnds = logarithm(logarithms, ends);

  // sums over pairs, divided by the number of pairs at the end only: integers stay exact
  let maximum = 0;
  let squares = 0;
  let product = 0;
  let spread = 0;
  let covariance = 0;
  let sum2 = 0;
  let sum3 = 0;
  let sum4 = 0;
  let jointEntropy = 0;
  for (let e = 0; e < entries; e++) {
    const low = i[e];
    const high = j[e];
    const count = n[e];
    const cell = low === high ? 2 * count : count; // of the symmetric matrix
    const di = low - mu;
    const dj = high - mu;
    const both = di + dj;
    const square = count * both * both;
    if (cell > maximum) maximum = cell;
    squares += count * cell;
    product += count * low * high;
    spread += count * (di * di + dj * dj);
    covariance += count * di * dj;
    sum2 += square;
    sum3 += square * both;
    sum4 += square * both * both;
    jointEntropy -= count * (logarithm(logarithms, cell) - logEnds);
  }

  // a count is set to 0 once it has been used: for later entries with the same level, and the next
  // matrix
  let marginalEntropy = 0;
  let differenceEntropy = 0;
  let sumEntropy = 0;
  let size = 0;
  for (let e = 0; e < entries; e++) {
    const low = i[e];
    const high = j[e];
    const k = high - low;
    if (difference[k] > 0) {
      differences[size] = k;
      shares[size++] = difference[k] / pairs;
    }
    marginalEntropy += takeEntropy(marginal, low, logarithms, logEnds);
    marginalEntropy += takeEntropy(marginal, high, logarithms, logEnds);
    differenceEntropy += takeEntropy(difference, k, logarithms, logPairs);
    sumEntropy += takeEntropy(sum, low + high, logarithms, logPairs);
  }
  const mutualInformation = (marginalEntropy - jointEntropy) / pairs;
  return {
    levels,
    mu,
    variance: spread / ends,
    maximum: maximum / ends,
    squares: squares / pairs / ends,
    product: product / pairs,
    covariance: covariance / pairs,
    difference: { k: differences, p: shares, size },
    differenceMean: differenceSum / pairs,
    sum2: sum2 / pairs,
    sum3: sum3 / pairs,
    sum4: sum4 / pairs,
    differenceEntropy: differenceEntropy / pairs,
    sumEntropy: sumEntropy / pairs,
    marginalEntropy: marginalEntropy / ends,
    mutualInformation:
      mutualInformation < CLOSE_TO_0
        ? smallInformation(matrix, entries, marginal, ends)
        : mutualInformation,
  };
}

/** log2 n, from the table if n is in it. */
function logarithm(table: Float64Array, n: number): number {
  return n < table.length ? table[n] : Math.log2(n);
}

/** -n log2 (n / total) of count n = counts[k], which is then set to 0. */
function takeEntropy(
  counts: Float64Array,
  k: number,
  logarithms: Float64Array,
  logTotal: number,
): number {
  const count = counts[k];
  if (count === 0) return 0;
  counts[k] = 0;
  return count * (logTotal - logarithm(logarithms, count));
}

/** If the difference of entropies is smaller, it is too inexact as the mutual information. */
const CLOSE_TO_0 = 1e-4;

/** The mutual information from quotients of integers: exactly 0 where levels are independent. */
function smallInformation(
  { i, j, n }: CountMatrix,
  entries: number,
  marginal: Float64Array,
  ends: number,
): number {
  for (let e = 0; e < entries; e++) {
    marginal[i[e]] += n[e];
    marginal[j[e]] += n[e];
  }
  let sum = 0;
  for (let e = 0; e < entries; e++) {
    const cell = i[e] === j[e] ? 2 * n[e] : n[e];
    sum += 2 * n[e] * Math.log2((cell * ends) / (marginal[i[e]] * marginal[j[e]]));
  }
  for (let e = 0; e < entries; e++) {
    marginal[i[e]] = 0;
    marginal[j[e]] = 0;
  }
  return sum / ends;
}
