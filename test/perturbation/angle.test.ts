import fc from "fast-check";
import { expect, it } from "vitest";
import { splitAngle } from "../../src/perturbation/angle.ts";

it("is right angles and a rest that add up", () => {
  fc.assert(
    fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (degrees) => {
      const { turns, cosine, sine } = splitAngle(degrees);
      const radians = (degrees * Math.PI) / 180 - (turns * Math.PI) / 2;
      expect(cosine).toBeCloseTo(Math.cos(radians), 11);
      expect(sine).toBeCloseTo(Math.sin(radians), 11);
      expect(Math.abs(sine)).toBeLessThanOrEqual(Math.SQRT1_2 + 1e-15);
      expect(cosine ** 2 + sine ** 2).toBeCloseTo(1, 14);
    }),
  );
});

it.each([
  [0, 0],
  [90, 1],
  [180, 2],
  [270, 3],
  [-90, 3],
  [450, 1],
  [-720, 0],
])("is exact at %d degrees", (degrees, turns) => {
  const angle = splitAngle(degrees);
  expect(angle.turns).toBe(turns);
  expect(angle.cosine).toBe(1);
  expect(Math.abs(angle.sine)).toBe(0);
});
