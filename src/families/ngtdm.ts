import type { FeatureTable, UndefinedCase } from "../features/feature.ts";
import { type NgtdmSummary, summariseNgtdm, sumOver } from "../features/ngtdm-summary.ts";
import { countNgtdm, mergeDifferences } from "../matrices/ngtdm.ts";
import { textureFamily } from "./texture-family.ts";

// Sums over all ordered pairs of levels. For all but the last, one pass over the levels is enough.

/** Σ_a Σ_b p_a p_b (a - b)²: twice the variance of the levels. */
function levelContrast({ level, p }: NgtdmSummary): number {
  const mean = sumOver(p, (e) => p[e] * level[e]);
  return 2 * sumOver(p, (e) => p[e] * (level[e] - mean) ** 2);
}

/** Σ_a Σ_b (p_a + p_b) (a - b)² = 2 Σ_a p_a Σ_b (a - b)². */
function levelSpread({ level, p }: NgtdmSummary): number {
  const mean = sumOver(level, (e) => level[e]) / level.length;
  const squares = sumOver(level, (e) => (level[e] - mean) ** 2);
  return 2 * sumOver(p, (e) => p[e] * (squares + level.length * (level[e] - mean) ** 2));
}

/**
 * Σ_a Σ_b |a p_a - b p_b|. In ascending order, each value is added once for every smaller one and
 * subtracted once for every larger one. Computed from integers, so that rounding cannot hide a sum
 * of 0.
 */
function weightContrast({ level, n, voxels }: NgtdmSummary): number {
  const weights = n.map((count, e) => count * level[e]).sort();
  const sum = sumOver(weights, (k) => (2 * k + 1 - weights.length) * weights[k]);
  return (2 * sum) / voxels;
}

/** Σ_a Σ_b |a - b| (p_a s_a + p_b s_b) / (p_a + p_b). */
function levelComplexity({ level, p, s }: NgtdmSummary): number {
  let sum = 0;
  for (let a = 1; a < p.length; a++) {
    const weighted = p[a] * s[a];
    for (let b = 0; b < a; b++) {
      sum += ((level[a] - level[b]) * (weighted + p[b] * s[b])) / (p[a] + p[b]);
    }
  }
  return 2 * sum;
}

/** N_g,p = 1: the manual sets contrast and busyness to 0. */
const oneLevel: UndefinedCase<NgtdmSummary> = {
  reason: "single-grey-level",
  when: ({ level }) => level.length === 1,
  value: 0,
};

/** All neighbours of every voxel have the voxel's own level. */
const noDifferences = (value: number): UndefinedCase<NgtdmSummary> => ({
  reason: "single-grey-level",
  when: ({ differences }) => differences === 0,
  value,
});

/** Largest coarseness, an arbitrary number of the manual. */
const MAX_COARSENESS = 1e6;

/** Neighbourhood grey tone difference features (IBSI IPET); sums run over levels with p > 0. */
export const ngtdmFeatures = {
  coarseness: {
    name: "Coarseness",
    code: "QCDE",
    tag: "ngt_coarseness",
    definition: "1 / Σ p_i s_i, at most 10⁶",
    undefinedWhen: [noDifferences(MAX_COARSENESS)],
    value: (s) => Math.min(MAX_COARSENESS, 1 / s.weightedDifferences),
  },
  contrast: {
    name: "Contrast",
    code: "65HE",
    tag: "ngt_contrast",
    definition: "Σ_a Σ_b p_a p_b (a - b)² / (N_g,p (N_g,p - 1)) · Σ s_i / N_v,c",
    undefinedWhen: [oneLevel],
    value: (s) => {
      const pairs = s.level.length * (s.level.length - 1);
      return (levelContrast(s) / pairs) * (s.differences / s.voxels);
    },
  },
  busyness: {
    name: "Busyness",
    code: "NQ30",
    tag: "ngt_busyness",
    definition: "Σ p_i s_i / Σ_a Σ_b |a p_a - b p_b|",
    // the denominator is also 0 if a p_a is the same for all levels; the manual gives no value for
    // this
    undefinedWhen: [oneLevel, { reason: "zero-denominator", when: (s) => weightContrast(s) === 0 }],
    value: (s) => s.weightedDifferences / weightContrast(s),
  },
  complexity: {
    name: "Complexity",
    code: "HDEZ",
    tag: "ngt_complexity",
    definition: "Σ_a Σ_b |a - b| (p_a s_a + p_b s_b) / (p_a + p_b) / N_v,c",
    value: (s) => levelComplexity(s) / s.voxels,
  },
  strength: {
    name: "Strength",
    code: "1X9X",
    tag: "ngt_strength",
    definition: "Σ_a Σ_b (p_a + p_b) (a - b)² / Σ s_i",
    undefinedWhen: [noDifferences(0)],
    value: (s) => levelSpread(s) / s.differences,
  },
} as const satisfies FeatureTable<NgtdmSummary>;

/** Neighbourhood grey tone differences (IBSI IPET). */
export const ngtdm = textureFamily(
  {
    id: "ngtdm",
    name: "Neighbourhood grey tone difference matrix",
    code: "IPET",
    tagPrefix: "ngt",
    onImage: "by default",
    onResponses: "by default",
    usesDistance: true,
  },
  {
    matrices: "directionless",
    features: ngtdmFeatures,
    count: ({ grid }, dimension, distance) => countNgtdm(grid(dimension, distance), dimension),
    merge: mergeDifferences,
    summarise: summariseNgtdm,
    slide: (windows, aggregation) => windows.toneDifferences(aggregation),
  },
);
