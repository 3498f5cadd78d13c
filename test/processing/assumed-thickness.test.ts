import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import { featureMapRows } from "../../src/feature-map/feature-map-rows.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { perturb } from "../../src/perturbation/perturb.ts";
import { portable } from "../../src/pool/share-volume.ts";
import { resample } from "../../src/processing/resample.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { crop } from "../../src/volume/box.ts";
import { toMask } from "../../src/volume/mask.ts";
import { checkVolume, identityDirection, type Volume } from "../../src/volume/volume.ts";

/** A slice of 8 × 7 voxels, of any thickness. */
const sliceOf = (value: (x: number, y: number) => number, thickness: number): Volume => ({
  data: Float64Array.from({ length: 56 }, (_, v) => value(v % 8, Math.floor(v / 8))),
  size: [8, 7, 1],
  spacing: [0.8, 1.1, thickness],
  origin: [0, 0, 0],
  direction: identityDirection,
});
const known = (thickness = 1) => sliceOf((x, y) => (3 * x * x + 5 * y + x * y) % 11, thickness);
const image: Volume = { ...known(), thicknessAssumed: true };
const mask = (thickness = 1) =>
  sliceOf((x, y) => Number(x > 0 && x < 7 && y > 1 && x + y < 11), thickness);

const settings: SettingsInput = {
  aggregations: ["2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg", "3D:avg", "3D:mrg"],
  discretise: { method: "fixedBinNumber", bins: 5 },
};
const nameOf = ({ family, tag }: { family: string; tag: string }) => `${family} ${tag}`;

describe("features of a slice whose thickness was assumed", () => {
  const { features, notes } = extract(image, mask(), settings);
  const without = features.filter(({ reason }) => reason === "thickness-assumed");

  it("have no value where they need it: shape across the slice, local intensity, 3D texture", () => {
    expect(without.every(({ value }) => value === null)).toBe(true);
    expect(
      without.filter(({ aggregation }) => aggregation === null).map(({ name }) => name),
    ).toEqual([
      ...["volumeMesh", "volumeVoxelCounting", "surfaceAreaMesh", "surfaceToVolumeRatio"],
      ...["compactness1", "compactness2", "sphericalDisproportion", "sphericity", "asphericity"],
      ...["maximum3dDiameter", "leastAxisLength", "flatness"],
      ...["volumeDensityAxisAlignedBoundingBox", "areaDensityAxisAlignedBoundingBox"],
      ...["volumeDensityOrientedMinimumBoundingBox", "areaDensityOrientedMinimumBoundingBox"],
      ...["volumeDensityApproximateEnclosingEllipsoid", "areaDensityApproximateEnclosingEllipsoid"],
      ...[
        "volumeDensityMinimumVolumeEnclosingEllipsoid",
        "areaDensityMinimumVolumeEnclosingEllipsoid",
      ],
      ...["volumeDensityConvexHull", "areaDensityConvexHull", "integratedIntensity"],
      ...["localIntensityPeak", "globalIntensityPeak"],
    ]);
    const in3D = features.filter(({ aggregation }) => aggregation?.startsWith("3D"));
    expect(in3D.length).toBeGreaterThan(100);
    expect(in3D.every(({ reason }) => reason === "thickness-assumed")).toBe(true);
  });

  it("have the values of any thickness elsewhere", () => {
    const left = features.filter(({ reason }) => reason !== "thickness-assumed");
    for (const thickness of [1, 0.25, 7]) {
      const others = extract(known(thickness), mask(thickness), settings).features;
      const byName = new Map(others.map((row) => [nameOf(row), row]));
      // what the image's headers say is no measure of the region
      for (const row of left.filter(({ family }) => family !== "diagnostics")) {
        expect(row).toEqual(byName.get(nameOf(row)));
      }
    }
  });

  it("have those of the thickness that is known", () => {
    const all = extract(known(), mask(), settings);
    expect(all.features.some(({ reason }) => reason === "thickness-assumed")).toBe(false);
    expect(all.notes.map(({ code }) => code)).not.toContain("thickness-assumed");
    expect(
      without.length + features.filter(({ reason }) => reason !== "thickness-assumed").length,
    ).toBe(all.features.length);
  });

  it("are told", () => {
    expect(notes.filter(({ code }) => code === "thickness-assumed")).toMatchObject([
      {
        message:
          "the image is one slice whose thickness was assumed, so that these have no value: morphology across " +
          "the slice (planarMorphology has the shape in its plane), local intensity, 3D texture (2D " +
          "aggregations have it)",
      },
    ]);
    const flat = extract(image, mask(), {
      ...settings,
      families: ["statistics", "glcm"],
      aggregations: ["2D:avg"],
    });
    expect(flat.notes).toEqual([]);
    expect(flat.features.every(({ value }) => value !== null)).toBe(true);
  });

  it("of response maps have none either", () => {
    const filtered = extract(image, mask(), {
      ...settings,
      original: false,
      filters: [{ type: "mean", support: 3, dimensions: 2 }],
      filterFeatures: { families: ["localIntensity", "statistics", "glszm"] },
    });
    const reasons = new Map(filtered.features.map((row) => [row.tag, row.reason]));
    expect(reasons.get("loc_peak_loc")).toBe("thickness-assumed");
    expect(reasons.get("szm_sze_3D")).toBe("thickness-assumed");
    expect(reasons.get("szm_sze_2D")).toBe(null);
    expect(reasons.get("stat_mean")).toBe(null);
  });
});

describe("the mark of an assumed thickness", () => {
  it("stays with what is made of the image", () => {
    const resampling = { spacing: [0.5, 0.5, 1] as const };
    const [mean] = resolveSettings({
      filters: [{ type: "mean", support: 3, dimensions: 2 }],
    }).filters;
    const made: Volume[] = [
      resample(image, { spacing: [0.5, 0.5, 3] }),
      crop(image, { min: [1, 1, 0], max: [4, 4, 0] }),
      applyFilter(image, mean),
      portable(image),
      prepareRegion(image, toMask(mask()), { resample: resampling }).image,
      perturb(image, mask(), "RT", 1).image,
      checkVolume(image, "image"),
    ];
    for (const volume of made) expect(volume.thicknessAssumed).toBe(true);
    for (const volume of [resample(known(), resampling), portable(known())]) {
      expect(volume).not.toHaveProperty("thicknessAssumed");
    }
  });

  it("is refused on several slices, and as anything but true or false", () => {
    const several = { ...known(), size: [4, 7, 2], thicknessAssumed: true } as const;
    expect(() => extract(several, mask())).toThrow(
      "image.size: found [4, 7, 2], expected one slice, as its thickness is assumed",
    );
    const odd = { ...known(), thicknessAssumed: 1 } as unknown as Volume;
    expect(() => extract(odd, mask())).toThrow("thicknessAssumed: found 1, expected true or false");
  });

  it("keeps the slice from being divided", () => {
    const thin = { spacing: [0.5, 0.5, 0.5] } as const;
    const message =
      "resample.spacing: found 0.5 mm along z, which divides the image's one slice into 2, but its thickness of 1 mm " +
      "was assumed: expected null for z, or at least that thickness";
    expect(() => extract(image, mask(), { resample: thin })).toThrow(message);
    expect(() => resample(image, thin)).toThrow(message);
    expect(resample(known(), thin).size).toEqual([13, 16, 2]);
  });
});

describe("feature maps of a slice whose thickness was assumed", () => {
  it("are of 2D texture", () => {
    expect(() =>
      featureMapRows(image, mask(), { features: ["glcm.jointEntropy"], settings }),
    ).toThrow(
      "aggregations: found 3D:avg (cm_joint_entr_3D_avg), expected 2D or 2.5D: the image is one slice whose thickness was assumed",
    );
    const flat = featureMapRows(image, mask(), { features: ["glcm.jointEntropy"], dimensions: 2 });
    expect(flat.features.map(({ aggregation }) => aggregation)).toEqual(["2D:avg", "2D:mrg"]);
    expect(flat.grid).toMatchObject({ thicknessAssumed: true });
  });
});
