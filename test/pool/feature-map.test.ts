import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Progress } from "../../src/base/watch.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import type { FeatureMapOptions } from "../../src/feature-map/map-options.ts";
import { createPool } from "../../src/node/pool.ts";
import { writeFeatureMaps } from "../../src/node/write-feature-maps.ts";
import { identityDirection, type Volume } from "../../src/volume/volume.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { digitalPhantom } from "../phantoms.ts";

const pools = [1, 2, 3].map((workers) => createPool({ workers }));
const [, pool] = pools;
afterAll(() => Promise.all(pools.map((each) => each.close())));

const grid = {
  size: [17, 15, 9],
  spacing: [1, 1, 1.5],
  origin: [1, 2, 3],
  direction: identityDirection,
} as const;

/** Noise, in a ball with holes and with single voxels around it. */
function noisyBall(): { image: Volume; mask: Volume } {
  let seed = 7;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const [nx, ny, nz] = grid.size;
  const data = Float32Array.from({ length: nx * ny * nz }, () => Math.fround(400 * random()));
  const inside = Uint8Array.from(data, (_, v) => {
    const [x, y, z] = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
    const isBall = (x - 8) ** 2 + (y - 7) ** 2 + 3 * (z - 4) ** 2 < 45;
    return (isBall && random() < 0.9) || random() < 0.02 ? 1 : 0;
  });
  return { image: { ...grid, data }, mask: { ...grid, data: inside } };
}

const { image, mask } = noisyBall();
const folder = await temporaryFolder();
const families = [
  "statistics",
  "histogram",
  "glcm",
  "glrlm",
  "glszm",
  "gldzm",
  "ngtdm",
  "ngldm",
] as const;
const settings = { discretise: { method: "fixedBinNumber", bins: 24 }, families } as const;
const few = { ...settings, families: ["statistics", "glcm", "glszm"] } as const;

const cases: readonly (readonly [string, FeatureMapOptions])[] = [
  ["the defaults, all families", { settings }],
  [
    "spherical neighbourhoods, cropped",
    { settings: few, radius: 2, shape: "spherical", crop: true },
  ],
  ["neighbourhoods that are not masked", { settings: few, masked: false }],
  ["two dimensions", { settings: few, dimensions: 2, radius: 3 }],
  ["another grid", { settings: { ...few, resample: { spacing: [1.5, 1.5, 1.5] } } }],
];

describe.each(cases)("feature maps in a pool, with %s", (_, options) => {
  it("are those of one thread, to the last bit", async () => {
    const expected = featureMap(image, mask, options);
    for (const each of pools) {
      const found = await each.featureMap(image, mask, options);
      expect(found.length).toBeGreaterThan(0);
      for (const [n, map] of found.entries()) {
        const bits = ({ volume: { data } }: typeof map) => new BigUint64Array(data.buffer);
        expect(bits(map)).toEqual(bits(expected[n]));
        const without = (one: typeof map) => ({ ...one, volume: { ...one.volume, data: null } });
        expect(without(map)).toEqual(without(expected[n]));
      }
    }
  });
});

describe("feature maps in a pool", () => {
  it("tell their progress, which grows to the end", async () => {
    const told: Progress[] = [];
    await pool.featureMap(image, mask, { settings: few }, { onProgress: (at) => told.push(at) });
    expect(told.length).toBeGreaterThan(0);
    for (const { done, total, stage } of told) {
      expect(total).toBe(4);
      expect(done).toBeLessThan(total);
      expect(stage).toMatch(/^slice \d$/);
    }
    const parts = told.map(({ done }) => done);
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
  });

  it("stop with the signal's reason", async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error("enough"));
    const { signal } = controller;
    const making = pool.featureMap(image, mask, { settings: few }, { onProgress, signal });
    await expect(making).rejects.toThrow("enough");
    await expect(pool.featureMap(image, mask, {}, { signal })).rejects.toThrow("enough");
  });

  it.each([
    ["a feature that is not known", image, mask, { features: ["glcm.contrst"] }],
    ["a mask on another grid", image, digitalPhantom().mask, {}],
    ["an empty mask", image, { ...mask, data: new Uint8Array(mask.data.length) }, {}],
    ["no volume", { data: [1] } as never, mask, {}],
  ])("are refused for %s as in one thread", async (_, of, inside, options: FeatureMapOptions) => {
    const messageOf = (error: Error) => error.message;
    const alone = await (async () => featureMap(of, inside, options))().then(String, messageOf);
    const inPool = await pool.featureMap(of, inside, options).then(String, messageOf);
    expect(inPool).toBe(alone);
  });

  it("have nothing where there are more slabs than rows", async () => {
    const single = { ...mask, data: mask.data.map((_, v) => (v === 1000 ? 1 : 0)) };
    const options = { features: ["stat_mean"] };
    const [found] = await pool.featureMap(image, single, options);
    expect(found.volume.data[1000]).toBe(image.data[1000]);
    expect(found).toEqual(featureMap(image, single, options)[0]);
  });

  it("are written to the same files", async () => {
    const all = { ...mask, data: new Uint8Array(mask.data.length).fill(1) };
    const options = { features: ["cm_contrast_3D_avg"] };
    const [alone, inPool] = [join(folder, "alone"), join(folder, "pool")];
    await writeFeatureMaps(alone, image, all, options);
    let calls = 0;
    const { maps } = await writeFeatureMaps(inPool, image, all, options, {
      pool,
      onProgress: () => calls++,
    });
    expect(maps).toHaveLength(1);
    expect(calls).toBeGreaterThan(0);
    expect(await readdir(inPool)).toEqual(await readdir(alone));
    for (const name of await readdir(alone)) {
      expect(await readFile(join(inPool, name))).toEqual(await readFile(join(alone, name)));
    }
  });
});
