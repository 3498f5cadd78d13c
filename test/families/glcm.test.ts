import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { glcmFeatures } from "../../src/families/glcm.ts";
import { evaluate, type Feature } from "../../src/features/feature.ts";
import { type GlcmSummary, summariseGlcm } from "../../src/features/glcm-summary.ts";
import type { CountMatrix } from "../../src/matrices/count-matrix.ts";

type Id = keyof typeof glcmFeatures;

const evaluated = (id: Id, matrix: CountMatrix) =>
  evaluate(glcmFeatures[id] as Feature<GlcmSummary>, summariseGlcm(matrix));

/** Upper triangle of pair counts of up to 7 levels, with a pair at least. */
const matrices = fc
  .uniqueArray(
    fc.tuple(
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 1, max: 99 }),
    ),
    {
      selector: ([i, step]) => `${i} ${step}`,
      minLength: 1,
    },
  )
  .map((list): CountMatrix => {
    const entries = list
      .map(([i, step, n]) => [i, Math.min(7, i + step), n])
      .filter(([i, j], k, all) => all.findIndex(([a, b]) => a === i && b === j) === k)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return {
      levels: 7,
      voxels: 100,
      i: Int32Array.from(entries, ([i]) => i),
      j: Int32Array.from(entries, ([, j]) => j),
      n: Float64Array.from(entries, ([, , n]) => n),
    };
  });

/** The manual's definitions as double sums over the symmetric matrix p. */
function naive({ i, j, n, levels }: CountMatrix): Record<Id, number> {
  const range = Array.from({ length: levels }, (_, k) => k + 1);
  const p = range.map(() => range.map(() => 0));
  n.forEach((count, e) => {
    p[i[e] - 1][j[e] - 1] += count;
    p[j[e] - 1][i[e] - 1] += count;
  });
  const total = p.flat().reduce((a, b) => a + b, 0);
  const at = (a: number, b: number) => p[a - 1][b - 1] / total;
  const sum = (f: (a: number, b: number) => number) =>
    range.reduce((s, a) => s + range.reduce((t, b) => t + (at(a, b) > 0 ? f(a, b) : 0), 0), 0);
  const mean = (f: (a: number, b: number) => number) => sum((a, b) => f(a, b) * at(a, b));
  const entropy = (q: number[]) => q.reduce((s, x) => s - (x > 0 ? x * Math.log2(x) : 0), 0);
  const marginal = (a: number) => range.reduce((s, b) => s + at(a, b), 0);
  const differences = [0, ...range].map((k) =>
    sum((a, b) => (Math.abs(a - b) === k ? at(a, b) : 0)),
  );
  const sums = [...range, ...range.map((k) => k + levels)].map((k) =>
    sum((a, b) => (a + b === k ? at(a, b) : 0)),
  );

  const mu = mean((a) => a);
  const variance = mean((a) => (a - mu) ** 2);
  const differenceAverage = mean((a, b) => Math.abs(a - b));
  const cluster = (power: number) => mean((a, b) => (a + b - 2 * mu) ** power);
  const hx = entropy(range.map(marginal));
  const hxy = entropy(range.flatMap((a) => range.map((b) => at(a, b))));
  const hxy1 = -mean((a, b) => Math.log2(marginal(a) * marginal(b)));
  const hxy2 = entropy(range.flatMap((a) => range.map((b) => marginal(a) * marginal(b))));
  return {
    jointMaximum: Math.max(...p.flat()) / total,
    jointAverage: mu,
    jointVariance: variance,
    jointEntropy: hxy,
    differenceAverage,
    differenceVariance: mean((a, b) => (Math.abs(a - b) - differenceAverage) ** 2),
    differenceEntropy: entropy(differences),
    sumAverage: mean((a, b) => a + b),
    sumVariance: mean((a, b) => (a + b - mean((c, d) => c + d)) ** 2),
    sumEntropy: entropy(sums),
    angularSecondMoment: mean(at),
    contrast: mean((a, b) => (a - b) ** 2),
    dissimilarity: differenceAverage,
    inverseDifference: mean((a, b) => 1 / (1 + Math.abs(a - b))),
    normalisedInverseDifference: mean((a, b) => 1 / (1 + Math.abs(a - b) / levels)),
    inverseDifferenceMoment: mean((a, b) => 1 / (1 + (a - b) ** 2)),
    normalisedInverseDifferenceMoment: mean((a, b) => 1 / (1 + (a - b) ** 2 / levels ** 2)),
    inverseVariance: mean((a, b) => (a === b ? 0 : 1 / (a - b) ** 2)),
    correlation: variance === 0 ? 1 : mean((a, b) => (a - mu) * (b - mu)) / variance,
    autocorrelation: mean((a, b) => a * b),
    clusterTendency: cluster(2),
    clusterShade: cluster(3),
    clusterProminence: cluster(4),
    informationCorrelation1: hx === 0 ? 0 : (hxy - hxy1) / hx,
    informationCorrelation2: Math.sqrt(Math.max(0, 1 - Math.exp(-2 * (hxy2 - hxy)))),
  };
}

describe("glcmFeatures", () => {
  it("follow the manual's double sums", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        for (const [id, expected] of Object.entries(naive(matrix))) {
          // information correlation 2 is the root of a difference that may be all rounding error
          const digits = id === "informationCorrelation2" ? 6 : 9;
          expect(evaluated(id as Id, matrix).value, id).toBeCloseTo(expected, digits);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("take the standard's values for one grey level", () => {
    const one = {
      levels: 3,
      voxels: 4,
      i: Int32Array.of(3),
      j: Int32Array.of(3),
      n: Float64Array.of(5),
    };
    expect(evaluated("correlation", one)).toEqual({ value: 1, reason: "single-grey-level" });
    expect(evaluated("informationCorrelation1", one)).toEqual({
      value: 0,
      reason: "single-grey-level",
    });
    expect(evaluated("informationCorrelation2", one).value).toBe(0);
    expect(evaluated("jointEntropy", one).value).toBeCloseTo(0, 12);
    expect(evaluated("inverseVariance", one).value).toBe(0);
  });
});
