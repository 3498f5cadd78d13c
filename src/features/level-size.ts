import { inWorkspace } from "../base/workspace.ts";
import type { CountMatrix } from "../matrices/count-matrix.ts";
import type { Feature } from "./feature.ts";

/**
 * What GLRLM, GLSZM, GLDZM and NGLDM features are computed from. The four families have the same
 * formulas over n(i, j): grey level i against run length, zone size, zone distance or dependence j.
 */
export interface LevelSizeSummary {
  /** N_s = Σ n(i, j). */
  readonly total: number;
  /** N_v. */
  readonly voxels: number;
  /** Mean of i^a j^b for a, b of -2, 0, 2. */
  readonly mean: (a: Exponent, b: Exponent) => number;
  /** Σ_i (Σ_j n(i, j))². */
  readonly levelSquares: number;
  /** Σ_j (Σ_i n(i, j))². */
  readonly sizeSquares: number;
  /** Variance of i. */
  readonly levelVariance: number;
  /** Variance of j. */
  readonly sizeVariance: number;
  /** -Σ p log2 p, p = n / N_s. */
  readonly entropy: number;
  /** Σ p², p = n / N_s. */
  readonly energy: number;
}

type Exponent = -2 | 0 | 2;

/** Working memory for summaries, one matrix after another. All counts are 0 between two summaries. */
export interface LevelSizeSums {
  /** Counts by level. */
  readonly byLevel: Float64Array;
  /** Counts by size. */
  readonly bySize: Float64Array;
}

/** Working memory for matrices with levels up to `levels` and sizes up to `largest`. */
export function levelSizeSums(levels: number, largest: number): LevelSizeSums {
  return {
    byLevel: new Float64Array(levels + 1),
    bySize: new Float64Array(largest + 1),
  };
}

/** Summary of a matrix with at least one entry. */
export function summariseLevelSize(matrix: CountMatrix): LevelSizeSummary {
  const { levels, j, n } = matrix;
  let largest = 0;
  for (let e = 0; e < j.length; e++) if (j[e] > largest) largest = j[e];
  return inWorkspace(({ floats }) =>
    summariseCounts(matrix, n.length, { byLevel: floats(levels + 1), bySize: floats(largest + 1) }),
  );
}

/** Summary of the first `entries` entries of a matrix, in any order. */
export function summariseCounts(
  { voxels, i, j, n }: CountMatrix,
  entries: number,
  { byLevel, bySize }: LevelSizeSums,
): LevelSizeSummary {
  let total = 0;
  let iSum = 0;
  let jSum = 0;
  // Σ n i^a j^b: "below" is a division by i² or j², "above" a multiplication
  let belowBoth = 0;
  let belowI = 0;
  let belowIAboveJ = 0;
  let belowJ = 0;
  let aboveJ = 0;
  let aboveIBelowJ = 0;
  let aboveI = 0;
  let aboveBoth = 0;
  for (let e = 0; e < entries; e++) {
    const count = n[e];
    const i2 = i[e] * i[e];
    const j2 = j[e] * j[e];
    byLevel[i[e]] += count;
    bySize[j[e]] += count;
    total += count;
    iSum += count * i[e];
    jSum += count * j[e];
    belowBoth += count / i2 / j2;
    belowI += count / i2;
    belowIAboveJ += (count / i2) * j2;
    belowJ += count / j2;
    aboveJ += count * j2;
    aboveIBelowJ += (count * i2) / j2;
    aboveI += count * i2;
    aboveBoth += count * i2 * j2;
  }
  const sums = [
    belowBoth,
    belowI,
    belowIAboveJ,
    belowJ,
    total,
    aboveJ,
    aboveIBelowJ,
    aboveI,
    aboveBoth,
  ];

  const iMean = iSum / total;
  const jMean = jSum / total;
  let levelVariance = 0;
  let sizeVariance = 0;
  let entropy = 0;
  let energy = 0;
  let levelSquares = 0;
  let sizeSquares = 0;
  for (let e = 0; e < entries; e++) {
    const p = n[e] / total;
    levelVariance += p * (i[e] - iMean) ** 2;
    sizeVariance += p * (j[e] - jMean) ** 2;
    entropy -= p * Math.log2(p);
    energy += p * p;
    // a count is set to 0 once it has been used: for later entries of the same level or size
    levelSquares += byLevel[i[e]] ** 2;
    byLevel[i[e]] = 0;
    sizeSquares += bySize[j[e]] ** 2;
    bySize[j[e]] = 0;
  }
  return {
    total,
    voxels,
    mean: (a, b) => sums[3 * (a / 2 + 1) + b / 2 + 1] / total,
    levelSquares,
    sizeSquares,
    levelVariance,
    sizeVariance,
    entropy,
    energy,
  };
}

type Formula = Pick<Feature<LevelSizeSummary>, "definition" | "value">;

/** The eight emphasis features are means of i^a j^b and differ only in the exponents. */
function emphasis(a: Exponent, b: Exponent): Formula {
  const factor = (name: string, exponent: Exponent, over: boolean) =>
    exponent < 0 === over && exponent !== 0 ? `${name}²` : "";
  const above = [factor("i", a, false), factor("j", b, false)].filter(Boolean).join(" ");
  const below = [factor("i", a, true), factor("j", b, true)].filter(Boolean).join(" ");
  const divisor = below.includes(" ") ? `(${below})` : below;
  return {
    definition: `Σ n_ij${above && ` ${above}`}${divisor && ` / ${divisor}`} / N_s`,
    value: (s) => s.mean(a, b),
  };
}

export const smallSize = emphasis(0, -2);
export const largeSize = emphasis(0, 2);
export const lowLevel = emphasis(-2, 0);
export const highLevel = emphasis(2, 0);
export const smallSizeLowLevel = emphasis(-2, -2);
export const smallSizeHighLevel = emphasis(2, -2);
export const largeSizeLowLevel = emphasis(-2, 2);
export const largeSizeHighLevel = emphasis(2, 2);

export const levelNonUniformity: Formula = {
  definition: "Σ_i n_i.² / N_s",
  value: (s) => s.levelSquares / s.total,
};
export const normalisedLevelNonUniformity: Formula = {
  definition: "Σ_i n_i.² / N_s²",
  value: (s) => s.levelSquares / s.total ** 2,
};
export const sizeNonUniformity: Formula = {
  definition: "Σ_j n_.j² / N_s",
  value: (s) => s.sizeSquares / s.total,
};
export const normalisedSizeNonUniformity: Formula = {
  definition: "Σ_j n_.j² / N_s²",
  value: (s) => s.sizeSquares / s.total ** 2,
};
export const percentage: Formula = {
  definition: "N_s / N_v",
  value: (s) => s.total / s.voxels,
};
export const levelVariance: Formula = {
  definition: "Σ (i - Σ i p_ij)² p_ij, p_ij = n_ij / N_s",
  value: (s) => s.levelVariance,
};
export const sizeVariance: Formula = {
  definition: "Σ (j - Σ j p_ij)² p_ij, p_ij = n_ij / N_s",
  value: (s) => s.sizeVariance,
};
export const sizeEntropy: Formula = {
  definition: "-Σ p_ij log2 p_ij, p_ij = n_ij / N_s",
  value: (s) => s.entropy,
};
export const sizeEnergy: Formula = {
  definition: "Σ p_ij², p_ij = n_ij / N_s",
  value: (s) => s.energy,
};
