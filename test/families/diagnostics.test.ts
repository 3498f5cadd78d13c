import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diagnosticsFeatures } from "../../src/families/diagnostics.ts";
import { summariseDiagnostics } from "../../src/features/diagnostics-summary.ts";
import { evaluate } from "../../src/features/feature.ts";
import { identityDirection, type Vec3 } from "../../src/volume/volume.ts";

const grid = {
  size: [4, 1, 2] as Vec3,
  spacing: [1, 2, 3] as Vec3,
  origin: [0, 0, 0] as Vec3,
  direction: identityDirection,
};
const image = { ...grid, data: Float64Array.of(8, 2, 4, 0, Number.NaN, 6, 4, 0) };
const mask = { ...grid, data: Uint8Array.of(0, 1, 1, 0, 0, 1, 0, 0) };

const measure = (kept: number[]) => {
  const summary = summariseDiagnostics({
    initial: { image, mask },
    interpolated: { image, mask },
    resegmented: {
      image,
      morphologicalMask: mask,
      intensityMask: { ...grid, data: Uint8Array.from(kept) },
    },
  });
  return Object.fromEntries(
    Object.values(diagnosticsFeatures).map((feature) => [feature.tag, evaluate(feature, summary)]),
  );
};

describe("diagnostics", () => {
  it("are the rows of the IBSI compliance table, in its order", () => {
    const file = new URL("../../ibsi-phantoms/reference/ibsi1.json", import.meta.url);
    const { rows } = JSON.parse(readFileSync(file, "utf8")) as { rows: [string, string][] };
    const tags = rows.filter(([c, tag]) => c === "C" && /_(img|roi)$/.test(tag)).map(([, t]) => t);
    expect(Object.values(diagnosticsFeatures).map(({ tag }) => tag)).toEqual(tags);
    expect(tags).toHaveLength(60);
  });

  it("are named like every other feature", () => {
    expect(diagnosticsFeatures).toHaveProperty("meanRoiIntensityReSegmentedRoi");
    expect(diagnosticsFeatures.imageDimensionAlongXInitialImage.name).toBe(
      "Image dimension along x, initial image",
    );
  });

  it("measure the image, over its finite intensities", () => {
    const found = measure([0, 1, 1, 0, 0, 0, 0, 0]);
    expect(found.img_dim_x_init_img.value).toBe(4);
    expect(found.vox_dim_z_interp_img.value).toBe(3);
    expect(found.mean_int_init_img.value).toBe(24 / 7);
    expect(found.min_int_init_img.value).toBe(0);
    expect(found.max_int_init_img.value).toBe(8);
  });

  it("measure the region before and after re-segmentation", () => {
    const found = measure([0, 1, 1, 0, 0, 0, 0, 0]);
    expect(found.int_mask_mean_int_init_roi.value).toBe(4);
    expect(found.int_mask_mean_int_reseg_roi.value).toBe(3);
    expect(found.int_mask_vox_count_reseg_roi.value).toBe(2);
    expect(found.morph_mask_vox_count_reseg_roi.value).toBe(3);
    expect(found.int_mask_bb_dim_z_reseg_roi.value).toBe(1);
    expect(found.morph_mask_bb_dim_z_reseg_roi.value).toBe(2);
  });

  it("have no intensities where re-segmentation left no voxel", () => {
    const found = measure([0, 0, 0, 0, 0, 0, 0, 0]);
    const none = { value: null, reason: "empty-intensity-mask" };
    expect(found.int_mask_mean_int_reseg_roi).toEqual(none);
    expect(found.int_mask_max_int_reseg_roi).toEqual(none);
    expect(found.int_mask_bb_dim_x_reseg_roi.value).toBe(0);
    expect(found.int_mask_mean_int_interp_roi.value).toBe(4);
  });
});
