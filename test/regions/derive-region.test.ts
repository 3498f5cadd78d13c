import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import { featureMapRows } from "../../src/feature-map/feature-map-rows.ts";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { deriveRegion } from "../../src/regions/derive-region.ts";
import { growRegion, rimOf, ringAround, shrinkRegion } from "../../src/regions/grow-region.ts";
import type { MaskInput } from "../../src/regions/mask-settings.ts";
import { otsuThreshold } from "../../src/regions/otsu.ts";
import { separateComponents } from "../../src/regions/separate-components.ts";
import { countVoxels, intensitiesIn, type Mask } from "../../src/volume/mask.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { fill, maskOf, noise, unitGrid } from "../processing/arbitrary-volumes.ts";
import { maskArbitrary } from "./arbitrary-masks.ts";
import { where } from "./brute-force.ts";

const grid = unitGrid([12, 10, 6], [1, 1, 2]);
const image = fill(grid, (x, y, z) => x + 10 * y + 100 * z);
/** 3 × 3 × 2 voxels, and one voxel apart: 36 and 2 mm³. */
const two = maskOf(
  grid,
  (x, y, z) =>
    (x >= 3 && x < 6 && y >= 3 && y < 6 && z >= 2 && z < 4) || (x === 9 && y === 7 && z === 2),
);
const cube = separateComponents(two)[0];
/** Labels 1, 2 and 7 side by side. */
const labels: Volume = {
  ...grid,
  data: Int16Array.from(
    fill(grid, (x, y, z) => (y === 4 && z === 2 ? ([0, 1, 2, 7][x] ?? 0) : 0)).data,
  ),
};

function derived(mask: Volume, settings: MaskInput, within?: Volume) {
  return deriveRegion(mask, settings, { image, within });
}

function errorOf(work: () => unknown): VoxomicsError {
  try {
    work();
  } catch (error) {
    if (error instanceof VoxomicsError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("deriveRegion", () => {
  it("gives the mask as it is where nothing is asked for", () => {
    const { mask, derivation, notes } = derived(two, {});
    expect(mask.data).toEqual(two.data);
    expect(derivation).toEqual({ steps: [{ step: "mask", voxels: 19, volume: 38 }] });
    expect(notes).toEqual([]);
  });

  it("takes labels as one region, and tells of those that there are not", () => {
    const { mask, derivation } = derived(labels, { labels: [1, 7] });
    expect(Array.from(mask.data.keys()).filter((v) => mask.data[v] === 1)).toEqual([289, 291]);
    expect(derivation.steps).toEqual([{ step: "labels", voxels: 2, volume: 4 }]);
    const absent = derived(labels, { labels: [7, 9, 8] });
    expect(absent.derivation.steps).toEqual([
      { step: "labels", voxels: 1, volume: 2, absent: [9, 8] },
    ]);
    expect(absent.notes.map(({ code, message }) => [code, message])).toEqual([
      [
        "label-absent",
        "mask.labels asks for the labels 9, 8, which no voxel has; the others were taken",
      ],
    ]);
    expect(errorOf(() => derived(labels, { labels: [3] })).message).toBe(
      "mask has no voxel with label 3; it holds 1, 2, 7",
    );
    expect(errorOf(() => derived(labels, { labels: [3, 4] })).code).toBe("empty-mask");
  });

  it("keeps the largest component, or those that are large enough", () => {
    const largest = derived(two, { components: "largest" });
    expect(largest.mask.data).toEqual(cube.data);
    const step = { voxels: 18, volume: 36, components: 2 };
    const removed = { components: 1, voxels: 1, volume: 2 };
    expect(largest.derivation.steps[1]).toEqual({ step: "components", ...step, removed });
    const enough = derived(two, { minimumVolume: 36 });
    expect(enough.derivation.steps[1]).toEqual({ step: "minimumVolume", ...step, removed });
    expect(countVoxels(derived(two, { minimumVolume: 2 }).mask)).toBe(19);
    const error = errorOf(() => derived(two, { minimumVolume: 36.1 }));
    expect(error.message).toBe(
      "mask is empty after leaving out components of less than 36.1 mm³: the region had 19 voxels (38 mm³) before; the largest component has 36 mm³",
    );
    expect(error.details).toEqual({ step: "minimumVolume", voxels: 19, volume: 38 });
  });

  it("takes components apart only where there is one", () => {
    expect(derived(two, { components: "apart", minimumVolume: 3 }).mask.data).toEqual(cube.data);
    const error = errorOf(() => derived(two, { components: "apart" }));
    expect([error.code, error.message]).toEqual([
      "invalid-mask",
      'mask has 2 components, expected one, as mask.components is "apart": openCase makes each a region of its own, and so does separateComponents',
    ]);
  });

  it("divides a region by its intensities", () => {
    const values = intensitiesIn(image, cube);
    const [lowest, highest] = [values[0], values[17]];
    const part = (intensity: MaskInput["intensity"]) => derived(cube, { intensity });
    const above = (threshold: number) =>
      where(cube, (v) => cube.data[v] === 1 && image.data[v] >= threshold);
    const below = (threshold: number) =>
      where(cube, (v) => cube.data[v] === 1 && image.data[v] < threshold);

    const fixed = part({ method: "threshold", value: 244 });
    expect(fixed.mask.data).toEqual(above(244).data);
    expect(fixed.derivation.steps[1]).toMatchObject({ threshold: 244, lowest, highest });
    expect(part({ method: "threshold", value: 244, keep: "below" }).mask.data).toEqual(
      below(244).data,
    );

    const fraction = part({ method: "fractionOfMaximum", fraction: 0.9 });
    expect(highest).toBe(355);
    expect(fraction.mask.data).toEqual(above(319.5).data);
    expect(fraction.derivation.steps[1].threshold).toBe(0.9 * 355);

    const otsu = otsuThreshold(values) as number;
    expect(part({ method: "otsu" }).mask.data).toEqual(above(otsu).data);
    expect(part({ method: "otsu", keep: "below" }).mask.data).toEqual(below(otsu).data);
    expect(part({ method: "otsu" }).derivation.steps[1].threshold).toBe(otsu);
  });

  it("says why a choice by intensity leaves nothing", () => {
    const message = (intensity: MaskInput["intensity"], on: Volume = image) =>
      errorOf(() => deriveRegion(cube, { intensity }, { image: on })).message;
    expect(message({ method: "threshold", value: 500 })).toBe(
      "mask is empty after the choice by intensity (threshold, above): the region had 18 voxels (36 mm³) before; its intensities are 233 to 355, and the threshold is 500",
    );
    expect(
      message(
        { method: "otsu" },
        fill(grid, () => 7),
      ),
    ).toMatch(/; all its intensities are 7, which cannot be divided$/);
    expect(
      message(
        { method: "fractionOfMaximum", fraction: 0.4 },
        fill(grid, () => -7),
      ),
    ).toMatch(/; its intensities are -7 to -7, and a fraction of the maximum needs one above 0$/);
    expect(errorOf(() => deriveRegion(cube, { intensity: { method: "otsu" } })).message).toBe(
      "mask.intensity: found without an image, expected the option image beside it",
    );
  });

  it("leaves voxels without a finite intensity out of both parts, or refuses them", () => {
    const holes = {
      ...image,
      data: image.data.map((value) => (value === 244 ? Number.NaN : value)),
    };
    const options = { image: holes, nonFinite: "exclude" } as const;
    const parts = (["above", "below"] as const).map((keep) =>
      countVoxels(deriveRegion(cube, { intensity: { method: "otsu", keep } }, options).mask),
    );
    expect(parts[0] + parts[1]).toBe(17);
    const error = errorOf(() =>
      deriveRegion(cube, { intensity: { method: "otsu" } }, { image: holes }),
    );
    expect([error.code, (error.details as { voxel?: unknown }).voxel]).toEqual([
      "invalid-intensity",
      [4, 4, 2],
    ]);
  });

  it("grows, shrinks and surrounds as the functions of these names", () => {
    fc.assert(
      fc.property(maskArbitrary(), fc.integer({ min: 1, max: 60 }), (mask, tenths) => {
        const mm = tenths / 10;
        const expected: readonly (readonly [MaskInput, Mask])[] = [
          [{ grow: mm }, growRegion(mask, mm)],
          [{ shrink: mm }, shrinkRegion(mask, mm)],
          [{ ring: mm }, ringAround(mask, mm)],
          [{ ring: { inner: mm, outer: 2 * mm } }, ringAround(mask, { inner: mm, outer: 2 * mm })],
          [{ rim: mm }, rimOf(mask, mm)],
          [
            { ring: mm, rim: 2 * mm },
            where(mask, (v) => ringAround(mask, mm).data[v] + rimOf(mask, 2 * mm).data[v] > 0),
          ],
        ];
        for (const [settings, made] of expected) {
          if (countVoxels(made) === 0) {
            expect(errorOf(() => deriveRegion(mask, settings)).code).toBe("empty-mask");
            continue;
          }
          const found = deriveRegion(mask, settings);
          expect(found.mask).toEqual(made);
          const [x, y, z] = mask.spacing;
          const last = found.derivation.steps.at(-1);
          expect(last).toMatchObject({
            voxels: countVoxels(made),
            volume: countVoxels(made) * x * y * z,
          });
        }
      }),
    );
  });

  it("tells of the sides of the image that end a ring", () => {
    const { derivation, notes } = derived(cube, { ring: 3 });
    expect(derivation.steps[1]).toMatchObject({ step: "ring" });
    expect([derivation.steps[1].sides, notes]).toEqual([undefined, []]);
    const far = derived(cube, { ring: 4 });
    expect(far.derivation.steps[1].sides).toEqual(["-x", "-y"]);
    expect(far.notes.map(({ message }) => message)).toEqual([
      "the region lies at the edge of the image (-x, -y): the ring goes on beyond the image, which has no voxels there",
    ]);
    const slab = maskOf(grid, (x) => x < 4);
    expect(derived(slab, { rim: 1 }).derivation.steps[1].sides).toEqual([
      "-x",
      "-y",
      "+y",
      "-z",
      "+z",
    ]);
    const plane = maskOf(unitGrid([9, 9, 1]), (x, y) => x === 4 && y === 4);
    expect(deriveRegion(plane, { ring: 3 }).notes).toEqual([]);
  });

  it("names rings and rims that have no voxel", () => {
    expect(errorOf(() => derived(cube, { ring: 0.5 })).message).toBe(
      "mask is empty after taking the ring of 0.5 mm: the region had 18 voxels (36 mm³) before; voxels are 1 × 1 × 2 mm",
    );
    expect(errorOf(() => derived(cube, { shrink: 4 })).message).toMatch(
      /^mask is empty after shrinking by 4 mm: the region had 18 voxels/,
    );
    const all = maskOf(grid, () => true);
    expect(errorOf(() => derived(all, { rim: 2 })).message).toMatch(
      /^mask is empty after taking the rim of 2 mm.*what lies beyond the image does not count as outside of the region$/,
    );
    expect(errorOf(() => derived(all, { ring: { inner: 1, outer: 2 } })).message).toMatch(
      /^mask is empty after taking the ring of 1 to 2 mm/,
    );
  });

  it("cuts the region to another mask, after all else", () => {
    const half = maskOf(grid, (x) => x >= 5);
    const { mask, derivation } = derived(two, { components: "largest", ring: 2 }, half);
    const ring = ringAround(cube, 2);
    expect(mask.data).toEqual(ring.data.map((value, v) => value * half.data[v]));
    expect(derivation.steps.map(({ step }) => step)).toEqual([
      "mask",
      "components",
      "ring",
      "within",
    ]);
    expect(mask.data.some((value, v) => value === 1 && cube.data[v] === 1)).toBe(false);
    // labels of the mask that is given, else of the mask itself
    const organs = { ...grid, data: half.data.map((value) => 3 - value) };
    expect(derived(cube, { ring: 2, within: [2] }, organs).mask.data).toEqual(
      ring.data.map((value, v) => value * half.data[v]),
    );
    expect(
      derived(labels, { labels: [1], grow: 5, within: [2, 7] }).derivation.steps.at(-1),
    ).toEqual({
      step: "within",
      voxels: 2,
      volume: 4,
    });
    const nowhere = maskOf(grid, (x) => x === 11);
    expect(errorOf(() => derived(cube, { ring: 2 }, nowhere)).message).toMatch(
      /^mask is empty after cutting it to the mask that it is to be within: the region had \d+ voxels .* before; none of its voxels lies inside of that$/,
    );
  });

  it("refuses masks around a region that are none, saying that it speaks of them", () => {
    const message = (within: unknown) =>
      errorOf(() => derived(cube, { ring: 2 }, within as Volume)).message;
    expect(message(labels)).toMatch(/^within: mask must hold 0 and 1 only; it holds 1, 2, 7/);
    expect(message(maskOf(grid, () => false))).toMatch(/^within: mask is empty: none of/);
    expect(message({ ...cube, spacing: [2, 2, 2] })).toMatch(
      /^within: mask is on another grid: spacing/,
    );
    expect(message(3)).toMatch(/^within: mask: found 3, expected a volume record/);
  });

  it("refuses settings that contradict each other", () => {
    const problem = (settings: MaskInput) => errorOf(() => derived(cube, settings)).message;
    expect(problem({ threshold: 0.5, labels: [1] })).toBe(
      "mask.labels: found beside threshold, expected one of both: a mask holds labels, or fractions",
    );
    expect(problem({ labels: [1, 2, 1] })).toBe(
      "mask.labels: found 1 twice, expected each label once",
    );
    expect(problem({ grow: 1, shrink: 1 })).toBe(
      "mask.shrink: found beside grow, expected one of grow, shrink, ring and rim, or ring with rim",
    );
    expect(problem({ grow: 1, ring: 1, rim: 1 })).toMatch(/^mask\.ring: found beside grow/);
    expect(problem({ ring: { inner: 2, outer: 1 } })).toBe(
      "mask.ring.inner: found 2, expected less than outer, 1",
    );
    expect(problem({ ring: 0 })).toBe(
      "mask.ring: found 0, expected null, a number above 0 or an object",
    );
    expect(problem({ grow: -3 })).toBe("mask.grow: found -3, expected null or a number above 0");
  });
});

describe("an extraction with a region of a region", () => {
  const settings = {
    resample: { spacing: [1, 1, 1] },
    families: ["statistics", "morphology"],
  } as const;
  const noisy = noise(grid, 5);

  it("measures what deriveRegion makes, before it is interpolated, and records it", () => {
    const half = maskOf(grid, (x) => x >= 5);
    const mask = { ring: 2.5 };
    const made = deriveRegion(cube, mask, { image: noisy, within: half });
    const found = extract(noisy, cube, { ...settings, mask }, { within: half });
    const direct = extract(noisy, made.mask, settings);
    expect(found.features).toEqual(direct.features);
    expect(found.roi).toEqual({ ...direct.roi, derivation: made.derivation });
    expect(found.settings.mask).toMatchObject({ ring: 2.5, grow: null, components: "all" });
  });

  it("is as before, to the bit, where nothing is asked for", () => {
    const before = extract(noisy, two, settings);
    expect(before.settings.mask).toBeNull();
    expect("derivation" in before.roi).toBe(false);
    const asked = extract(noisy, two, { ...settings, mask: {} });
    expect(asked.features).toEqual(before.features);
    expect(asked.roi.derivation?.steps).toHaveLength(1);
  });

  it("re-segments after it, and chooses intensities on the image as it was given", () => {
    const mask = { intensity: { method: "threshold", value: 0 } } as const;
    const made = deriveRegion(cube, mask, { image: noisy });
    const resegment = { range: [100, null] } as const;
    const found = extract(noisy, cube, { ...settings, resegment, mask });
    expect(found.features).toEqual(extract(noisy, made.mask, { ...settings, resegment }).features);
  });

  it("is that of prepareRegion and of feature maps too", () => {
    const mask = { rim: 1 };
    const made = deriveRegion(cube, mask).mask;
    expect(prepareRegion(noisy, cube, { mask })).toEqual(prepareRegion(noisy, made));
    const options = { features: ["stat_mean"], settings: { mask } };
    const half = maskOf(grid, (x) => x >= 5);
    const maps = featureMapRows(noisy, cube, { ...options, within: half });
    expect(maps.voxels).toBe(countVoxels(deriveRegion(cube, mask, { within: half }).mask));
    expect(maps.derivation?.steps.map(({ step }) => step)).toEqual(["mask", "rim", "within"]);
  });
});
