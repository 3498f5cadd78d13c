import { expectation, type SparseDistribution, sparseEntropy } from "../math/sums.ts";
import type { CountMatrix } from "../matrices/count-matrix.ts";
import type { FeatureTable } from "./feature.ts";

/** What GLCM features are read from: the symmetric, normalised matrix p_ij in sums of it. */
export interface GlcmSummary {
  /** N_g. */
  readonly levels: number;
  /** Mean and variance of the marginal p_i. */
  readonly mu: number;
  readonly variance: number;
  /** p_(i-j),k: the share of pairs whose levels differ by k. */
  readonly difference: SparseDistribution;
  /** p_(i+j),k: the share of pairs whose levels add up to k. */
  readonly sum: SparseDistribution;
  readonly maximum: number;
  /** Σ p_ij². */
  readonly squares: number;
  /** Σ i j p_ij. */
  readonly product: number;
  /** Σ (i - μ)(j - μ) p_ij. */
  readonly covariance: number;
  /** HX = -Σ p_i log2 p_i. */
  readonly marginalEntropy: number;
  /** Σ p_ij log2(p_ij / (p_i p_j)): exactly 0 where the levels of a pair are independent. */
  readonly mutualInformation: number;
}

/** Where matrices are summed up, one after another; the sums are 0 in between. */
export interface GlcmSums {
  /** Counts by level, by difference and by sum of two levels. */
  readonly marginal: Float64Array;
  readonly difference: Float64Array;
  readonly sum: Float64Array;
  /** The differences and sums that occur, and their shares. */
  readonly differences: Int32Array;
  readonly differenceShares: Float64Array;
  readonly sums: Int32Array;
  readonly sumShares: Float64Array;
}

/** Sums for matrices of up to `levels` levels and `entries` entries. */
export function glcmSums(levels: number, entries: number): GlcmSums {
  const differences = Math.min(levels, entries);
  const sums = Math.min(2 * levels, entries);
  return {
    marginal: new Float64Array(levels + 1),
    difference: new Float64Array(levels),
    sum: new Float64Array(2 * levels + 1),
    differences: new Int32Array(differences),
    differenceShares: new Float64Array(differences),
    sums: new Int32Array(sums),
    sumShares: new Float64Array(sums),
  };
}

/** Summary of the upper triangle of pair counts, with at least one pair. */
export function summariseGlcm(matrix: CountMatrix): GlcmSummary {
  const entries = matrix.n.length;
  return summarisePairs(matrix, entries, glcmSums(matrix.levels, entries));
}

/**
 * Summary of the first `entries` entries of a matrix, in any order. It reads its distributions from
 * `room`, so the next matrix that is summed up there ends it.
 */
export function summarisePairs(
  { levels, i, j, n }: CountMatrix,
  entries: number,
  room: GlcmSums,
): GlcmSummary {
  const { marginal, difference, sum } = room;
  let pairs = 0;
  let levelSum = 0;
  for (let e = 0; e < entries; e++) {
    const count = n[e];
    pairs += count;
    levelSum += count * (i[e] + j[e]);
    marginal[i[e]] += count;
    marginal[j[e]] += count;
    difference[j[e] - i[e]] += count;
    sum[i[e] + j[e]] += count;
  }
  const ends = 2 * pairs; // the marginal's total
  const mu = levelSum / ends;

  let maximum = 0;
  let squares = 0;
  let product = 0;
  let variance = 0;
  let covariance = 0;
  let mutualInformation = 0;
  for (let e = 0; e < entries; e++) {
    const share = n[e] / pairs; // p_ij + p_ji, or p_ii
    const cell = i[e] === j[e] ? 2 * n[e] : n[e];
    const p = cell / ends;
    const di = i[e] - mu;
    const dj = j[e] - mu;
    if (p > maximum) maximum = p;
    squares += share * p;
    product += share * i[e] * j[e];
    variance += (share / 2) * (di * di + dj * dj);
    covariance += share * di * dj;
    // p_ij / (p_i p_j) from whole numbers, so that 1 is 1
    mutualInformation += share * Math.log2((cell * ends) / (marginal[i[e]] * marginal[j[e]]));
  }

  // what is taken out of the sums leaves 0 behind, for entries with the same and for the next matrix
  let marginalEntropy = 0;
  let differences = 0;
  let sums = 0;
  for (let e = 0; e < entries; e++) {
    marginalEntropy += takeEntropy(marginal, i[e], ends) + takeEntropy(marginal, j[e], ends);

    const k = j[e] - i[e];
    if (difference[k] > 0) {
      room.differences[differences] = k;
      room.differenceShares[differences++] = difference[k] / pairs;
      difference[k] = 0;
    }
    const both = i[e] + j[e];
    if (sum[both] > 0) {
      room.sums[sums] = both;
      room.sumShares[sums++] = sum[both] / pairs;
      sum[both] = 0;
    }
  }
  return {
    levels,
    mu,
    variance,
    difference: { k: room.differences, p: room.differenceShares, size: differences },
    sum: { k: room.sums, p: room.sumShares, size: sums },
    maximum,
    squares,
    product,
    covariance,
    marginalEntropy,
    mutualInformation,
  };
}

/** -p log2 p of the share of one count, which is taken out. */
function takeEntropy(counts: Float64Array, k: number, total: number): number {
  if (counts[k] === 0) return 0;
  const p = counts[k] / total;
  counts[k] = 0;
  return -p * Math.log2(p);
}

/** HXY = -Σ p_ij log2 p_ij. */
const jointEntropy = ({ marginalEntropy, mutualInformation }: GlcmSummary) =>
  2 * marginalEntropy - mutualInformation;

const differenceAverage = ({ difference }: GlcmSummary) => expectation(difference, (k) => k);
const sumAverage = ({ sum }: GlcmSummary) => expectation(sum, (k) => k);

/** All pairs join one grey level with itself. */
const oneLevel = (s: GlcmSummary) => s.maximum === 1;

/** Grey level co-occurrence features (IBSI LFYI). */
export const glcmFeatures = {
  jointMaximum: {
    name: "Joint maximum",
    code: "GYBY",
    tag: "cm_joint_max",
    definition: "max p_ij",
    value: (s) => s.maximum,
  },
  jointAverage: {
    name: "Joint average",
    code: "60VM",
    tag: "cm_joint_avg",
    definition: "μ = Σ i p_ij",
    value: (s) => s.mu,
  },
  jointVariance: {
    name: "Joint variance",
    code: "UR99",
    tag: "cm_joint_var",
    definition: "σ² = Σ (i - μ)² p_ij",
    value: (s) => s.variance,
  },
  jointEntropy: {
    name: "Joint entropy",
    code: "TU9B",
    tag: "cm_joint_entr",
    definition: "-Σ p_ij log2 p_ij",
    value: jointEntropy,
  },
  differenceAverage: {
    name: "Difference average",
    code: "TF7R",
    tag: "cm_diff_avg",
    definition: "Σ k p_(i-j),k",
    value: differenceAverage,
  },
  differenceVariance: {
    name: "Difference variance",
    code: "D3YU",
    tag: "cm_diff_var",
    definition: "Σ (k - difference average)² p_(i-j),k",
    value: (s) => {
      const mean = differenceAverage(s);
      return expectation(s.difference, (k) => (k - mean) ** 2);
    },
  },
  differenceEntropy: {
    name: "Difference entropy",
    code: "NTRS",
    tag: "cm_diff_entr",
    definition: "-Σ p_(i-j),k log2 p_(i-j),k",
    value: (s) => sparseEntropy(s.difference),
  },
  sumAverage: {
    name: "Sum average",
    code: "ZGXS",
    tag: "cm_sum_avg",
    definition: "Σ k p_(i+j),k",
    value: sumAverage,
  },
  sumVariance: {
    name: "Sum variance",
    code: "OEEB",
    tag: "cm_sum_var",
    definition: "Σ (k - sum average)² p_(i+j),k",
    value: (s) => {
      const mean = sumAverage(s);
      return expectation(s.sum, (k) => (k - mean) ** 2);
    },
  },
  sumEntropy: {
    name: "Sum entropy",
    code: "P6QZ",
    tag: "cm_sum_entr",
    definition: "-Σ p_(i+j),k log2 p_(i+j),k",
    value: (s) => sparseEntropy(s.sum),
  },
  angularSecondMoment: {
    name: "Angular second moment",
    code: "8ZQL",
    tag: "cm_energy",
    definition: "Σ p_ij²",
    value: (s) => s.squares,
  },
  contrast: {
    name: "Contrast",
    code: "ACUI",
    tag: "cm_contrast",
    definition: "Σ (i - j)² p_ij",
    value: ({ difference }) => expectation(difference, (k) => k ** 2),
  },
  dissimilarity: {
    name: "Dissimilarity",
    code: "8S9J",
    tag: "cm_dissimilarity",
    definition: "Σ |i - j| p_ij",
    value: differenceAverage,
  },
  inverseDifference: {
    name: "Inverse difference",
    code: "IB1Z",
    tag: "cm_inv_diff",
    definition: "Σ p_ij / (1 + |i - j|)",
    value: ({ difference }) => expectation(difference, (k) => 1 / (1 + k)),
  },
  normalisedInverseDifference: {
    name: "Normalised inverse difference",
    code: "NDRX",
    tag: "cm_inv_diff_norm",
    definition: "Σ p_ij / (1 + |i - j| / N_g)",
    value: ({ difference, levels }) => expectation(difference, (k) => 1 / (1 + k / levels)),
  },
  inverseDifferenceMoment: {
    name: "Inverse difference moment",
    code: "WF0Z",
    tag: "cm_inv_diff_mom",
    definition: "Σ p_ij / (1 + (i - j)²)",
    value: ({ difference }) => expectation(difference, (k) => 1 / (1 + k ** 2)),
  },
  normalisedInverseDifferenceMoment: {
    name: "Normalised inverse difference moment",
    code: "1QCO",
    tag: "cm_inv_diff_mom_norm",
    definition: "Σ p_ij / (1 + (i - j)² / N_g²)",
    value: ({ difference, levels }) => expectation(difference, (k) => 1 / (1 + (k / levels) ** 2)),
  },
  inverseVariance: {
    name: "Inverse variance",
    code: "E8JP",
    tag: "cm_inv_var",
    definition: "2 Σ_(i<j) p_ij / (i - j)²",
    value: ({ difference }) => expectation(difference, (k) => (k > 0 ? 1 / k ** 2 : 0)),
  },
  correlation: {
    name: "Correlation",
    code: "NI2N",
    tag: "cm_corr",
    definition: "Σ (i - μ)(j - μ) p_ij / σ²",
    undefinedWhen: [{ reason: "single-grey-level", when: oneLevel, value: 1 }],
    value: (s) => s.covariance / s.variance,
  },
  autocorrelation: {
    name: "Autocorrelation",
    code: "QWB0",
    tag: "cm_auto_corr",
    definition: "Σ i j p_ij",
    value: (s) => s.product,
  },
  clusterTendency: {
    name: "Cluster tendency",
    code: "DG8W",
    tag: "cm_clust_tend",
    definition: "Σ (i + j - 2μ)² p_ij",
    value: ({ sum, mu }) => expectation(sum, (k) => (k - 2 * mu) ** 2),
  },
  clusterShade: {
    name: "Cluster shade",
    code: "7NFM",
    tag: "cm_clust_shade",
    definition: "Σ (i + j - 2μ)³ p_ij",
    value: ({ sum, mu }) => expectation(sum, (k) => (k - 2 * mu) ** 2 * (k - 2 * mu)),
  },
  clusterProminence: {
    name: "Cluster prominence",
    code: "AE86",
    tag: "cm_clust_prom",
    definition: "Σ (i + j - 2μ)⁴ p_ij",
    value: ({ sum, mu }) => expectation(sum, (k) => ((k - 2 * mu) ** 2) ** 2),
  },
  // p_ij is symmetric: HXY1 = -Σ p_ij log2(p_i p_j) and HXY2 = -Σ p_i p_j log2(p_i p_j) are both
  // 2 HX, and what they exceed HXY by is the mutual information
  informationCorrelation1: {
    name: "Information correlation 1",
    code: "R8DG",
    tag: "cm_info_corr1",
    definition: "(HXY - HXY1) / HX",
    undefinedWhen: [{ reason: "single-grey-level", when: oneLevel, value: 0 }],
    value: ({ marginalEntropy, mutualInformation }) => -mutualInformation / marginalEntropy,
  },
  informationCorrelation2: {
    name: "Information correlation 2",
    code: "JN9H",
    tag: "cm_info_corr2",
    definition: "sqrt(1 - exp(-2 (HXY2 - HXY)))",
    value: ({ mutualInformation }) => Math.sqrt(Math.max(0, 1 - Math.exp(-2 * mutualInformation))),
  },
} as const satisfies FeatureTable<GlcmSummary>;
