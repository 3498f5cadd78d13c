import { describe, expect, it } from "vitest";
import { harmonicFunctions } from "../../../src/pyradiomics/sphere/spherical-harmonics.ts";

/** A grid of angles with the area that each stands for. */
const grid = Array.from({ length: 60 * 400 }, (_, k) => {
  const polar = (Math.PI * (Math.floor(k / 60) + 0.5)) / 400;
  const area = (Math.PI / 400) * ((2 * Math.PI) / 60) * Math.sin(polar);
  return { azimuth: (2 * Math.PI * (k % 60)) / 60, polar, area };
});

describe("harmonicFunctions", () => {
  it("are orthogonal, and those of order 0 have the length 1", () => {
    const all = [0, 1, 2, 3].flatMap((degree) => harmonicFunctions(degree, grid).rows);
    const inner = (a: Float64Array, b: Float64Array) =>
      grid.reduce((sum, { area }, k) => sum + area * a[k] * b[k], 0);
    all.forEach((a, i) => {
      // the real and the imaginary part of an order above 0 share the length 1
      const isOrderZero = [0, 1, 4, 9].includes(i);
      expect(inner(a, a)).toBeCloseTo(isOrderZero ? 1 : 0.5, 4);
      for (const b of all.slice(0, i)) expect(inner(a, b)).toBeCloseTo(0, 4);
    });
  });

  // Abramowitz and Stegun, chapter 8: the first degrees
  it("are those of the books", () => {
    const [azimuth, polar] = [0.7, -1.1];
    const [s, c] = [Math.abs(Math.sin(polar)), Math.cos(polar)];
    const values = (degree: number) =>
      harmonicFunctions(degree, [{ azimuth, polar }]).rows.map(([value]) => value);
    const expected = [
      [Math.sqrt(1 / (4 * Math.PI))],
      [
        Math.sqrt(3 / (4 * Math.PI)) * c,
        -Math.sqrt(3 / (8 * Math.PI)) * s * Math.cos(azimuth),
        -Math.sqrt(3 / (8 * Math.PI)) * s * Math.sin(azimuth),
      ],
      [
        Math.sqrt(5 / (16 * Math.PI)) * (3 * c * c - 1),
        -Math.sqrt(15 / (8 * Math.PI)) * s * c * Math.cos(azimuth),
        -Math.sqrt(15 / (8 * Math.PI)) * s * c * Math.sin(azimuth),
        Math.sqrt(15 / (32 * Math.PI)) * s * s * Math.cos(2 * azimuth),
        Math.sqrt(15 / (32 * Math.PI)) * s * s * Math.sin(2 * azimuth),
      ],
    ];
    expected.forEach((ofDegree, degree) => {
      expect(values(degree)).toHaveLength(2 * degree + 1);
      ofDegree.forEach((value, k) => {
        expect(values(degree)[k]).toBeCloseTo(value, 14);
      });
    });
  });
});
