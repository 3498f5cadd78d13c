import { describe, expect, it } from "vitest";
import { countPlanes } from "../../../src/io/contours/count-planes.ts";
import { indexToWorld } from "../../../src/volume/geometry.ts";
import type { Grid, Vec3 } from "../../../src/volume/volume.ts";
import { rotation } from "../../rotation.ts";

const oblique: Grid = {
  size: [1, 1, 1],
  spacing: [1, 1, 2.5],
  origin: [-310, 95, 1204],
  direction: rotation(0.7),
};

/** A triangle in an oblique plane, with the decimals that files have. */
const triangle = (at: number, z: number) => {
  const corners: Vec3[] = [[at, 0, z], [at + 4, 0, z], [at, 3, z]]; // biome-ignore format: a shape
  const points = corners.flatMap((corner) => indexToWorld(oblique, corner));
  return { points: Float64Array.from(points, (value) => Math.round(value * 100) / 100) };
};

describe("planes of contours", () => {
  it("are counted along their normal, whatever decimals do", () => {
    expect(countPlanes([])).toBe(0);
    expect(countPlanes([triangle(0, 0)])).toBe(1);
    expect(countPlanes([triangle(0, 4), triangle(40, 4), triangle(-25, 3), triangle(7, 4)])).toBe(
      2,
    );
    expect(countPlanes([5, 3, 4, 5, 1].map((z) => triangle(10 * z, z)))).toBe(4);
  });

  it("are those of the largest contour's facing, where others have no area", () => {
    const line = { points: Float64Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2) };
    expect(countPlanes([line, triangle(0, 0)])).toBe(2);
    expect(countPlanes([line])).toBe(1);
  });
});
