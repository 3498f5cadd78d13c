// Every diagnostic row of the IBSI 1 CT phantom, configurations A to E, from the image as published.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import { resample, resampleMask } from "../../src/processing/resample.ts";
import type { ResampleSettings } from "../../src/processing/resample-settings.ts";
import { resegment } from "../../src/processing/resegment.ts";
import type { Settings } from "../../src/settings/settings.ts";
import { boundingBox, boxSize } from "../../src/volume/box.ts";
import type { Mask } from "../../src/volume/mask.ts";
import { countVoxels } from "../../src/volume/mask.ts";
import type { Vec3, Volume } from "../../src/volume/volume.ts";
import { dataPath, describeWithData } from "../phantoms.ts";
import { unitGrid } from "./arbitrary-volumes.ts";

type Row = readonly [
  config: string,
  tag: string,
  code: null,
  aggregation: null,
  value: number,
  tolerance: number,
];

const reference = new URL("../../ibsi-phantoms/reference/ibsi1.json", import.meta.url);
const diagnostics = (config: string) =>
  (JSON.parse(readFileSync(reference, "utf8")).rows as Row[])
    .filter((row) => row[0] === config && /_(img|roi)$/.test(row[1]))
    .map(([, tag, , , value, tolerance]) => ({ tag, value, tolerance }));

const to2mm = (z: number | null, interpolation: "linear" | "cubic"): ResampleSettings => ({
  spacing: [2, 2, z],
  interpolation,
  maskInterpolation: "linear",
  maskThreshold: 0.5,
  roundIntensities: true,
});

const configurations: Record<string, Pick<Settings, "resample" | "resegment">> = {
  A: {
    resample: null,
    resegment: { range: [-500, 400], outlierSigma: null, morphological: false },
  },
  B: {
    resample: to2mm(null, "linear"),
    resegment: { range: [-500, 400], outlierSigma: null, morphological: false },
  },
  C: {
    resample: to2mm(2, "linear"),
    resegment: { range: [-1000, 400], outlierSigma: null, morphological: false },
  },
  D: {
    resample: to2mm(2, "linear"),
    resegment: { range: null, outlierSigma: 3, morphological: false },
  },
  E: {
    resample: to2mm(2, "cubic"),
    resegment: { range: [-1000, 400], outlierSigma: 3, morphological: false },
  },
};

describeWithData("CT phantom", () => {
  let image: Volume<Float64Array>;
  let mask: Mask;
  beforeAll(() => {
    image = readFloats("image/phantom.nii.gz");
    mask = toBytes(readBytes("mask/mask.nii.gz"));
  });
  const each = it.each(Object.entries(configurations));

  each("has the standard's diagnostics in configuration %s", (config, settings) => {
    const { resample: to, resegment: by } = settings;
    const resampled = to === null ? image : resample(image, to);
    const morphological = to === null ? mask : resampleMask(mask, to);
    const intensity = by === null ? morphological : resegment(resampled, morphological, by);
    const found: Record<string, number> = {
      ...imageRows(image, "init_img"),
      ...imageRows(resampled, "interp_img"),
      ...regionRows(image, mask, mask, "init_roi"),
      ...regionRows(resampled, morphological, morphological, "interp_roi"),
      ...regionRows(resampled, morphological, intensity, "reseg_roi"),
    };
    const rows = diagnostics(config);
    expect(rows).toHaveLength(60);
    const wrong = rows.filter(({ tag, value, tolerance }) => {
      // means and spacings are printed with three digits, everything else in full
      const rounded = /^mean|_mean_|^vox_dim/.test(tag)
        ? Number(found[tag].toPrecision(3))
        : found[tag];
      return !(Math.abs(rounded - value) <= tolerance + 1e-9);
    });
    expect(wrong.map(({ tag, value }) => ({ tag, value, found: found[tag] }))).toEqual([]);
  });

  each("has the same region when only its window is computed, in %s", (config, settings) => {
    const region = prepareRegion(image, mask, settings, 0);
    const found = regionRows(
      region.image,
      region.morphologicalMask,
      region.intensityMask,
      "reseg_roi",
    );
    for (const { tag, value, tolerance } of diagnostics(config)) {
      if (!/_(bb_dim_.|count|min_int|max_int)_reseg_roi$/.test(tag)) continue;
      expect(Math.abs(found[tag] - value), tag).toBeLessThanOrEqual(tolerance);
    }
    expect(region.image.size).toEqual(boxSize(boundingBox(region.morphologicalMask)!));
  });
});

function imageRows(volume: Volume, suffix: string): Record<string, number> {
  const { mean, min, max } = summary(volume.data);
  return {
    ...perAxis("img_dim", volume.size, suffix),
    ...perAxis("vox_dim", volume.spacing, suffix),
    [`mean_int_${suffix}`]: mean,
    [`min_int_${suffix}`]: min,
    [`max_int_${suffix}`]: max,
  };
}

function regionRows(image: Volume, morphological: Mask, intensity: Mask, suffix: string) {
  const { mean, min, max } = summary(image.data.filter((_, v) => intensity.data[v] === 1));
  return {
    ...perAxis("int_mask_dim", intensity.size, suffix),
    ...perAxis("int_mask_bb_dim", boxSize(boundingBox(intensity)!), suffix),
    ...perAxis("morph_mask_bb_dim", boxSize(boundingBox(morphological)!), suffix),
    [`int_mask_vox_count_${suffix}`]: countVoxels(intensity),
    [`morph_mask_vox_count_${suffix}`]: countVoxels(morphological),
    [`int_mask_mean_int_${suffix}`]: mean,
    [`int_mask_min_int_${suffix}`]: min,
    [`int_mask_max_int_${suffix}`]: max,
  } as Record<string, number>;
}

const perAxis = (tag: string, values: Vec3, suffix: string): Record<string, number> =>
  Object.fromEntries(["x", "y", "z"].map((axis, a) => [`${tag}_${axis}_${suffix}`, values[a]]));

function summary(values: Volume["data"]): { mean: number; min: number; max: number } {
  let [sum, min, max] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { mean: sum / values.length, min, max };
}

/** The published files are little-endian NIfTI-1; world coordinates do not matter here. */
function readBytes(path: string): { bytes: ArrayBuffer; size: Vec3; spacing: Vec3 } {
  const file = gunzipSync(readFileSync(dataPath("ibsi_1_ct_radiomics_phantom/nifti", path)));
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer;
  const header = new DataView(bytes);
  return {
    bytes: bytes.slice(header.getFloat32(108, true)),
    size: [42, 44, 46].map((at) => header.getInt16(at, true)) as unknown as Vec3,
    spacing: [80, 84, 88].map((at) => header.getFloat32(at, true)) as unknown as Vec3,
  };
}

function readFloats(path: string): Volume<Float64Array> {
  const { bytes, size, spacing } = readBytes(path);
  return {
    ...unitGrid(size, spacing),
    data: Float64Array.from(new Float32Array(bytes), Math.round),
  };
}

function toBytes({ bytes, size, spacing }: ReturnType<typeof readBytes>): Mask {
  return { ...unitGrid(size, spacing), data: new Uint8Array(bytes) };
}
