import { describe, expect, it, vi } from "vitest";
import { partsOf, planOf } from "../../src/extraction/plan.ts";
import { VoxomicsError } from "../../src/messages/errors.ts";
import type { RegionSource } from "../../src/pool/calls.ts";
import { interpolateOnce } from "../../src/pool/interpolate-once.ts";
import type { WorkerQueue } from "../../src/pool/worker-queue.ts";
import { keepMask } from "../../src/processing/kept-mask.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { fill, maskOf, unitGrid } from "../processing/arbitrary-volumes.ts";

const grid = unitGrid([40, 40, 30]);
const image = fill(grid, (x, y, z) => x + 2 * y + 3 * z);
const everywhere = maskOf(grid, () => true);
const small = maskOf(grid, (x, y, z) => x < 4 && y < 4 && z < 4);
const interpolated = fill(unitGrid([20, 20, 15], [2, 2, 2]), () => 1);

/** For each part of the plan, whether it gets the whole image; and how often that is made. */
async function given(settings: SettingsInput, ...regions: RegionSource[]) {
  const run = vi.fn(async () => interpolated);
  const plan = planOf(resolveSettings(settings), regions.length);
  const imageOf = interpolateOnce({ run } as unknown as WorkerQueue, image, plan, regions);
  const images = await Promise.all(partsOf(plan).map((part) => imageOf(part, {})));
  for (const each of images) if (each !== null) expect(each).toBe(interpolated);
  return { parts: images.map((each) => each !== null), made: run.mock.calls.length };
}

const region = (mask: Volume, label: number | null = null): RegionSource => ({ mask, label });
const resample = { spacing: [2, 2, 2] } as const;
const mean = { type: "mean", support: 3 } as const;
const filters: SettingsInput["filters"] = [mean, { type: "simoncelli" }, { type: "gradient" }];

describe("interpolateOnce", () => {
  it("makes the image for all filters that see all of it around the regions", async () => {
    const settings = { resample, filters };
    const all = { parts: [false, true, true, true], made: 1 };
    expect(await given(settings, region(everywhere))).toEqual(all);
    expect(await given(settings, keepMask(everywhere))).toEqual(all);
    expect(
      await given(
        settings,
        region(
          fill(grid, () => 7),
          7,
        ),
      ),
    ).toEqual(all);
    const both = await given({ ...settings, original: false }, region(small), region(everywhere));
    expect(both).toEqual({ parts: [true, true, true], made: 1 });
  });

  it("makes none for filters that see a part, and for one filter alone", async () => {
    const none = { parts: [false, false, false, false], made: 0 };
    const labels = fill(grid, (x, y, z) => (x < 4 && y < 4 && z < 4 ? 7 : 1));
    expect(await given({ resample, filters }, region(small))).toEqual(none);
    expect(await given({ resample, filters }, region(labels, 7))).toEqual(none);
    expect(await given({ resample, filters: [mean] }, region(everywhere))).toEqual({
      parts: [false, false],
      made: 0,
    });
    expect(await given({ filters }, region(everywhere))).toEqual(none);
  });

  it("leaves a refusal to what measures the parts, but not the loss of a worker", async () => {
    const regions = [region(everywhere)];
    const plan = planOf(resolveSettings({ resample, filters, original: false }), 1);
    const [part] = partsOf(plan);
    const failing = (error: unknown) => {
      const queue = { run: async () => Promise.reject(error) } as unknown as WorkerQueue;
      return interpolateOnce(queue, image, plan, regions)(part, {});
    };
    expect(
      await failing(new VoxomicsError("too-large", "no memory", { size: grid.size })),
    ).toBeNull();
    const lost = new VoxomicsError("worker-lost", "gone", { call: "interpolate" });
    await expect(failing(lost)).rejects.toBe(lost);
    const stopped = new Error("stopped");
    await expect(failing(stopped)).rejects.toBe(stopped);
  });

  it("takes many regions for the box around them", async () => {
    const settings = { resample, filters: [mean, { type: "gradient" }] as const, original: false };
    const corners = [0, 1].map((end) => ({
      ...keepMask(small),
      box: { min: [36 * end, 36 * end, 26 * end], max: [36 * end + 3, 36 * end + 3, 26 * end + 3] },
    })) as unknown as RegionSource[];
    const many = (kinds: readonly RegionSource[]) =>
      given(settings, ...Array.from({ length: 102 }, (_, n) => kinds[n % kinds.length]));
    expect(await given(settings, ...corners)).toEqual({ parts: [false, false], made: 0 });
    expect(await many(corners)).toEqual({ parts: [true, true], made: 1 });
    expect(await many(corners.slice(0, 1))).toEqual({ parts: [false, false], made: 0 });
  });

  it("makes it for two filters whose responses depend on the whole image, wherever a region lies", async () => {
    const settings = { resample, filters: [...filters, { type: "square" }] } as SettingsInput;
    const found = { parts: [false, false, true, false, true], made: 1 };
    expect(await given(settings, region(small))).toEqual(found);
    expect(await given(settings, region(null as never))).toEqual(found);
    expect(await given(settings, region(small, 5))).toEqual(found);
  });
});
