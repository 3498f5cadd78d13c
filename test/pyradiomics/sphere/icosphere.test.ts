import { describe, expect, it } from "vitest";
import { icospherePoints } from "../../../src/pyradiomics/sphere/icosphere.ts";
import { dot, norm } from "../../../src/volume/vec3.ts";

describe("icospherePoints", () => {
  it.each([
    [0, 12],
    [1, 42],
    [2, 162],
    [3, 642],
  ])("with %d subdivisions are %d points at the radius, no two the same", (subdivisions, count) => {
    const points = icospherePoints(subdivisions, 2.5);
    expect(points).toHaveLength(count);
    for (const point of points) expect(norm(point)).toBeCloseTo(2.5, 13);
    const places = new Set(points.map((point) => point.map((x) => x.toFixed(9)).join()));
    expect(places.size).toBe(count);
  });

  it("are an icosahedron at first: every point has five neighbours at one distance", () => {
    const points = icospherePoints(0, 1);
    for (const point of points) {
      const cosines = points.map((other) => dot(point, other).toFixed(9)).sort();
      // itself, five at arctan 2, five opposite to these, and the opposite point
      const near = (1 / Math.sqrt(5)).toFixed(9);
      expect(cosines.filter((c) => c === near)).toHaveLength(5);
      expect(cosines.filter((c) => c === `-${near}`)).toHaveLength(5);
      expect(cosines.filter((c) => c === "-1.000000000")).toHaveLength(1);
    }
  });

  it("holds the points of the coarser ones, in the axes' order of trimesh", () => {
    const golden = (1 + Math.sqrt(5)) / 2;
    const scale = 1 / Math.sqrt(2 + golden);
    const points = icospherePoints(1, 1).map((point) => point.map((x) => x.toFixed(9)).join());
    for (const corner of [
      [1, golden, 0],
      [0, 1, golden],
      [golden, 0, 1],
    ]) {
      expect(points).toContain(corner.map((x) => (x * scale).toFixed(9)).join());
    }
    expect(points).toContain([0, 0, 1].map((x) => x.toFixed(9)).join());
  });
});
