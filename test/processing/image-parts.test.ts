import { describe, expect, it, vi } from "vitest";
import { imageParts } from "../../src/processing/image-parts.ts";
import * as resampling from "../../src/processing/resample.ts";
import { resampleWhole } from "../../src/processing/resample-whole.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { type Box, boxSize, wholeBox } from "../../src/volume/box.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { fill, noise, unitGrid } from "./arbitrary-volumes.ts";

const image = noise(unitGrid([90, 7, 6], [1, 1, 2]), 1);

/** The voxels of a box, one by one; past the border lie those of the opposite side. */
function naive({ data, size: [nx, ny, nz] }: Volume, { min, max }: Box): number[] {
  const modulo = (k: number, n: number) => ((k % n) + n) % n;
  const values: number[] = [];
  for (let z = min[2]; z <= max[2]; z++)
    for (let y = min[1]; y <= max[1]; y++)
      for (let x = min[0]; x <= max[0]; x++)
        values.push(data[modulo(x, nx) + nx * (modulo(y, ny) + ny * modulo(z, nz))]);
  return values;
}

const boxes: Box[] = [
  { min: [40, 2, 1], max: [44, 4, 3] },
  { min: [-3, 2, 1], max: [4, 4, 3] },
  { min: [85, -2, 4], max: [92, 3, 7] },
  { min: [50, 0, 0], max: [50, 0, 0] },
];

describe("imageParts", () => {
  it.each<SettingsInput["resample"]>([
    null,
    { spacing: [0.9, null, 2], interpolation: "linear" },
    { spacing: [0.9, null, 1.7], interpolation: "nearest" },
    { spacing: [0.9, null, 1.5], interpolation: "cubic", roundIntensities: true },
    { spacing: [1.3, 1.1, 1.5], interpolation: "cubic" },
  ])("gives the voxels of the whole image, also past its border: %j", (resample) => {
    const settings = resolveSettings({ resample });
    const whole = resampleWhole(image, settings);
    for (const known of [null, whole]) {
      const { frame, part } = imageParts(image, settings, boxes, known);
      expect(frame).toMatchObject({ size: whole.size, spacing: whole.spacing });
      for (const box of boxes) {
        const { data, size } = part(box);
        expect(size).toEqual(boxSize(box));
        expect(Array.from(data)).toEqual(naive(whole, box));
      }
      expect(part(wholeBox(whole)).data).toEqual(whole.data);
    }
  });

  it("fits splines to whole lines, whose start a recursive filter never forgets exactly", () => {
    // a flat line ends in one number or its neighbour, depending on where the filter starts
    const flat = fill(unitGrid([90, 2, 2]), (x) => (x < 5 ? x : 0.1));
    const settings = resolveSettings({
      resample: { spacing: [0.7, 1, 1], interpolation: "cubic" },
    });
    const box: Box = { min: [100, 0, 0], max: [110, 1, 1] };
    const { part } = imageParts(flat, settings, [box], null);
    expect(Array.from(part(box).data)).toEqual(naive(resampleWhole(flat, settings), box));
  });

  it("interpolates once what several boxes share", () => {
    const made = vi.spyOn(resampling, "resampleWindow");
    try {
      const settings = resolveSettings({ resample: { spacing: [0.9, 1, 2] } });
      const near: Box[] = [
        { min: [10, 1, 1], max: [20, 4, 4] },
        { min: [12, 2, 2], max: [18, 3, 3] },
        { min: [70, 1, 1], max: [72, 2, 2] },
      ];
      const { part } = imageParts(image, settings, near, null);
      for (const box of [...near, ...near]) part(box);
      expect(made).toHaveBeenCalledTimes(2);
    } finally {
      made.mockRestore();
    }
  });

  it("refuses splines under exclude if any voxel of the image has no finite intensity", () => {
    const data = Float64Array.from(image.data);
    data[0] = Number.NaN;
    const settings = resolveSettings({
      resample: { spacing: [0.9, 1, 2], interpolation: "cubic" },
      nonFinite: "exclude",
    });
    expect(() => imageParts({ ...image, data }, settings, [boxes[0]], null)).toThrow(
      "interpolate by linear or nearest",
    );
  });
});
