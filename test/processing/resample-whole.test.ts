import { describe, expect, it } from "vitest";
import { resample } from "../../src/processing/resample.ts";
import type { Interpolation } from "../../src/processing/resample-settings.ts";
import { resampleWhole } from "../../src/processing/resample-whole.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { fill, noise, unitGrid } from "./arbitrary-volumes.ts";

const grid = unitGrid([8, 7, 6]);
const holed = fill(grid, (x, y, z) => (x + y + z === 0 ? Number.NaN : x));

const settings = (interpolation: Interpolation, nonFinite: "refuse" | "exclude", step = 0.8) =>
  resolveSettings({ resample: { spacing: [step, 1, 1], interpolation }, nonFinite });

describe("resampleWhole", () => {
  it("is the image where nothing is resampled, else what resample gives", () => {
    expect(resampleWhole(holed, resolveSettings({ nonFinite: "exclude" }))).toBe(holed);
    for (const [image, rule] of [
      [noise(grid, 1), "exclude"],
      [holed, "refuse"],
    ] as const) {
      const step = { spacing: [0.8, 1, 1], interpolation: "cubic" } as const;
      const found = resampleWhole(image, settings("cubic", rule));
      expect(found).toEqual(resample(image, step));
    }
    const linear = settings("linear", "exclude");
    expect(resampleWhole(holed, linear).data.filter(Number.isNaN)).toHaveLength(2);
  });

  it("refuses splines that meet what has no finite intensity, to exclude it", () => {
    expect(() => resampleWhole(holed, settings("cubic", "exclude"))).toThrow(
      /^1 of the image's 336 voxels .* interpolate by linear or nearest$/,
    );
    expect(() => resampleWhole(holed, settings("cubic", "exclude", 1))).not.toThrow();
  });
});
