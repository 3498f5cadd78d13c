import { describe, expect, it } from "vitest";
import { filters } from "../../bench/tasks/filters.ts";
import { ellipsoid, texturedBox } from "../../bench/volumes.ts";
import { measuredRegion } from "../../src/extraction/measured-region.ts";
import { regionRows } from "../../src/families/family-rows.ts";
import type { MeasuredRegion } from "../../src/families/measured-region.ts";
import { cutRegion } from "../../src/processing/cut-region.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { toMask } from "../../src/volume/mask.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { allocatedBytes } from "./allocated-bytes.ts";

const settings = resolveSettings({ discretise: { method: "fixedBinNumber", bins: 64 } });

/** In the order in which an extraction measures them. */
const families = [
  "statistics",
  "histogram",
  "intensityVolume",
  "glcm",
  "glrlm",
  "glszm",
  "gldzm",
  "ngtdm",
  "ngldm",
] as const;

/**
 * For each family, a bound of the memory held while it is measured: what the region has kept from the
 * families before, and all that the family allocates, as if none of it were given back.
 */
function heldBytes(texture: "smooth" | "noise", size: Vec3): { box: number; held: number[] } {
  const { image, mask } = ellipsoid(texture, size);
  const region = cutRegion(image, toMask(mask), settings, 0);
  const measured = measuredRegion(region, settings);
  const held = families.map((family, n) => {
    const kept = n === 0 ? 0 : keptBytes(measured, n > families.indexOf("glszm"));
    return kept + allocatedBytes(() => regionRows(family, measured, settings, "original"));
  });
  return { box: region.image.data.length, held };
}

function keptBytes(
  { intensities, levels, grid, zones, borderDistance }: MeasuredRegion,
  all: boolean,
) {
  const arrays = [intensities(), levels().data, grid(3).data, grid(3).voxels];
  if (all) {
    const { level, size, zone } = zones(3);
    arrays.push(level, size, zone, borderDistance(3).data);
  }
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

describe("memory of an extraction", () => {
  it.each(["smooth", "noise"] as const)(
    "stays within 24 bytes a box voxel for statistics and texture of %s",
    (texture) => {
      // what does not grow with the region, such as tables of levels, cancels out
      const small = heldBytes(texture, [32, 32, 24]);
      const large = heldBytes(texture, [64, 64, 48]);
      families.forEach((family, n) => {
        const perVoxel = (large.held[n] - small.held[n]) / (large.box - small.box);
        expect(perVoxel, family).toBeGreaterThan(0);
        expect(perVoxel, family).toBeLessThanOrEqual(24);
      });
    },
  );

  it("counts an array, a copy of it and an array from a list, but no view", () => {
    expect(allocatedBytes(() => new Float64Array(10))).toBe(80);
    expect(allocatedBytes(() => new Float64Array(10).slice(0, 5))).toBe(120);
    expect(allocatedBytes(() => Int32Array.from([1, 2, 3]))).toBe(12);
    expect(allocatedBytes(() => new Uint16Array(10).subarray(5))).toBe(20);
    const before = new Float64Array(4);
    expect(allocatedBytes(() => before.map((x) => x + 1))).toBe(32);
  });
});

describe("memory of a filter", () => {
  // a small image is extended for a Riesz transform
  const others = filters.filter(({ id }) => !id.startsWith("riesz"));
  it.each(others)("$id: 40 bytes a voxel, image and response included", ({ prepare }) => {
    const side = 24;
    const voxels = side ** 3;
    const image = texturedBox("noise", [side, side, side]);
    const mask = toMask({ ...image, data: new Uint8Array(voxels).fill(1) });
    const { run } = prepare({ image, mask, settings: {} });
    const perVoxel = allocatedBytes(run, 2 * voxels) / voxels; // blocks of lines do not count
    expect(perVoxel).toBeGreaterThanOrEqual(8); // the response
    expect(8 + perVoxel).toBeLessThanOrEqual(40);
  });
});
