import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { extractRegions } from "../../src/extraction/extract-regions.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { identityDirection, type Vec3, type Volume } from "../../src/volume/volume.ts";

const volume = (
  value: (x: number, y: number, z: number) => number,
  spacing: Vec3 = [1, 1, 1],
): Volume => ({
  data: Float64Array.from({ length: 64 }, (_, v) => value(v % 4, (v >> 2) % 4, v >> 4)),
  size: [4, 4, 4],
  spacing,
  origin: [0, 0, 0],
  direction: identityDirection,
});

/** The 2 × 2 × 2 voxels in the middle. */
const middle = (spacing?: Vec3) =>
  volume((x, y, z) => Number([x, y, z].every((i) => i === 1 || i === 2)), spacing);
const ramp = (spacing?: Vec3) => volume((x, y, z) => x + 4 * y + 16 * z, spacing);

const codesOf = (image: Volume, mask: Volume, settings: SettingsInput = {}) =>
  extract(image, mask, settings).notes.map(({ code }) => code);

describe("notes of an extraction", () => {
  it("are none where nothing is to be said", () => {
    expect(extract(ramp(), middle()).notes).toEqual([]);
  });

  it("tell 3D texture on elongated voxels, with the spacing after interpolation", () => {
    const [image, mask] = [ramp([1, 1, 3.3]), middle([1, 1, 3.3])];
    expect(extract(image, mask).notes).toEqual([
      {
        code: "elongated-voxels",
        message:
          '3D texture was measured on voxels of 1 × 1 × 3.3 mm, 3.3 times as long as wide: its directions do not mean the same; resample to cubic voxels, or take 2D aggregations (aggregations: ["2D:avg"] in the settings; of maps, dimensions 2)',
        details: { spacing: [1, 1, 3.3], ratio: 3.3 },
      },
    ]);
    expect(codesOf(ramp([1, 1, 1.5]), middle([1, 1, 1.5]))).toEqual([]);
    expect(codesOf(image, mask, { aggregations: ["2D:avg", "2.5D:mrg"] })).toEqual([]);
    expect(codesOf(image, mask, { families: ["morphology", "statistics"] })).toEqual([]);
    expect(codesOf(image, mask, { resample: { spacing: [1, 1, 1] } })).toEqual([]);
  });

  it("tell them where only response maps have texture", () => {
    const settings: SettingsInput = {
      original: false,
      filters: [{ type: "mean", support: 3 }],
      filterFeatures: { families: ["glcm"] },
    };
    expect(codesOf(ramp([1, 1, 3]), middle([1, 1, 3]), settings)).toEqual(["elongated-voxels"]);
  });

  it("tell re-segmentation that leaves out more than a fifth", () => {
    // the region has 21, 22, 25, 26, 37, 38, 41, 42
    const left = (range: [number, number]) =>
      extract(ramp(), middle(), { resegment: { range } }).notes;
    expect(left([22, 100])).toEqual([]); // an eighth
    expect(left([25, 100])).toEqual([
      {
        code: "much-left-out",
        message: "re-segmentation left out 2 of the region's 8 voxels (25 %)",
        details: { morphologicalVoxels: 8, intensityVoxels: 6, part: 0.25 },
      },
    ]);
  });

  it("count what re-segmentation left out of the region before it cut the shape too", () => {
    const resegment = { range: [25, 100], morphological: true } as const;
    const { notes, roi } = extract(ramp(), middle(), { resegment });
    expect(roi.morphologicalVoxels).toBe(6);
    expect(notes.map(({ message }) => message)).toEqual([
      "re-segmentation left out 2 of the region's 8 voxels (25 %)",
    ]);
  });

  it("tell that no voxel is left, and what then has no value", () => {
    const { notes, features } = extract(ramp(), middle(), { resegment: { range: [500, 600] } });
    expect(notes).toEqual([
      {
        code: "much-left-out",
        message:
          "re-segmentation left out all 8 voxels of the region: no voxel is left, so features of intensities have no value",
        details: { morphologicalVoxels: 8, intensityVoxels: 0, part: 1 },
      },
    ]);
    expect(features.find(({ tag }) => tag === "stat_mean")?.value).toBeNull();
    expect(features.find(({ tag }) => tag === "morph_volume")?.value).toBeGreaterThan(0);
  });

  it("tell one grey level, of the image and of each response", () => {
    const flat = volume(() => 7);
    expect(
      extract(flat, middle(), { filters: [{ type: "mean", support: 3 }] }).notes.map(
        ({ message }) => message,
      ),
    ).toEqual([
      "all 8 voxels of the region have one grey level (intensity 7): its texture says nothing",
      expect.stringMatching(/^response of mean\S*: all 8 voxels of the region have one grey level/),
    ]);
    const wide = { discretise: { method: "fixedBinSize", width: 100, minimum: 0 } } as const;
    const [note] = extract(ramp(), middle(), wide).notes;
    expect(note).toMatchObject({ code: "one-grey-level", details: { lowest: 21, highest: 42 } });
    expect(codesOf(flat, middle(), { families: ["statistics"] })).toEqual([]);
  });

  it("tell an image that is its own mask", () => {
    expect(codesOf(middle(), middle(), { families: ["statistics"] })).toEqual(["image-is-mask"]);
    const cube = volume((x) => Number(x > 0));
    expect(codesOf(cube, middle(), { families: ["statistics"] })).toEqual([]);
  });

  it("are those of each region, where there are several", () => {
    const masks = [middle(), volume((x) => Number(x < 2))];
    const notes = extractRegions(
      volume((x) => (x < 2 ? 1 : x)),
      masks,
      {
        families: ["glcm"],
      },
    ).map(({ extraction }) => extraction?.notes.map(({ code }) => code));
    expect(notes).toEqual([[], ["one-grey-level"]]);
  });
});
