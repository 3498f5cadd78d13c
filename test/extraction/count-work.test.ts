import { describe, expect, it } from "vitest";
import { countWork } from "../../src/extraction/count-work.ts";
import { planOf } from "../../src/extraction/plan.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import type { Box } from "../../src/volume/box.ts";
import { unitGrid } from "../processing/arbitrary-volumes.ts";

const grid = unitGrid([100, 100, 100]);
const cube = (at: number, side: number): Box => ({
  min: [at, at, at],
  max: [at + side - 1, at + side - 1, at + side - 1],
});

const workOf = (settings: SettingsInput, ...boxes: Box[]) =>
  countWork(planOf(resolveSettings(settings), boxes.length), grid, boxes);

describe("countWork", () => {
  it("counts regions in the image, thrice, and in each response map with what the filter sees", () => {
    const filters: SettingsInput["filters"] = [{ type: "mean", support: 5 }];
    expect(workOf({}, cube(20, 10), cube(70, 4))).toBe(3 * (1000 + 64));
    expect(workOf({ filters }, cube(20, 10))).toBe(3000 + 1000 + 14 ** 3);
    expect(workOf({ filters, original: false }, cube(0, 10))).toBe(1000 + 12 ** 3);
  });

  it("counts the whole image for filters that depend on it, and voxels after interpolation", () => {
    const whole: SettingsInput = { filters: [{ type: "simoncelli" }], original: false };
    expect(workOf(whole, cube(20, 10))).toBe(1000 + 1e6);
    expect(workOf({ resample: { spacing: [2, 2, 1] } }, cube(20, 10))).toBe(3 * 250);
  });
});
