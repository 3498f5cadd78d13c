import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Progress } from "../../src/base/watch.ts";
import { extractRegions } from "../../src/extraction/extract-regions.ts";
import type { RegionOutcome } from "../../src/extraction/extraction.ts";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { createPool } from "../../src/node/pool.ts";
import { keepMask, restoreMask } from "../../src/processing/kept-mask.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { digitalPhantom } from "../phantoms.ts";
import { arbitraryPair } from "../regions.ts";

const { image, mask } = digitalPhantom();
const pools = [1, 2, 3].map((workers) => createPool({ workers }));
const [, pool] = pools;
afterAll(() => Promise.all(pools.map((each) => each.close())));

const layer = (z: number): Volume => ({
  ...mask,
  data: mask.data.map((inside, v) => (Math.floor(v / 20) === z ? inside : 0)),
});

const whole = { ...mask, data: mask.data.slice() };
const elsewhere: Volume = { ...mask, origin: [0, 0, 9] };
const labels: Volume = { ...mask, data: mask.data.map((v) => 2 * v) };
const masks = [layer(0), whole, elsewhere, layer(1), labels, null as never, layer(2)];

const filters: SettingsInput = {
  resample: { spacing: [1, 2, 2] },
  families: ["statistics", "glcm"],
  filters: [{ type: "mean", support: 3 }, { type: "gradient" }],
};

/** Outcomes with errors by what they say, which is all that they have in common across threads. */
function comparable(outcomes: readonly RegionOutcome[]) {
  return outcomes.map(({ extraction, error }) => {
    if (error === null) return extraction;
    expect(error).toBeInstanceOf(VoxomicsError);
    return { code: error.code, message: error.message, details: error.details };
  });
}

describe("regions of one image, in a pool", () => {
  it.each(pools)("are measured and refused as by one thread ($workers)", async (each) => {
    for (const settings of [{}, filters, { ...filters, original: false }]) {
      const expected = comparable(extractRegions(image, masks, settings));
      expect(expected.filter((outcome) => "code" in outcome)).toHaveLength(3);
      const found = comparable(await each.extractRegions(image, masks, settings));
      expect(found).toStrictEqual(expected);
    }
  });

  it("are refused one by one where the image around each cannot be interpolated", async () => {
    const data = Float64Array.from(image.data);
    data[mask.data.indexOf(1)] = Number.NaN;
    const settings: SettingsInput = {
      ...filters,
      nonFinite: "exclude",
      resample: { spacing: [1, 1.5, 1.5], interpolation: "cubic" },
    };
    const holed = { ...image, data };
    const expected = comparable(extractRegions(holed, [whole, elsewhere], settings));
    expect(expected).toMatchObject([{ code: "invalid-intensity" }, { code: "geometry-mismatch" }]);
    const found = await pool.extractRegions(holed, [whole, elsewhere], settings);
    expect(comparable(found)).toStrictEqual(expected);
  });

  it("come back as they were kept", async () => {
    const sound = [layer(0), whole, layer(3)];
    const found = await pool.extractRegions(image, sound.map(keepMask), filters);
    expect(found).toStrictEqual(extractRegions(image, sound, filters));
  });

  it("can be none", async () => expect(await pool.extractRegions(image, [], filters)).toEqual([]));

  it("are refused together for an image or settings that are none", async () => {
    const noImage = { ...image, size: [1, 1, 1] } as const;
    await expect(pool.extractRegions(noImage, masks)).rejects.toThrow(/^image\.data: /);
    const slip = { familys: [] } as SettingsInput;
    await expect(pool.extractRegions(image, masks, slip)).rejects.toThrow(/familys/);
  });

  it("are watched together, and stopped", async () => {
    const reports: Progress[] = [];
    await pool.extractRegions(image, [layer(0), whole], filters, {
      onProgress: (progress) => reports.push(progress),
    });
    expect(new Set(reports.map(({ total }) => total))).toEqual(new Set([4]));
    const controller = new AbortController();
    const reason = new Error("enough");
    const watch = { onProgress: () => controller.abort(reason), signal: controller.signal };
    await expect(pool.extractRegions(image, [whole, whole], filters, watch)).rejects.toBe(reason);
  });
});

describe("a kept mask", () => {
  it("is the whole mask again", () => {
    fc.assert(
      fc.property(arbitraryPair(), (pair) => {
        expect(restoreMask(keepMask(pair.mask))).toEqual(pair.mask);
      }),
    );
  });

  it("is none of an empty mask, nor of labels", () => {
    expect(() => keepMask({ ...mask, data: new Uint8Array(80) })).toThrow(/^mask is empty/);
    expect(() => keepMask(labels)).toThrow(/^mask must hold 0 and 1 only/);
  });
});
