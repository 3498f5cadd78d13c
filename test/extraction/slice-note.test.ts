import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { maskWhere } from "../morphology/arbitrary-mask.ts";

/** 2, 5 and 5 pixels in the slices z 2, 3 and 4, all with y 1. */
const mask = maskWhere([7, 3, 6], (x, y, z) => y === 1 && x < [0, 0, 2, 5, 5, 0][z]);
const image = { ...mask, data: Float64Array.from(mask.data, (_, v) => v) };
const notesOf = (settings: SettingsInput, of = mask) =>
  extract(image, of, { families: ["planarMorphology"], ...settings }).notes;

describe("the note on the slice that planar morphology was measured in", () => {
  it("names the slice by its number in the image, and a plane in which the region has one", () => {
    expect(notesOf({})).toEqual([
      {
        code: "slice-chosen",
        message:
          'planar morphology was measured in slice z 3, the first of the 2 largest (5): the region has 3 slices in the plane xy, z 2 to 4; in the plane xz it has one (plane: "xz")',
        details: { plane: "xy", slice: 3, slices: 3, first: 2, last: 4, pixels: 5, equal: 2 },
      },
    ]);
    const thick = maskWhere([7, 3, 6], (x, y, z) => x > 4 && y < 2 && z > 0 && x - z < 5);
    expect(notesOf({ plane: "yz" }, thick).map(({ message }) => message)).toEqual([
      "planar morphology was measured in slice x 5, the one with the most pixels (10): the region has 2 slices in the plane yz, x 5 to 6",
    ]);
  });

  it("says that there is no value where the only slice is asked for", () => {
    expect(notesOf({ planarMorphology: { slice: "only" } })).toEqual([
      {
        code: "slice-chosen",
        message:
          'planar morphology has no value: the region has 3 slices in the plane xy, z 2 to 4, and planarMorphology.slice is "only"; in the plane xz it has one (plane: "xz")',
        details: { plane: "xy", slice: null, slices: 3, first: 2, last: 4, pixels: 5, equal: 2 },
      },
    ]);
  });

  it("numbers slices after interpolation", () => {
    const [note] = notesOf({ resample: { spacing: [1, 1, 0.5] } });
    // slice 6 of 0.5 mm is at 2.75 mm: the first one that is nearer to the slice at 3 mm than to that at 2 mm
    expect(note.message).toMatch(/^planar morphology was measured in slice z 6, /);
  });

  it("says how a slice stays one under interpolation", () => {
    const one = maskWhere([7, 3, 6], (x, y, z) => x < 3 && y < 2 && z === 2, [1, 1, 3]);
    const only = (spacing: [number, number, number | null]): SettingsInput => ({
      families: ["planarMorphology"],
      planarMorphology: { slice: "only" },
      resample: { spacing },
    });
    const { notes, features } = extract(
      { ...image, ...one, data: image.data },
      one,
      only([1, 1, 1]),
    );
    expect(notes.map(({ message }) => message)).toEqual([
      'planar morphology has no value: the region has 3 slices in the plane xy, z 6 to 8, and planarMorphology.slice is "only"; interpolation across slices makes several of one, and a spacing of null along z leaves them',
    ]);
    expect(features[0]).toMatchObject({ value: null, reason: "several-slices" });
    const kept = extract({ ...image, ...one, data: image.data }, one, only([1, 1, null]));
    expect(kept.notes).toEqual([]);
    expect(kept.features[1]).toMatchObject({ name: "areaPixelCounting", value: 6 });
  });

  it("is not there where nothing was chosen, or the family is not measured", () => {
    expect(notesOf({ plane: "xz" })).toEqual([]);
    expect(notesOf({ families: ["morphology"] })).toEqual([]);
    const onMaps: SettingsInput = {
      original: false,
      filters: [{ type: "mean", support: 3 }],
      filterFeatures: { families: ["statistics"] },
    };
    expect(notesOf(onMaps)).toEqual([]);
  });
});
