import { describe, expect, it } from "vitest";
import { curvePoints } from "../../../src/explorer/work/curve-points.ts";
import { intensityVolumeCurve } from "../../../src/intensity/intensity-volume-curve.ts";

describe("the points of an intensity-volume histogram", () => {
  it("of whole numbers are those of each", () => {
    const curve = intensityVolumeCurve(Float64Array.of(1, 2, 2, 4), { method: "none" }, null);
    expect(curvePoints(curve)).toEqual([
      { intensity: 1, volume: 1 },
      { intensity: 2, volume: 0.75 },
      { intensity: 3, volume: 0.25 },
      { intensity: 4, volume: 0.25 },
    ]);
  });

  it("of one value are one", () => {
    const curve = intensityVolumeCurve(Float64Array.of(3, 3), { method: "none" }, null);
    expect(curvePoints(curve)).toEqual([{ intensity: 3, volume: 1 }]);
  });

  it("fall from all of the volume", () => {
    const values = Float64Array.from({ length: 999 }, (_, n) => Math.sin(n) * 50);
    const points = curvePoints(intensityVolumeCurve(values, { method: "none" }, null));
    expect(points[0].volume).toBe(1);
    points.slice(1).forEach(({ volume }, n) => {
      expect(volume).toBeLessThanOrEqual(points[n].volume);
    });
  });
});
