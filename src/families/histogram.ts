import type { FeatureTable } from "../features/feature.ts";
import { type HistogramSummary, summariseHistogram } from "../features/histogram-summary.ts";
import { threeHalvesPower } from "../math/roots.ts";
import { entropy, sumSquares } from "../math/sums.ts";
import { countLevels } from "../processing/discretise.ts";
import { regionFamily } from "./region-family.ts";

/**
 * The bin with the most voxels; of several the one closest to the mean, of two at equal distance
 * the lower.
 */
function mode({ counts, mean }: HistogramSummary): number {
  let best = 1;
  for (let i = 2; i <= counts.length; i++) {
    const more = counts[i - 1] - counts[best - 1];
    if (more > 0 || (more === 0 && Math.abs(i - mean) < Math.abs(best - mean))) best = i;
  }
  return best;
}

const noSpread = (s: HistogramSummary) => s.variance === 0;

/** Intensity histogram features (IBSI ZVCW), of the grey levels in the intensity mask. */
export const histogramFeatures = {
  meanDiscretisedIntensity: {
    name: "Mean discretised intensity",
    code: "X6K6",
    tag: "ih_mean",
    definition: "μ = Σ i p_i",
    value: (s) => s.mean,
  },
  discretisedIntensityVariance: {
    name: "Discretised intensity variance",
    code: "CH89",
    tag: "ih_var",
    definition: "σ² = Σ (i - μ)² p_i",
    value: (s) => s.variance,
  },
  discretisedIntensitySkewness: {
    name: "Discretised intensity skewness",
    code: "88K1",
    tag: "ih_skew",
    definition: "Σ (i - μ)³ p_i / σ³",
    undefinedWhen: [{ reason: "single-grey-level", when: noSpread, value: 0 }],
    value: (s) => s.m3 / threeHalvesPower(s.variance),
  },
  excessDiscretisedIntensityKurtosis: {
    name: "(Excess) discretised intensity kurtosis",
    code: "C3I7",
    tag: "ih_kurt",
    definition: "Σ (i - μ)⁴ p_i / σ⁴ - 3",
    undefinedWhen: [{ reason: "single-grey-level", when: noSpread, value: 0 }],
    value: (s) => s.m4 / s.variance ** 2 - 3,
  },
  medianDiscretisedIntensity: {
    name: "Median discretised intensity",
    code: "WIFQ",
    tag: "ih_median",
    definition: "median of the grey levels",
    value: (s) => s.median,
  },
  minimumDiscretisedIntensity: {
    name: "Minimum discretised intensity",
    code: "1PR8",
    tag: "ih_min",
    definition: "lowest grey level present",
    value: (s) => s.minimum,
  },
  discretisedIntensityPercentile10: {
    name: "10th discretised intensity percentile",
    code: "GPMT",
    tag: "ih_p10",
    definition: "P10 of the grey levels",
    value: (s) => s.p10,
  },
  discretisedIntensityPercentile90: {
    name: "90th discretised intensity percentile",
    code: "OZ0C",
    tag: "ih_p90",
    definition: "P90 of the grey levels",
    value: (s) => s.p90,
  },
  maximumDiscretisedIntensity: {
    name: "Maximum discretised intensity",
    code: "3NCY",
    tag: "ih_max",
    definition: "highest grey level present",
    value: (s) => s.maximum,
  },
  intensityHistogramMode: {
    name: "Intensity histogram mode",
    code: "AMMC",
    tag: "ih_mode",
    definition: "i with the largest n_i; of several the one closest to μ, then the lower",
    value: mode,
  },
  discretisedIntensityInterquartileRange: {
    name: "Discretised intensity interquartile range",
    code: "WR0O",
    tag: "ih_iqr",
    definition: "P75 - P25",
    value: (s) => s.p75 - s.p25,
  },
  discretisedIntensityRange: {
    name: "Discretised intensity range",
    code: "5Z3W",
    tag: "ih_range",
    definition: "highest - lowest grey level present",
    value: (s) => s.maximum - s.minimum,
  },
  intensityHistogramMeanAbsoluteDeviation: {
    name: "Intensity histogram mean absolute deviation",
    code: "D2ZX",
    tag: "ih_mad",
    definition: "Σ |i - μ| p_i",
    value: (s) => s.meanDeviation,
  },
  intensityHistogramRobustMeanAbsoluteDeviation: {
    name: "Intensity histogram robust mean absolute deviation",
    code: "WRZB",
    tag: "ih_rmad",
    definition: "mean absolute deviation from their own mean, over the voxels with P10 ≤ i ≤ P90",
    undefinedWhen: [{ reason: "too-few-voxels", when: (s) => s.robustCount === 0 }],
    value: (s) => s.robustDeviation,
  },
  intensityHistogramMedianAbsoluteDeviation: {
    name: "Intensity histogram median absolute deviation",
    code: "4RNL",
    tag: "ih_medad",
    definition: "Σ |i - median| p_i",
    value: (s) => s.medianDeviation,
  },
  intensityHistogramCoefficientOfVariation: {
    name: "Intensity histogram coefficient of variation",
    code: "CWYJ",
    tag: "ih_cov",
    definition: "σ / μ",
    value: (s) => Math.sqrt(s.variance) / s.mean,
  },
  intensityHistogramQuartileCoefficientOfDispersion: {
    name: "Intensity histogram quartile coefficient of dispersion",
    code: "SLWD",
    tag: "ih_qcod",
    definition: "(P75 - P25) / (P75 + P25)",
    value: (s) => (s.p75 - s.p25) / (s.p75 + s.p25),
  },
  discretisedIntensityEntropy: {
    name: "Discretised intensity entropy",
    code: "TLU2",
    tag: "ih_entropy",
    definition: "-Σ p_i log2 p_i",
    value: (s) => entropy(s.counts, s.count),
  },
  discretisedIntensityUniformity: {
    name: "Discretised intensity uniformity",
    code: "BJ5W",
    tag: "ih_uniformity",
    definition: "Σ p_i²",
    value: (s) => sumSquares(s.counts) / s.count ** 2,
  },
  maximumHistogramGradient: {
    name: "Maximum histogram gradient",
    code: "12CE",
    tag: "ih_max_grad",
    definition: "max H', H'_i = (n_(i+1) - n_(i-1)) / 2, one-sided at both ends",
    undefinedWhen: [{ reason: "single-grey-level", when: (s) => s.counts.length === 1, value: 0 }],
    value: ({ gradient }) => Math.max(...gradient),
  },
  maximumHistogramGradientIntensity: {
    name: "Maximum histogram gradient intensity",
    code: "8E6O",
    tag: "ih_max_grad_g",
    definition: "first grey level with the largest H'",
    undefinedWhen: [{ reason: "single-grey-level", when: (s) => s.counts.length === 1, value: 1 }],
    value: ({ gradient }) => gradient.indexOf(Math.max(...gradient)) + 1,
  },
  minimumHistogramGradient: {
    name: "Minimum histogram gradient",
    code: "VQB3",
    tag: "ih_min_grad",
    definition: "min H'",
    undefinedWhen: [{ reason: "single-grey-level", when: (s) => s.counts.length === 1, value: 0 }],
    value: ({ gradient }) => Math.min(...gradient),
  },
  minimumHistogramGradientIntensity: {
    name: "Minimum histogram gradient intensity",
    code: "RHQZ",
    tag: "ih_min_grad_g",
    definition: "first grey level with the smallest H'",
    undefinedWhen: [{ reason: "single-grey-level", when: (s) => s.counts.length === 1, value: 1 }],
    value: ({ gradient }) => gradient.indexOf(Math.min(...gradient)) + 1,
  },
} as const satisfies FeatureTable<HistogramSummary>;

/** The intensity histogram (IBSI ZVCW). */
export const histogram = regionFamily(
  {
    id: "histogram",
    name: "Intensity histogram",
    code: "ZVCW",
    tagPrefix: "ih",
    onImage: "by default",
    onResponses: "by default",
    usesGreyLevels: true,
  },
  {
    features: histogramFeatures,
    summarise: ({ levels }) => summariseHistogram(countLevels(levels())),
    slide: (windows) => windows.histogram(),
  },
);
