import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countMatrices } from "../../src/extraction/count-matrices.ts";
import { extract } from "../../src/extraction/extract.ts";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import type { Volume, VoxelArray } from "../../src/volume/volume.ts";
import { arbitraryPair } from "../regions.ts";

/** The axes of the image in the order of the plane's own. */
const planes = { xz: [0, 2, 1], yz: [1, 2, 0] } as const;

/** A volume with its axes in another order, voxel by voxel. */
function reordered<V extends Volume>(volume: V, order: readonly [number, number, number]): V {
  const { size, spacing, direction, data } = volume;
  const pick = (of: readonly number[]) => order.map((axis) => of[axis]);
  const [nx, ny, nz] = pick(size);
  const out = new (data.constructor as new (length: number) => VoxelArray)(data.length);
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++) {
        const at = [0, 0, 0];
        [x, y, z].forEach((index, k) => {
          at[order[k]] = index;
        });
        out[x + nx * (y + ny * z)] = data[at[0] + size[0] * (at[1] + size[1] * at[2])];
      }
    }
  }
  return {
    ...volume,
    size: [nx, ny, nz],
    spacing: pick(spacing),
    direction: [0, 3, 6].flatMap((row) => pick(direction.slice(row, row + 3))),
    data: out,
  };
}

const texture: SettingsInput = {
  families: ["glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"],
  discretise: { method: "fixedBinNumber", bins: 4 },
  glcm: { distanceWeighting: { norm: "euclidean", weight: "inverse" } },
};
const flat = ["2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg"] as const;

describe("plane", () => {
  it.each(["xz", "yz"] as const)(
    "%s gives the values of a volume with its axes reordered",
    (plane) => {
      fc.assert(
        fc.property(
          arbitraryPair(),
          fc.integer({ min: 1, max: 2 }),
          ({ image, mask }, distance) => {
            const settings = { ...texture, aggregations: flat, distance };
            const found = extract(image, mask, { ...settings, plane }).features;
            const order = planes[plane];
            const expected = extract(
              reordered(image, order),
              reordered(mask, order),
              settings,
            ).features;
            expect(found).toEqual(expected);
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it("leaves all other values as they are, to the last bit", () => {
    fc.assert(
      fc.property(arbitraryPair(), ({ image, mask }) => {
        const settings: SettingsInput = { discretise: { method: "fixedBinNumber", bins: 4 } };
        const found = extract(image, mask, { ...settings, plane: "yz" }).features;
        expect(found).toEqual(extract(image, mask, settings).features);
      }),
      { numRuns: 20 },
    );
  });

  const grid = {
    size: [3, 2, 4],
    spacing: [1, 1, 3],
    origin: [0, 0, 0],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  } as const;
  // the level is the number of the voxel's row along y
  const image = {
    ...grid,
    data: Float64Array.from({ length: 24 }, (_, v) => 1 + (Math.floor(v / 3) % 2)),
  };
  const mask = { ...grid, data: new Uint8Array(24).fill(1) };
  const levels = { discretise: { method: "none" } } as const;

  it("has slices of one level each where levels are those of the rows", () => {
    const contrast = (plane: "xy" | "xz" | "yz") =>
      extract(image, mask, {
        ...levels,
        plane,
        families: ["glcm"],
        aggregations: ["2D:mrg"],
      }).features.find(({ name }) => name === "contrast")?.value;
    expect(contrast("xz")).toBe(0);
    expect(contrast("xy")).toBeGreaterThan(0);
    expect(contrast("yz")).toBeGreaterThan(0);
  });

  it("has matrices by slices and directions of the image", () => {
    const region = prepareRegion(image, mask);
    const matrices = (plane: "xz" | "yz") =>
      countMatrices(region, "glcm", { ...levels, plane, aggregations: ["2D:avg"] })[0].matrices;
    expect([...new Set(matrices("xz").map(({ slice }) => slice))]).toEqual([0, 1]);
    expect([...new Set(matrices("yz").map(({ slice }) => slice))]).toEqual([0, 1, 2]);
    expect(matrices("xz").every(({ direction }) => direction?.[1] === 0)).toBe(true);
    expect(matrices("yz").every(({ direction }) => direction?.[0] === 0)).toBe(true);
  });

  it("is told where its voxels are elongated, and where the thickness was assumed", () => {
    const asked = { ...levels, families: ["glcm"], aggregations: ["2D:mrg"] } as const;
    const notesOf = (plane: "xy" | "xz") =>
      extract(image, mask, { ...asked, plane }).notes.map(({ message }) => message);
    expect(notesOf("xy")).toEqual([]);
    expect(notesOf("xz")).toEqual([
      "2D texture in the plane xz was measured on voxels of 1 × 3 mm, 3.0 times as long as wide: its directions do not mean the same; resample to cubic voxels",
    ]);
    const size = [3, 8, 1] as const;
    const slice = { ...image, size, thicknessAssumed: true } as const;
    const { features, notes } = extract(slice, { ...mask, size }, { ...asked, plane: "xz" });
    expect(features.every(({ reason }) => reason === "thickness-assumed")).toBe(true);
    expect(notes.map(({ code }) => code)).toEqual(["thickness-assumed"]);
  });

  it("is refused for maps of 2D texture", () => {
    const maps = (features: string[]) =>
      featureMap(image, mask, {
        settings: { ...levels, plane: "xz", aggregations: ["2D:mrg", "3D:mrg"] },
        features,
      });
    expect(() => maps(["cm_contrast_2D_comb"])).toThrow(
      'plane: found "xz" with cm_contrast_2D_comb, expected "xy"',
    );
    expect(maps(["cm_contrast_3D_comb"])).toHaveLength(1);
  });
});
