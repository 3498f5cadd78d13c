import { afterAll, describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import { createPool } from "../../src/node/pool.ts";
import { perturb } from "../../src/perturbation/perturb.ts";
import { normalise } from "../../src/processing/normalise.ts";
import { findWhiteStripe } from "../../src/processing/white-stripe.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { intensitiesIn } from "../../src/volume/mask.ts";
import { fill, maskOf, noise, unitGrid } from "./arbitrary-volumes.ts";

const grid = unitGrid([16, 14, 10], [1, 1, 2]);
const rough = noise(grid, 5).data;
/** Grey matter around 100, white matter around 200 where x is 8 or more, and a lesion. */
const image = {
  ...grid,
  data: Float64Array.from(rough, (x, v) => {
    const ofWhite = v % 16 >= 8 ? 200 : 100;
    return ofWhite + 10 * Math.sin(x * 12.9898) + (v % 7);
  }),
};
const mask = maskOf(grid, (x, y, z) => x > 2 && x < 7 && y > 3 && y < 9 && z > 2 && z < 8);
const whiteMatter = maskOf(grid, (x, y) => x >= 8 && y > 1);
const brain = maskOf(grid, (_x, y) => y > 1);

const asked = { method: "whiteStripe", width: 0.1 } as const;
const settings: SettingsInput = {
  normalise: asked,
  families: ["statistics", "glcm"],
  discretise: { method: "fixedBinNumber", bins: 8 },
  filters: [{ type: "mean", support: 3 }, { type: "square" }],
};
const plain: SettingsInput = { ...settings, normalise: null };
const pool = createPool({ workers: 2 });
afterAll(() => pool.close());

describe("white stripe", () => {
  it("subtracts the mean and divides by the standard deviation of the stripe in the mask", () => {
    const { mean, sd } = findWhiteStripe(intensitiesIn(image, whiteMatter), {
      ...asked,
      peak: "last",
    });
    const found = normalise(image, asked, null, whiteMatter).data;
    expect([...found]).toEqual(Array.from(image.data, (x) => (x - mean) / sd));
    const ofBrain = normalise(image, asked, null, brain).data;
    const grey = normalise(image, { ...asked, peak: "first" }, null, brain).data;
    // white matter lies far above the peak of grey matter
    expect(grey[12] - ofBrain[12]).toBeGreaterThan(10);
  });

  it("leaves voxels that are NaN or infinite as they are, and out of the stripe", () => {
    const data = image.data.slice();
    data[60] = Number.NaN;
    data[30] = Number.POSITIVE_INFINITY;
    const found = normalise({ ...image, data }, asked, null, whiteMatter).data;
    expect([found[60], found[30]]).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
    expect(found.filter((x) => Number.isFinite(x))).toHaveLength(data.length - 2);
  });

  it("is that of extract, its steps, maps, perturbations and pools", async () => {
    const normalised = normalise(image, asked, null, whiteMatter);
    const expected = extract(normalised, mask, plain);
    const given = { whiteMatter };
    const found = extract(image, mask, settings, given);
    expect(found.features).toEqual(expected.features);
    expect(found.notes.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(
        /^intensities were normalised by whiteStripe over the mask of white matter \(mode .*, stripe from .* to .* with \d+ voxels, mean .*, standard deviation .*\)/,
      ),
    );
    const inPool = await pool.extract(image, mask, settings, given);
    expect(inPool.features).toEqual(expected.features);
    const [outcome] = await pool.extractRegions(image, [mask], settings, given);
    expect(outcome.extraction?.features).toEqual(expected.features);
    for await (const { extraction } of pool.extractMany([{ image, mask, settings, whiteMatter }]))
      expect(extraction?.features).toEqual(expected.features);

    const region = prepareRegion(image, mask, { normalise: asked }, 0, whiteMatter);
    expect(region.image.data).toEqual(prepareRegion(normalised, mask).image.data);

    const mapped = { features: ["stat_mean"], radius: 1 };
    const map = { ...mapped, settings: { normalise: asked }, whiteMatter };
    const [mean] = featureMap(normalised, mask, mapped);
    expect(featureMap(image, mask, map)[0].volume).toEqual(mean.volume);
    expect((await pool.featureMap(image, mask, map))[0].volume).toEqual(mean.volume);

    const moved = perturb(normalised, mask, { rotation: 4 }, 3);
    const options = { normalise: asked, whiteMatter };
    expect(perturb(image, mask, { rotation: 4 }, 3, options).image.data).toEqual(moved.image.data);
    const task = { image, mask, perturbation: { rotation: 4 }, seed: 3, options };
    expect((await pool.perturb(task)).image.data).toEqual(moved.image.data);
  });

  it("takes a mask whose axes run the other way", () => {
    const flipped = {
      ...whiteMatter,
      origin: [15, 0, 0] as const,
      direction: [-1, 0, 0, 0, 1, 0, 0, 0, 1] as const,
      data: fill(grid, (x, y) => (15 - x >= 8 && y > 1 ? 1 : 0)).data,
    };
    const found = extract(image, mask, settings, { whiteMatter: flipped }).features;
    expect(found).toEqual(extract(image, mask, settings, { whiteMatter }).features);
  });

  it("is refused without a mask, with one that nothing asks for, and with one that is not fit", async () => {
    const missing = 'normalise: found the method "whiteStripe" without a mask of white matter';
    expect(() => extract(image, mask, settings)).toThrow(missing);
    expect(() => normalise(image, asked)).toThrow(missing);
    expect(() => featureMap(image, mask, { settings: { normalise: asked } })).toThrow(missing);
    await expect(pool.extract(image, mask, settings)).rejects.toThrow(missing);
    expect(() => extract(image, mask, plain, { whiteMatter })).toThrow(
      'normalise: found no normalisation with a mask of white matter, expected the method "whiteStripe"',
    );
    const other: SettingsInput = { ...plain, normalise: { method: "zScore" } };
    await expect(pool.extract(image, mask, other, { whiteMatter })).rejects.toThrow(
      'normalise: found the method "zScore" with a mask of white matter',
    );
    const refusal = (given: Parameters<typeof maskOf>[0] & { data: Uint8Array }) => {
      try {
        extract(image, mask, settings, { whiteMatter: given });
      } catch (error) {
        return (error as Error).message;
      }
      return "";
    };
    expect(refusal({ ...whiteMatter, spacing: [1, 1, 3] })).toMatch(/^whiteMatter: .*spacing/);
    expect(refusal({ ...whiteMatter, data: whiteMatter.data.map((x) => 2 * x) })).toMatch(
      /^whiteMatter: mask must hold 0 and 1 only; it holds 0?,? ?2/,
    );
    expect(refusal({ ...whiteMatter, data: new Uint8Array(whiteMatter.data.length) })).toMatch(
      /^whiteMatter: mask is empty/,
    );
    const flat = { ...image, data: Float64Array.from(image.data, (x, v) => (v % 16 < 8 ? x : 7)) };
    expect(() => extract(flat, mask, settings, { whiteMatter })).toThrow(
      /^found \d+ voxels of one intensity, 7, in the white stripe from 7 to 7/,
    );
    for (const [bad, message] of [
      [{ width: 0 }, "normalise.width: found 0, expected a number above 0 and at most 0.5"],
      [{ peak: "second" }, 'normalise.peak: found "second", expected "last", "largest" or "first"'],
    ] as const) {
      const wrong = { ...settings, normalise: { ...asked, ...bad } } as SettingsInput;
      expect(() => extract(image, mask, wrong, { whiteMatter })).toThrow(message);
    }
  });
});
