import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clusterLeaves,
  cutDendrogram,
  type Linkage,
} from "../../src/reproducibility/clustering.ts";

/** Merges by definition: the pair of clusters with the least distance over all pairs of their leaves. */
function heightsByDefinition(distances: readonly Float64Array[], linkage: Linkage): number[] {
  const combine = {
    average: (d: number[]) => d.reduce((a, b) => a + b, 0) / d.length,
    complete: (d: number[]) => Math.max(...d),
    single: (d: number[]) => Math.min(...d),
  }[linkage];
  const between = (a: number[], b: number[]) =>
    combine(a.flatMap((i) => b.map((j) => distances[i][j])));
  let clusters = distances.map((_, leaf) => [leaf]);
  const heights: number[] = [];
  while (clusters.length > 1) {
    const pairs = clusters.flatMap((a, i) =>
      clusters.slice(0, i).map((b) => ({ a, b, distance: between(a, b) })),
    );
    const best = pairs.reduce((least, pair) => (pair.distance < least.distance ? pair : least));
    heights.push(best.distance);
    clusters = [...clusters.filter((c) => c !== best.a && c !== best.b), [...best.a, ...best.b]];
  }
  return heights;
}

const primes = Array.from({ length: 160 }, (_, k) => k + 2).filter((n) =>
  Array.from({ length: n - 2 }, (_, k) => k + 2).every((divisor) => n % divisor !== 0),
);

/**
 * Symmetric distances, no two of which and no two averages of which are equal, so that there is one
 * clustering only: roots of different primes do not add up to each other.
 */
const distances = fc.integer({ min: 2, max: 9 }).chain((n) =>
  fc
    .shuffledSubarray(primes.slice(0, (n * (n - 1)) / 2), { minLength: (n * (n - 1)) / 2 })
    .map((values) => {
      const matrix = Array.from({ length: n }, () => new Float64Array(n));
      let next = 0;
      for (let a = 0; a < n; a++)
        for (let b = 0; b < a; b++) {
          matrix[a][b] = Math.sqrt(values[next++]);
          matrix[b][a] = matrix[a][b];
        }
      return matrix;
    }),
);

describe("clusterLeaves", () => {
  it.each(["average", "complete", "single"] as const)(
    "%s linkage merges the nearest",
    (linkage) => {
      fc.assert(
        fc.property(distances, (matrix) => {
          const { merges } = clusterLeaves(matrix, linkage);
          const expected = heightsByDefinition(matrix, linkage);
          merges.forEach(({ height }, m) => {
            expect(height).toBeCloseTo(expected[m], 12);
          });
          expect(merges).toHaveLength(matrix.length - 1);
          expect(merges.at(-1)?.size).toBe(matrix.length);
        }),
      );
    },
  );

  it("draws branches that do not cross: every cluster is a run of the leaves' order", () => {
    fc.assert(
      fc.property(distances, (matrix) => {
        const dendrogram = clusterLeaves(matrix, "average");
        const place = new Map(dendrogram.order.map((leaf, at) => [leaf, at]));
        for (const { height } of dendrogram.merges) {
          for (const cluster of cutDendrogram(dendrogram, height)) {
            const places = cluster.map((leaf) => place.get(leaf) as number);
            expect(Math.max(...places) - Math.min(...places)).toBe(cluster.length - 1);
          }
        }
      }),
    );
  });

  it("works out by hand: two pairs and a single", () => {
    const matrix = [
      [0, 1, 6, 6, 9],
      [1, 0, 6, 6, 9],
      [6, 6, 0, 2, 9],
      [6, 6, 2, 0, 9],
      [9, 9, 9, 9, 0],
    ].map((row) => Float64Array.from(row));
    const dendrogram = clusterLeaves(matrix, "average");
    expect(dendrogram).toEqual({
      merges: [
        { left: 0, right: 1, height: 1, size: 2 },
        { left: 2, right: 3, height: 2, size: 2 },
        { left: 5, right: 6, height: 6, size: 4 },
        { left: 7, right: 4, height: 9, size: 5 },
      ],
      order: [0, 1, 2, 3, 4],
    });
    expect(cutDendrogram(dendrogram, 0.5)).toEqual([[0], [1], [2], [3], [4]]);
    expect(cutDendrogram(dendrogram, 2)).toEqual([[0, 1], [2, 3], [4]]);
    expect(cutDendrogram(dendrogram, 8.9)).toEqual([[0, 1, 2, 3], [4]]);
    expect(cutDendrogram(dendrogram, 9)).toEqual([[0, 1, 2, 3, 4]]);
  });

  it("takes one leaf and none", () => {
    expect(clusterLeaves([], "single")).toEqual({ merges: [], order: [] });
    expect(clusterLeaves([Float64Array.of(0)], "single")).toEqual({ merges: [], order: [0] });
    expect(cutDendrogram({ merges: [], order: [0] }, 0)).toEqual([[0]]);
  });

  it("merges leaves at equal distances, in any depth", () => {
    // 0.1 is no sum of powers of two: averages of it round
    const n = 40;
    const matrix = Array.from({ length: n }, (_, a) =>
      Float64Array.from({ length: n }, (_, b) => (a === b ? 0 : 0.1)),
    );
    const dendrogram = clusterLeaves(matrix, "average");
    expect(cutDendrogram(dendrogram, 0.1)).toHaveLength(1);
    expect(cutDendrogram(dendrogram, 0.09)).toHaveLength(n);
  });
});
