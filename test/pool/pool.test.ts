import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Progress } from "../../src/base/watch.ts";
import { extract } from "../../src/extraction/extract.ts";
import { familyIds } from "../../src/families/families.ts";
import { textureAggregations } from "../../src/features/aggregation.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { completeFilter } from "../../src/filters/filters.ts";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { createPool } from "../../src/node/pool.ts";
import { perturb } from "../../src/perturbation/perturb.ts";
import type { ExtractionTask } from "../../src/pool/pool.ts";
import { shareVolume } from "../../src/pool/share-volume.ts";
import { resolvePreset } from "../../src/settings/presets.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { selectLabel } from "../../src/volume/mask.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { ctPhantom, describeWithData, digitalPhantom } from "../phantoms.ts";
import { arbitraryPair } from "../regions.ts";

const { image, mask } = digitalPhantom();
const pools = [1, 2, 3].map((workers) => createPool({ workers }));
const [alone, pool] = pools;
afterAll(() => Promise.all(pools.map((each) => each.close())));

const everything = {
  ...resolvePreset("ibsi-digital-phantom"),
  aggregations: textureAggregations,
  families: familyIds,
  filters: [
    { type: "mean", support: 3 },
    { type: "wavelet", wavelet: "db2", subBand: "LLH", rotationInvariant: true, pooling: "max" },
    { type: "gabor", sigma: 2, lambda: 4, gamma: 1.5, planes: "orthogonal" },
    { type: "riesz", of: { type: "simoncelli", level: 1 }, order: [0, 1, 1] },
  ],
} as SettingsInput;

/** The same for intensities that are no levels. */
const inBins: SettingsInput = { ...everything, discretise: { method: "fixedBinNumber", bins: 4 } };

/** What a call throws. */
async function failureOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("a pool finds the same as one thread, to the last bit", () => {
  it.each(pools)(
    "on the digital phantom: every family, every aggregation, filters ($workers)",
    async (each) => {
      const expected = extract(image, mask, everything);
      expect(new Set(expected.features.map((f) => f.image)).size).toBe(5);
      expect(await each.extract(image, mask, everything)).toStrictEqual(expected);
    },
  );

  it.each<[string, SettingsInput]>([
    ["interpolation, several filters", { ...inBins, resample: { spacing: [1, 1.5, 3] } }],
    [
      "interpolation, one filter",
      { resample: { spacing: [1, 1, 1] }, filters: [{ type: "gradient" }] },
    ],
    ["no unfiltered image", { ...everything, original: false }],
    [
      "filters with notes",
      {
        filters: [
          { type: "gaussian", sigma: 1, undersampled: true },
          { type: "laplacianOfGaussian", sigma: 1, undersampled: true, zeroSum: true },
        ],
      },
    ],
    [
      "normalisation over the region",
      {
        ...inBins,
        normalise: { method: "zScore", over: "mask" },
        resample: { spacing: [1, 1, 1] },
      },
    ],
    ["the defaults", {}],
  ])("with %s", async (_, settings) => {
    expect(await pool.extract(image, mask, settings)).toStrictEqual(extract(image, mask, settings));
  });

  it("on any small region, in memory of its own or shared", async () => {
    const settings: SettingsInput = {
      ...inBins,
      resample: { spacing: [1, null, 0.8] },
      filters: [{ type: "gaussian", sigma: 1, undersampled: true }, { type: "localBinaryPattern" }],
    };
    await fc.assert(
      fc.asyncProperty(arbitraryPair(), fc.boolean(), async (pair, shared) => {
        const expected = await failureOrResult(() => extract(pair.image, pair.mask, settings));
        const given = shared ? shareVolume(pair.image) : pair.image;
        expect(await failureOrResult(() => pool.extract(given, pair.mask, settings))).toStrictEqual(
          expected,
        );
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  it("of an image with voxels that have no finite intensity", async () => {
    const data = Float64Array.from(image.data);
    for (const v of [mask.data.indexOf(1), 7, data.length - 1]) data[v] = Number.NaN;
    const holed = { ...image, data };
    const settings: SettingsInput = {
      ...inBins,
      nonFinite: "exclude",
      resample: { spacing: [1, null, 0.8] },
      filters: [{ type: "mean", support: 3 }, { type: "localBinaryPattern" }],
    };
    const expected = extract(holed, mask, settings);
    const told = expected.notes.filter(({ code }) => code === "non-finite-excluded");
    expect(told.length).toBeGreaterThan(1);
    expect(await pool.extract(holed, mask, settings)).toStrictEqual(expected);
    for (const refused of [
      { ...settings, filters: [{ type: "shannon" }] },
      { ...settings, resample: { spacing: [1, null, 0.8], interpolation: "cubic" } },
    ] as SettingsInput[]) {
      const alone = await failureOrResult(() => extract(holed, mask, refused));
      expect(alone).toMatchObject({ code: "invalid-intensity" });
      // which of several things is refused first is a matter of time
      expect(await failureOrResult(() => pool.extract(holed, mask, refused))).toMatchObject({
        code: "invalid-intensity",
      });
    }
    const filter = completeFilter({ type: "gradient" });
    expect(await pool.applyFilter(holed, filter, {}, "exclude")).toStrictEqual(
      applyFilter(holed, filter, {}, "exclude"),
    );
  });

  it("of a filter", async () => {
    const filter = completeFilter({ type: "laws", kernels: "E5L5S5", rotationInvariant: true });
    expect(await pool.applyFilter(image, filter)).toStrictEqual(applyFilter(image, filter));
  });

  it("of voxels that are a part of a larger buffer, and leaves them where they are", async () => {
    const buffer = new Float64Array(3 * image.data.length).fill(Number.NaN);
    const part = buffer.subarray(image.data.length, 2 * image.data.length);
    part.set(image.data);
    const found = await pool.extract({ ...image, data: part }, mask);
    expect(found).toStrictEqual(extract(image, mask));
    expect(Array.from(part)).toEqual(Array.from(image.data));
  });
});

async function failureOrResult(call: () => unknown): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const { code, message, details } = error;
    return { code, message, details };
  }
}

describeWithData("a pool on the CT phantom", () => {
  it.each(["ibsi-1c", "ibsi-1d"] as const)(
    "finds the same as one thread under %s",
    async (name) => {
      const ct = await ctPhantom();
      const settings = {
        ...resolvePreset(name),
        families: familyIds.filter((id) => id !== "morphology"),
        filters: [
          { type: "laplacianOfGaussian", sigma: 3 },
          { type: "mean", support: 5 },
        ],
      } as SettingsInput;
      const expected = extract(ct.image, ct.mask, settings);
      expect(expected.features.length).toBeGreaterThan(300);
      for (const each of pools) {
        expect(await each.extract(ct.image, ct.mask, settings)).toStrictEqual(expected);
      }
    },
  );
});

describe("a pool refuses what one thread refuses", () => {
  const elsewhere: Volume = { ...mask, origin: [0, 0, 9] };
  it.each<[string, Volume, Volume, unknown]>([
    ["settings with a slip", image, mask, { familys: [] }],
    ["a mask on another grid", image, elsewhere, {}],
    ["an empty mask", image, { ...mask, data: new Uint8Array(80) }, {}],
    ["labels", image, { ...mask, data: mask.data.map((v) => 2 * v) }, {}],
    ["no image", undefined as never, mask, {}],
    ["voxels of no known kind", { ...image, data: [1, 2] as never }, mask, {}],
    ["intensities that are none", { ...image, data: image.data.map(() => Number.NaN) }, mask, {}],
    [
      "levels that are none",
      image,
      mask,
      { discretise: { method: "fixedBinSize", width: 1, minimum: 3 } },
    ],
    [
      "a filter that the grid cannot hold",
      image,
      mask,
      {
        filters: [
          { type: "mean", support: 3 },
          { type: "gaussian", sigma: 1 },
        ],
      },
    ],
    [
      "filters that overflow",
      { ...image, data: image.data.map((v) => v * 1e307) },
      mask,
      {
        filters: [
          { type: "mean", support: 3 },
          { type: "laws", kernels: "L5L5L5" },
          { type: "laws", kernels: "L5L5L3" },
        ],
      },
    ],
  ])("%s", async (_, badImage, badMask, settings) => {
    const expected = await failureOf(() => extract(badImage, badMask, settings as SettingsInput));
    const error = await failureOf(() => pool.extract(badImage, badMask, settings as SettingsInput));
    expect(error).toBeInstanceOf(VoxomicsError);
    const { code, message, details } = error as VoxomicsError;
    expect({ code, message, details }).toEqual({
      code: (expected as VoxomicsError).code,
      message: (expected as VoxomicsError).message,
      details: (expected as VoxomicsError).details,
    });
  });

  it.each([0, 1.5, -1, Number.NaN])("to have %s workers", (workers) => {
    expect(() => createPool({ workers })).toThrow(
      /^workers: found .+, expected a whole number from 1$/,
    );
  });
});

describe("many regions", () => {
  /** Regions of 1, 2, 3 … voxels, by label. */
  const labels: Volume = {
    ...mask,
    data: Uint8Array.from({ length: 80 }, (_, v) => Math.floor((Math.sqrt(8 * v + 1) + 1) / 2)),
  };
  const settings: SettingsInput = { families: ["statistics", "glcm"] };
  const taskOf = (label: number) => ({
    image,
    mask: labels,
    label,
    settings,
    name: `region ${label}`,
  });

  it.each(pools)(
    "come in their order, with the task that they belong to ($workers)",
    async (each) => {
      const tasks = [7, 3, 12, 1, 9, 5, 2, 8].map(taskOf);
      const names: string[] = [];
      for await (const { task, extraction, error } of each.extractMany(tasks)) {
        expect(error).toBeNull();
        const only = { ...labels, data: labels.data.map((v) => (v === task.label ? 1 : 0)) };
        expect(extraction).toStrictEqual(extract(image, only, settings));
        names.push(task.name);
      }
      expect(names).toEqual(tasks.map(({ name }) => name));
    },
  );

  it("of images of several sizes are measured in turn", async () => {
    const twice = (volume: Volume): Volume => {
      const [nx, ny, nz] = volume.size;
      const data = Float64Array.from([...volume.data, ...volume.data]);
      return { ...volume, size: [nx, ny, 2 * nz], data };
    };
    const larger = { ...taskOf(4), image: twice(image), mask: twice(labels) };
    const tasks = [taskOf(7), larger, taskOf(2), { ...larger, label: 3 }];
    for await (const { task, extraction } of alone.extractMany(tasks)) {
      const only = selectLabel(task.mask, task.label);
      expect(extraction).toStrictEqual(extract(task.image, only, settings));
    }
    expect.assertions(4);
  });

  it("are read no further ahead than two for each worker", async () => {
    let read = 0;
    let taken = 0;
    async function* tasks() {
      for (; read < 12; ) {
        read++;
        expect(read - taken).toBeLessThanOrEqual(2 * pool.workers);
        yield taskOf(read);
      }
    }
    for await (const outcome of pool.extractMany(tasks())) {
      expect(outcome.error).toBeNull();
      taken++;
    }
    expect(taken).toBe(12);
  });

  it("do without one that is refused", async () => {
    const none = { image, mask: {} as never, label: 1 };
    const tasks = [taskOf(1), taskOf(99), taskOf(2), { image, mask: image }, none, taskOf(3)];
    const codes: unknown[] = [];
    for await (const { error, extraction } of pool.extractMany<ExtractionTask>(tasks)) {
      expect(extraction === null).toBe(error !== null);
      codes.push(error && (error as VoxomicsError).code);
    }
    expect(codes).toEqual([null, "empty-mask", null, "invalid-mask", "invalid-volume", null]);
  });

  it("can be left early, and be stopped", async () => {
    for await (const { task } of pool.extractMany([1, 2, 3, 4, 5, 6].map(taskOf))) {
      expect(task.label).toBe(1);
      break;
    }
    const controller = new AbortController();
    const reason = new Error("enough");
    const error = await failureOf(async () => {
      for await (const _ of pool.extractMany([1, 2, 3].map(taskOf), controller)) {
        controller.abort(reason);
      }
    });
    expect(error).toBe(reason);
    expect(await pool.extract(image, mask)).toStrictEqual(extract(image, mask));
  });

  it("end with the error of the source that they come from", async () => {
    async function* tasks() {
      yield taskOf(1);
      throw new Error("no such file");
    }
    const error = await failureOf(async () => {
      for await (const { error: refused } of pool.extractMany(tasks())) expect(refused).toBeNull();
    });
    expect(error).toEqual(new Error("no such file"));
  });
});

describe("a pool reports", () => {
  it("how far an extraction is, over all its workers", async () => {
    const reports: Progress[] = [];
    await pool.extract(image, mask, everything, { onProgress: (p) => reports.push(p) });
    expect(reports.length).toBeGreaterThanOrEqual(5); // each share its start at least
    const shares = reports.map(({ done, total }) => done / total);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThan(1);
    expect(new Set(reports.map(({ total }) => total))).toEqual(new Set([5]));
  });

  it("nothing when nobody listens", async () => {
    await alone.extract(image, mask, { families: ["statistics"] });
    expect(alone.workers).toBe(1);
  });
});

describe("perturb", () => {
  it("gives what one thread does, to the last bit, and what it cannot do is refused", async () => {
    const steps = { noise: 0.5, translation: [0.25, 0, 0.5], rotation: 12, contour: true } as const;
    const options = { resample: { spacing: [1.5, 1.5, 2] }, margin: 4 } as const;
    const { record, ...expected } = perturb(image, mask, steps, 5, options);
    const found = await pool.perturb({ image, mask, perturbation: steps, seed: 5, options });
    expect(found.record).toEqual(record);
    expect([...found.image.data]).toEqual([...expected.image.data]);
    expect([...found.mask.data]).toEqual([...expected.mask.data]);
    const refused = pool.perturb({ image, mask, perturbation: "X", seed: 5 });
    await expect(refused).rejects.toMatchObject({ code: "invalid-settings" });
  });
});
