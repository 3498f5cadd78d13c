import type { FeatureTable } from "../features/feature.ts";
import { type GlcmSummary, summariseGlcm } from "../features/glcm-summary.ts";
import { expectation } from "../math/sums.ts";
import { merge } from "../matrices/count-matrix.ts";
import { directionalSettings, weightParts } from "../matrices/distance-weighting.ts";
import { countGlcm, wholeGlcm } from "../matrices/glcm.ts";
import { object } from "../schema/object.ts";
import { textureFamily } from "./texture-family.ts";

/** HXY = -Σ p_ij log2 p_ij. */
const jointEntropy = ({ marginalEntropy, mutualInformation }: GlcmSummary) =>
  2 * marginalEntropy - mutualInformation;

/** Both voxels of every pair have one and the same grey level. */
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
    value: (s) => s.differenceMean,
  },
  differenceVariance: {
    name: "Difference variance",
    code: "D3YU",
    tag: "cm_diff_var",
    definition: "Σ (k - difference average)² p_(i-j),k",
    value: ({ difference, differenceMean }) =>
      expectation(difference, (k) => (k - differenceMean) ** 2),
  },
  differenceEntropy: {
    name: "Difference entropy",
    code: "NTRS",
    tag: "cm_diff_entr",
    definition: "-Σ p_(i-j),k log2 p_(i-j),k",
    value: (s) => s.differenceEntropy,
  },
  sumAverage: {
    name: "Sum average",
    code: "ZGXS",
    tag: "cm_sum_avg",
    definition: "Σ k p_(i+j),k",
    value: (s) => 2 * s.mu,
  },
  sumVariance: {
    name: "Sum variance",
    code: "OEEB",
    tag: "cm_sum_var",
    definition: "Σ (k - sum average)² p_(i+j),k",
    value: (s) => s.sum2,
  },
  sumEntropy: {
    name: "Sum entropy",
    code: "P6QZ",
    tag: "cm_sum_entr",
    definition: "-Σ p_(i+j),k log2 p_(i+j),k",
    value: (s) => s.sumEntropy,
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
    value: (s) => s.differenceMean,
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
    value: (s) => s.sum2,
  },
  clusterShade: {
    name: "Cluster shade",
    code: "7NFM",
    tag: "cm_clust_shade",
    definition: "Σ (i + j - 2μ)³ p_ij",
    value: (s) => s.sum3,
  },
  clusterProminence: {
    name: "Cluster prominence",
    code: "AE86",
    tag: "cm_clust_prom",
    definition: "Σ (i + j - 2μ)⁴ p_ij",
    value: (s) => s.sum4,
  },
  // p_ij is symmetric: HXY1 = -Σ p_ij log2(p_i p_j) and HXY2 = -Σ p_i p_j log2(p_i p_j) are both
  // 2 HX; 2 HX - HXY is the mutual information
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

/** Grey level co-occurrence (IBSI LFYI). */
export const glcm = textureFamily(
  {
    id: "glcm",
    name: "Grey level co-occurrence matrix",
    code: "LFYI",
    tagPrefix: "cm",
    onImage: "by default",
    onResponses: "by default",
    usesDistance: true,
  },
  {
    matrices: "directional",
    features: glcmFeatures,
    settings: object(directionalSettings, { description: "Grey level co-occurrence." }),
    count: ({ grid }, dimension, distance, { distanceWeighting }) =>
      weightParts(
        countGlcm(grid(dimension, distance), dimension),
        dimension,
        distance,
        distanceWeighting,
      ),
    merge,
    published: wholeGlcm,
    summarise: summariseGlcm,
    slide: (windows, aggregation, { distanceWeighting }) =>
      windows.pairs(aggregation, distanceWeighting),
    needsPairs: true,
  },
);
