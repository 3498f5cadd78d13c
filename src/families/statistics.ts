import type { FeatureTable } from "../features/feature.ts";
import type { Distribution } from "../math/distribution.ts";
import { summariseSample } from "../math/distribution.ts";
import { threeHalvesPower } from "../math/roots.ts";
import { regionFamily } from "./region-family.ts";

const noSpread = (s: Distribution) => s.variance === 0;

/** Smaller powers have fewer digits, or underflow to 0. */
const SMALLEST_POWER = 2 ** -1000;

/** The range is not 0, but its power underflows. */
const lostSpread = (power: 2 | 3 | 4) => ({
  reason: "power-underflow" as const,
  when: ({ minimum, maximum }: Distribution) =>
    minimum < maximum && (maximum - minimum) ** power < SMALLEST_POWER,
});

/** Not all intensities are 0, but their squares underflow. */
const lostSquares = {
  reason: "power-underflow" as const,
  when: ({ minimum, maximum }: Distribution) => {
    const largest = Math.max(maximum, -minimum);
    return largest > 0 && largest * largest < SMALLEST_POWER;
  },
};

/** Intensity-based statistical features (IBSI UHIW), of the intensities in the intensity mask. */
export const statisticsFeatures = {
  meanIntensity: {
    name: "Mean intensity",
    code: "Q4LE",
    tag: "stat_mean",
    unit: "intensity",
    definition: "μ = Σ X_k / N_v",
    value: (s) => s.mean,
  },
  intensityVariance: {
    name: "Intensity variance",
    code: "ECT3",
    tag: "stat_var",
    unit: "intensity²",
    definition: "σ² = Σ (X_k - μ)² / N_v",
    undefinedWhen: [lostSpread(2)],
    value: (s) => s.variance,
  },
  intensitySkewness: {
    name: "Intensity skewness",
    code: "KE2A",
    tag: "stat_skew",
    definition: "Σ (X_k - μ)³ / N_v / σ³",
    undefinedWhen: [lostSpread(3), { reason: "single-intensity", when: noSpread, value: 0 }],
    value: (s) => s.m3 / threeHalvesPower(s.variance),
  },
  excessIntensityKurtosis: {
    name: "(Excess) intensity kurtosis",
    code: "IPH6",
    tag: "stat_kurt",
    definition: "Σ (X_k - μ)⁴ / N_v / σ⁴ - 3",
    undefinedWhen: [lostSpread(4), { reason: "single-intensity", when: noSpread, value: 0 }],
    value: (s) => s.m4 / s.variance ** 2 - 3,
  },
  medianIntensity: {
    name: "Median intensity",
    code: "Y12H",
    tag: "stat_median",
    unit: "intensity",
    definition: "median of X",
    value: (s) => s.median,
  },
  minimumIntensity: {
    name: "Minimum intensity",
    code: "1GSF",
    tag: "stat_min",
    unit: "intensity",
    definition: "min X",
    value: (s) => s.minimum,
  },
  intensityPercentile10: {
    name: "10th intensity percentile",
    code: "QG58",
    tag: "stat_p10",
    unit: "intensity",
    definition: "P10 of X",
    value: (s) => s.p10,
  },
  intensityPercentile90: {
    name: "90th intensity percentile",
    code: "8DWT",
    tag: "stat_p90",
    unit: "intensity",
    definition: "P90 of X",
    value: (s) => s.p90,
  },
  maximumIntensity: {
    name: "Maximum intensity",
    code: "84IY",
    tag: "stat_max",
    unit: "intensity",
    definition: "max X",
    value: (s) => s.maximum,
  },
  intensityInterquartileRange: {
    name: "Intensity interquartile range",
    code: "SALO",
    tag: "stat_iqr",
    unit: "intensity",
    definition: "P75 - P25",
    value: (s) => s.p75 - s.p25,
  },
  intensityRange: {
    name: "Intensity range",
    code: "2OJQ",
    tag: "stat_range",
    unit: "intensity",
    definition: "max X - min X",
    value: (s) => s.maximum - s.minimum,
  },
  intensityBasedMeanAbsoluteDeviation: {
    name: "Intensity-based mean absolute deviation",
    code: "4FUA",
    tag: "stat_mad",
    unit: "intensity",
    definition: "Σ |X_k - μ| / N_v",
    value: (s) => s.meanDeviation,
  },
  intensityBasedRobustMeanAbsoluteDeviation: {
    name: "Intensity-based robust mean absolute deviation",
    code: "1128",
    tag: "stat_rmad",
    unit: "intensity",
    definition: "mean absolute deviation from their own mean, over the voxels with P10 ≤ X_k ≤ P90",
    undefinedWhen: [{ reason: "too-few-voxels", when: (s) => s.robustCount === 0 }],
    value: (s) => s.robustDeviation,
  },
  intensityBasedMedianAbsoluteDeviation: {
    name: "Intensity-based median absolute deviation",
    code: "N72L",
    tag: "stat_medad",
    unit: "intensity",
    definition: "Σ |X_k - median| / N_v",
    value: (s) => s.medianDeviation,
  },
  intensityBasedCoefficientOfVariation: {
    name: "Intensity-based coefficient of variation",
    code: "7TET",
    tag: "stat_cov",
    definition: "σ / μ",
    undefinedWhen: [{ reason: "zero-mean", when: (s) => s.mean === 0 }, lostSpread(2)],
    value: (s) => Math.sqrt(s.variance) / s.mean,
  },
  intensityBasedQuartileCoefficientOfDispersion: {
    name: "Intensity-based quartile coefficient of dispersion",
    code: "9S40",
    tag: "stat_qcod",
    definition: "(P75 - P25) / (P75 + P25)",
    undefinedWhen: [{ reason: "zero-quartiles", when: (s) => s.p75 + s.p25 === 0 }],
    // halves are exact, and their sum cannot overflow
    value: (s) => (s.p75 / 2 - s.p25 / 2) / (s.p75 / 2 + s.p25 / 2),
  },
  intensityBasedEnergy: {
    name: "Intensity-based energy",
    code: "N8CA",
    tag: "stat_energy",
    unit: "intensity²",
    definition: "Σ X_k²",
    undefinedWhen: [lostSquares],
    value: (s) => s.energy,
  },
  rootMeanSquareIntensity: {
    name: "Root mean square intensity",
    code: "5ZWQ",
    tag: "stat_rms",
    unit: "intensity",
    definition: "sqrt(Σ X_k² / N_v)",
    undefinedWhen: [lostSquares],
    value: (s) => Math.sqrt(s.energy / s.count),
  },
} as const satisfies FeatureTable<Distribution>;

/** Intensity-based statistics (IBSI UHIW). */
export const statistics = regionFamily(
  {
    id: "statistics",
    name: "Intensity-based statistics",
    code: "UHIW",
    tagPrefix: "stat",
    onImage: "by default",
    onResponses: "by default",
  },
  {
    features: statisticsFeatures,
    summarise: ({ intensities }) => summariseSample(intensities()),
    slide: (windows) => windows.intensities(),
  },
);
