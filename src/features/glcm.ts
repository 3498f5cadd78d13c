import { expectation } from "../math/sums.ts";
import type { CountMatrix } from "../matrices/count-matrix.ts";
import type { FeatureTable } from "./feature.ts";

/** What GLCM features are read from: the symmetric, normalised matrix p_ij in sums of it. */
export interface GlcmSummary {
  /** N_g. */
  readonly levels: number;
  /** Mean and variance of the marginal p_i. */
  readonly mu: number;
  readonly variance: number;
  /** p_(i-j),k at index k: the share of pairs whose levels differ by k. */
  readonly difference: Float64Array;
  /** p_(i+j),k at index k: the share of pairs whose levels add up to k. */
  readonly sum: Float64Array;
  readonly maximum: number;
  /** Σ p_ij². */
  readonly squares: number;
  /** Σ i j p_ij. */
  readonly product: number;
  /** Σ (i - μ)(j - μ) p_ij. */
  readonly covariance: number;
  /** HXY = -Σ p_ij log2 p_ij and HX = -Σ p_i log2 p_i. */
  readonly jointEntropy: number;
  readonly marginalEntropy: number;
}

/** Summary of the upper triangle of pair counts, with at least one pair. */
export function summariseGlcm({ levels, i, j, n }: CountMatrix): GlcmSummary {
  let pairs = 0;
  for (let e = 0; e < n.length; e++) pairs += n[e];

  const marginal = new Float64Array(levels + 1);
  const difference = new Float64Array(levels);
  const sum = new Float64Array(2 * levels + 1);
  for (let e = 0; e < n.length; e++) {
    const share = n[e] / pairs; // p_ij + p_ji, or p_ii
    marginal[i[e]] += share / 2;
    marginal[j[e]] += share / 2;
    difference[j[e] - i[e]] += share;
    sum[i[e] + j[e]] += share;
  }
  const mu = expectation(marginal, (k) => k);

  let maximum = 0;
  let squares = 0;
  let product = 0;
  let covariance = 0;
  let jointEntropy = 0;
  for (let e = 0; e < n.length; e++) {
    const share = n[e] / pairs;
    const p = i[e] === j[e] ? share : share / 2;
    maximum = Math.max(maximum, p);
    squares += share * p;
    product += share * i[e] * j[e];
    covariance += share * (i[e] - mu) * (j[e] - mu);
    jointEntropy -= share * Math.log2(p);
  }
  return {
    levels,
    mu,
    variance: expectation(marginal, (k) => (k - mu) ** 2),
    difference,
    sum,
    maximum,
    squares,
    product,
    covariance,
    jointEntropy,
    marginalEntropy: entropyOf(marginal),
  };
}

/** -Σ p log2 p, with 0 log2 0 = 0. */
function entropyOf(p: Float64Array): number {
  return expectation(p, (k) => (p[k] > 0 ? -Math.log2(p[k]) : 0));
}

const differenceAverage = ({ difference }: GlcmSummary) => expectation(difference, (k) => k);
const sumAverage = ({ sum }: GlcmSummary) => expectation(sum, (k) => k);

/** Σ (i + j - 2μ)^n p_ij. */
const cluster =
  (power: number) =>
  ({ sum, mu }: GlcmSummary) =>
    expectation(sum, (k) => (k - 2 * mu) ** power);

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
    value: (s) => s.jointEntropy,
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
    value: (s) => entropyOf(s.difference),
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
    value: (s) => entropyOf(s.sum),
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
    value: cluster(2),
  },
  clusterShade: {
    name: "Cluster shade",
    code: "7NFM",
    tag: "cm_clust_shade",
    definition: "Σ (i + j - 2μ)³ p_ij",
    value: cluster(3),
  },
  clusterProminence: {
    name: "Cluster prominence",
    code: "AE86",
    tag: "cm_clust_prom",
    definition: "Σ (i + j - 2μ)⁴ p_ij",
    value: cluster(4),
  },
  // p_ij is symmetric, so HXY1 = -Σ p_ij log2(p_i p_j) and HXY2 = -Σ p_i p_j log2(p_i p_j) are 2 HX
  informationCorrelation1: {
    name: "Information correlation 1",
    code: "R8DG",
    tag: "cm_info_corr1",
    definition: "(HXY - HXY1) / HX",
    undefinedWhen: [{ reason: "single-grey-level", when: oneLevel, value: 0 }],
    value: ({ jointEntropy, marginalEntropy }) =>
      (jointEntropy - 2 * marginalEntropy) / marginalEntropy,
  },
  informationCorrelation2: {
    name: "Information correlation 2",
    code: "JN9H",
    tag: "cm_info_corr2",
    definition: "sqrt(1 - exp(-2 (HXY2 - HXY)))",
    value: ({ jointEntropy, marginalEntropy }) =>
      Math.sqrt(Math.max(0, 1 - Math.exp(-2 * (2 * marginalEntropy - jointEntropy)))),
  },
} as const satisfies FeatureTable<GlcmSummary>;
