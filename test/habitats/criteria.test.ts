import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  calinskiHarabasz,
  daviesBouldin,
  meanSilhouette,
  sampledSilhouette,
} from "../../src/habitats/criteria.ts";
import { pointsOf } from "../../src/habitats/points.ts";

// means 1 and 8: within 2 + 2, between 2 · 3.5² · 2
const points = pointsOf([[0], [2], [7], [9]]);
const division = { clusters: Uint8Array.of(0, 0, 1, 1), centres: Float64Array.of(1, 8) };

describe("criteria by hand", () => {
  it("Calinski and Harabasz: 49 between with 1 degree of freedom, 4 within with 2", () => {
    expect(calinskiHarabasz(points, division)).toBeCloseTo(49 / (4 / 2), 12);
  });

  it("Davies and Bouldin: widths 1 and 1, 7 apart", () => {
    expect(daviesBouldin(points, division)).toBeCloseTo(2 / 7, 12);
  });

  it("silhouette: of the outer points (8 - 2) / 8, of the inner ones (6 - 2) / 6", () => {
    const mean = (6 / 8 + 4 / 6) / 2;
    expect(meanSilhouette(points, division.clusters, 2)).toBeCloseTo(mean, 12);
    expect(sampledSilhouette(points, division, { most: 10, seed: 1 })).toBeCloseTo(mean, 12);
  });

  it("silhouette: a point that is alone counts 0", () => {
    // 0 and 2 of one cluster: (10 - 2) / 10 and (8 - 2) / 8
    const clusters = [0, 0, 1];
    expect(meanSilhouette(pointsOf([[0], [2], [10]]), clusters, 2)).toBeCloseTo(
      (0.8 + 0.75 + 0) / 3,
      12,
    );
  });

  it("have no value without what they compare", () => {
    const same = pointsOf([[3], [3], [5]]);
    const exact = { clusters: Uint8Array.of(0, 0, 1), centres: Float64Array.of(3, 5) };
    expect(calinskiHarabasz(same, exact)).toBeNull();
    expect(meanSilhouette(same, [0, 0, 0], 2)).toBeNull();
    const twice = { clusters: Uint8Array.of(0, 1, 1), centres: Float64Array.of(4, 4) };
    expect(daviesBouldin(pointsOf([[4], [3], [5]]), twice)).toBeNull();
  });

  it("do not depend on the unit or the origin of coordinates", () => {
    const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
    const shift = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(factor, shift, (a, b) => {
        const moved = { ...points, values: points.values.map((x) => a * x + b) };
        const centres = division.centres.map((x) => a * x + b);
        const other = { ...division, centres };
        expect(calinskiHarabasz(moved, other)).toBeCloseTo(24.5, 6);
        expect(daviesBouldin(moved, other)).toBeCloseTo(2 / 7, 9);
        expect(meanSilhouette(moved, other.clusters, 2)).toBeCloseTo(17 / 24, 9);
      }),
    );
  });
});
