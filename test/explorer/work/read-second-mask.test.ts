import { afterAll, describe, expect, it } from "vitest";
import { featureMap } from "../../../src/explorer/work/feature-map.ts";
import { intensities } from "../../../src/explorer/work/intensities.ts";
import { listFiles } from "../../../src/explorer/work/list-files.ts";
import { matrices } from "../../../src/explorer/work/matrices.ts";
import { measure } from "../../../src/explorer/work/measure.ts";
import { noCase } from "../../../src/explorer/work/open-case.ts";
import { openSecondMasks } from "../../../src/explorer/work/open-region.ts";
import { perturbRegion } from "../../../src/explorer/work/perturb-region.ts";
import { readRegion } from "../../../src/explorer/work/read-region.ts";
import { readSecondMask } from "../../../src/explorer/work/read-second-mask.ts";
import { responseMap } from "../../../src/explorer/work/response-map.ts";
import { applyFilter } from "../../../src/filters/apply-filter.ts";
import { writeNifti } from "../../../src/io.ts";
import { createPool } from "../../../src/node/pool.ts";
import { normalise } from "../../../src/processing/normalise.ts";
import type { Volume } from "../../../src/volume/volume.ts";
import { volumeOf } from "../../cli/workspace.ts";

const image = volumeOf((v) => v);

/** A case with a mask of the first 6 voxels, and a second mask. */
async function caseWith(second: Volume) {
  const held = noCase();
  const files = [
    { name: "mask.nii", bytes: await writeNifti(volumeOf((v) => (v < 6 ? 1 : 0))) },
    { name: "second mask.nii", bytes: await writeNifti(second) },
  ];
  const { regionFiles } = await listFiles(files, held);
  const opened = { id: "ct", title: "ct", volume: image, description: {} as never, notes: [] };
  held.image = opened;
  const [asked, other] = regionFiles.map(({ id, regions }) => ({
    ...{ file: id, region: regions[0] },
    resampleMask: false,
  }));
  await readRegion(held, asked);
  const within = { ...other, name: "within" } as const;
  return { held, opened, within, whiteMatter: { ...other, name: "whiteMatter" } as const };
}

const region = "file:mask.nii#1";
const pool = createPool({ workers: 1 });
afterAll(() => pool.close());

describe("a mask that regions are cut to", () => {
  it("is held, and cuts the region that plots show", async () => {
    const { held, within } = await caseWith(volumeOf((v) => (v >= 4 ? 1 : 0)));
    const { id, voxels, volume } = await readSecondMask(held, within);
    expect({ id, voxels, volume }).toEqual({
      ...{ id: "file:second mask.nii#1", voxels: 20, volume: 40 },
    });
    const countUnder = async (within: string | null, settings = {}) =>
      (await intensities(held, { region, within, whiteMatter: null, settings })).voxels;
    expect(await countUnder(null)).toBe(6);
    expect(await countUnder(id)).toBe(2); // voxels 4 and 5
    // a ring of 1 mm: each neighbour by a face in the slice, so voxels 6 to 9
    expect(await countUnder(id, { mask: { ring: 1 } })).toBe(4);
  });

  it("may lie outside the image in part, and is refused on another grid in words about it", async () => {
    const { held, within } = await caseWith(volumeOf(() => 1, { origin: [2, 0, 0] }));
    await expect(readSecondMask(held, within)).rejects.toThrow(/^within: /);
    const { voxels, resampled } = await readSecondMask(held, { ...within, resampleMask: true });
    expect({ voxels, resampled }).toEqual({ voxels: 12, resampled: true });
  });

  it("is not held where another image was opened while it was read", async () => {
    const { held, opened, within } = await caseWith(volumeOf(() => 1));
    const read = readSecondMask(held, within);
    held.image = { ...opened, id: "mr" };
    await expect(read).rejects.toThrow("another image was opened meanwhile");
    const open = (within: string | null) => openSecondMasks(held, { within, whiteMatter: null });
    expect(() => open("file:second mask.nii#1")).toThrow("is not open");
    expect(open(null)).toEqual({ within: undefined, whiteMatter: undefined });
  });
});

describe("a mask of white matter", () => {
  const stripe = { normalise: { method: "whiteStripe", peak: "largest", width: 0.25 } } as const;

  it("normalises the image of plots and matrices", async () => {
    const { held, whiteMatter } = await caseWith(volumeOf((v) => (v >= 8 ? 1 : 0)));
    const { id } = await readSecondMask(held, whiteMatter);
    const white = held.secondMasks.get(id)?.volume ?? null;
    const { data } = normalise(image, stripe.normalise, null, white);
    const of = { region, within: null, whiteMatter: id };
    const { bars } = await intensities(held, { ...of, settings: stripe });
    expect(bars[0].from).toBeCloseTo(data[0], 12);
    expect(bars.at(-1)?.to).toBeCloseTo(data[5], 12);
    const asked = { family: "glcm", aggregation: "3D:mrg", distance: null } as const;
    const counted = await matrices(held, { ...of, ...asked, settings: stripe });
    expect(counted.answer).toMatchObject({ count: 1, reason: null });
  });

  it("normalises the image of what is done in a pool: measuring, maps, responses, perturbations", async () => {
    const { held, whiteMatter } = await caseWith(volumeOf((v) => (v >= 8 ? 1 : 0)));
    held.pool = pool;
    const { id } = await readSecondMask(held, whiteMatter);
    const of = { region, within: null, whiteMatter: id, settings: stripe };
    const white = held.secondMasks.get(id)?.volume;
    const normalised = normalise(image, stripe.normalise, null, white);
    const { data } = normalised;
    const mean = data.slice(0, 6).reduce((sum, x) => sum + x, 0) / 6;
    const families = { ...stripe, families: ["statistics"] } as const;
    const [{ extraction }] = await measure(
      held,
      { ...of, regions: [region], settings: families },
      {},
    );
    expect(extraction?.features[0].name).toBe("meanIntensity");
    expect(extraction?.features[0].value).toBeCloseTo(mean, 12);

    const filter = { type: "square" } as const;
    const response = await responseMap(held, { filter, settings: stripe, whiteMatter: id }, {});
    const largest = Math.max(...applyFilter(normalised, filter).data);
    expect(response.answer.shown.range[1]).toBeCloseTo(largest, 4);

    const neighbourhood = { radius: 1, shape: "cubic", dimensions: 3, masked: true } as const;
    const map = await featureMap(held, { ...of, ...neighbourhood, feature: "stat_mean" }, {});
    expect(map.answer.shown.range[0]).toBeGreaterThanOrEqual(Math.fround(data[0]));
    expect(map.answer.shown.range[1]).toBeLessThanOrEqual(data[5]);

    const asked = { ...of, feature: "stat_mean", chain: "T", repeats: 1 };
    const { unperturbed, repeats } = (await perturbRegion(held, asked, {})).answer;
    expect(unperturbed.value).toBeCloseTo(mean, 12);
    expect(repeats[0].failure).toBeNull();
    expect(Math.abs(Number(repeats[0].value))).toBeLessThan(Math.abs(data[0]) + 1);
  });

  it("also of a region that is cut to another mask", async () => {
    const { held, whiteMatter } = await caseWith(volumeOf((v) => (v >= 4 ? 1 : 0)));
    const { id } = await readSecondMask(held, whiteMatter);
    const of = { region, within: id, whiteMatter: id };
    const { voxels } = await intensities(held, { ...of, settings: stripe });
    expect(voxels).toBe(2); // voxels 4 and 5
  });

  it("is refused on another grid in words about it", async () => {
    const { held, whiteMatter } = await caseWith(volumeOf(() => 1, { origin: [2, 0, 0] }));
    await expect(readSecondMask(held, whiteMatter)).rejects.toThrow(/^whiteMatter: /);
  });
});
