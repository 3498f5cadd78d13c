import { afterAll, expect, it } from "vitest";
import { createPool } from "../../src/node/pool.ts";
import { extractPyradiomics, mapPyradiomics, parseParams } from "../../src/pyradiomics.ts";
import { identityDirection, type Volume } from "../../src/volume/volume.ts";

const pool = createPool({ workers: 2 });
afterAll(() => pool.close());

const grid = { size: [12, 11, 6], spacing: [1, 1, 3], origin: [0, 0, 0], direction: identityDirection } as const; // biome-ignore format: one line
const voxels = Array.from({ length: 12 * 11 * 6 }, (_, v) => v);
const image: Volume = { ...grid, data: Int16Array.from(voxels, (v) => (v * v) % 301) };
const mask: Volume = { ...grid, data: Int16Array.from(voxels, (v) => (v % 7 === 0 ? 0 : 4)) };
const params = parseParams({
  imageType: { Original: {}, Square: {} },
  setting: { resampledPixelSpacing: [2, 2, 2] },
});

it("gives what extractPyradiomics gives, to the last bit", async () => {
  const found = await pool.extractPyradiomics(image, mask, params, { label: 4 });
  expect(found).toEqual(extractPyradiomics(image, mask, params, { label: 4 }));
  expect(found.features.length).toBeGreaterThan(100);
});

it("gives what mapPyradiomics gives, to the last bit", async () => {
  const few = parseParams({ featureClass: { gldm: ["DependenceEntropy"] } });
  const found = await pool.mapPyradiomics(image, mask, few, { label: 4 });
  expect(found).toEqual(mapPyradiomics(image, mask, few, { label: 4 }));
});

it("passes refusals on", async () => {
  await expect(pool.extractPyradiomics(image, mask, params)).rejects.toMatchObject({
    name: "VoxomicsError",
    code: "empty-mask",
  });
});
