import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterLeaves, cutDendrogram } from "../../src/reproducibility/clustering.ts";
import { tightClusters } from "../../src/reproducibility/tight-clusters.ts";

/** Distances between points of a plane: symmetric, and without ties but for equal points. */
const distances = fc
  .array(
    fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    {
      minLength: 1,
      maxLength: 25,
    },
  )
  .map((points) =>
    points.map(([x, y], a) =>
      Float64Array.from(points, ([u, v], b) => Math.hypot(x - u, y - v) + (a === b ? 0 : 1e-3)),
    ),
  );

const sorted = (clusters: readonly (readonly number[])[]) =>
  clusters.map((leaves) => [...leaves].sort((a, b) => a - b)).sort(([a], [b]) => a - b);
const copied = (rows: readonly Float64Array[]) => rows.map((row) => row.slice());

describe.each(["average", "complete", "single"] as const)("tightClusters, %s", (linkage) => {
  it("are those of the dendrogram, cut", () => {
    const cut = fc.double({ min: 0, max: 1.2, noNaN: true });
    fc.assert(
      fc.property(distances, cut, (rows, most) => {
        const values = rows.flatMap((row, a) => [...row.slice(0, a)]);
        fc.pre(new Set(values.map((value) => value.toFixed(9))).size === values.length);
        const expected = cutDendrogram(clusterLeaves(copied(rows), linkage), most);
        expect(sorted(tightClusters(copied(rows), linkage, most))).toEqual(expected);
      }),
    );
  });

  it("end, and hold every leaf once, whatever ties there are", () => {
    const ties = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(ties, fc.integer({ min: 0, max: 3 }), (places, most) => {
        const rows = places.map((x) => Float64Array.from(places, (y) => Math.abs(x - y)));
        const leaves = tightClusters(rows, linkage, most).flat();
        expect(leaves.sort((a, b) => a - b)).toEqual(places.map((_, n) => n));
      }),
    );
  });
});

describe("tightClusters", () => {
  it("of nothing are none", () => {
    expect(tightClusters([], "average", 1)).toEqual([]);
  });

  it("join a chain by single linkage alone", () => {
    const rows = () => [0, 1, 2.5].map((x) => Float64Array.of(x, Math.abs(x - 1), 2.5 - x));
    expect(sorted(tightClusters(rows(), "single", 1.5))).toEqual([[0, 1, 2]]);
    expect(sorted(tightClusters(rows(), "average", 1.5))).toEqual([[0, 1], [2]]);
    expect(sorted(tightClusters(rows(), "average", 2))).toEqual([[0, 1, 2]]);
    expect(sorted(tightClusters(rows(), "complete", 2))).toEqual([[0, 1], [2]]);
  });
});
