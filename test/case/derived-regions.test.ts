import { describe, expect, it } from "vitest";
import { extractRegions } from "../../src/extraction/extract-regions.ts";
import { createPool, extract, openCase, type ReadRegion, toReport } from "../../src/node.ts";
import { deriveRegion } from "../../src/regions/derive-region.ts";
import { separateComponents } from "../../src/regions/separate-components.ts";
import { countVoxels, type Mask } from "../../src/volume/mask.ts";
import { workspace } from "../cli/workspace.ts";
import { fill, maskOf, noise, unitGrid } from "../processing/arbitrary-volumes.ts";

const grid = unitGrid([14, 12, 6], [1, 1, 2]);
const space = await workspace();
const image = await space.volume("ct.nii.gz", noise(grid, 3));
const lesions = maskOf(
  grid,
  (x, y, z) =>
    (x >= 3 && x < 6 && y >= 3 && y < 6 && z >= 2 && z < 4) || x * y === 90 || x * y === 143,
);
const mask = await space.volume("lesions.nii.gz", lesions);
/** Labels 2 and 5 at two ends of the lesions, 7 around them. */
const labels = await space.volume("labels.nii.gz", {
  ...grid,
  data: Int16Array.from(
    fill(grid, (x, y, z) => (lesions.data[x + 14 * (y + 12 * z)] === 0 ? 7 : x < 5 ? 2 : 5)).data,
  ),
});
const lung = await space.volume(
  "lung.nii.gz",
  maskOf(grid, (x) => x >= 4),
);
const statistics = { families: ["statistics"] } as const;

describe("openCase", () => {
  it("gives the mask that regions are cut to, for extractions, pools and reports", async () => {
    const settings = { ...statistics, mask: { ring: 2 } };
    const opened = await openCase(image, mask, { settings, within: lung });
    const { within } = opened;
    const [region] = opened.regions as ReadRegion[];
    expect(countVoxels(within as Mask)).toBe(10 * 72);
    const found = extract(opened.image, region.mask(), opened.settings, { within });
    const made = deriveRegion(lesions, { ring: 2 }, { within });
    expect(found.features).toEqual(extract(opened.image, made.mask, statistics).features);
    const report = toReport(found, region.sources);
    expect([report.within?.name, report.roi.derivation]).toEqual([lung, made.derivation]);
    const pool = createPool({ workers: 2 });
    const filters = [{ type: "mean", support: 3 }] as const;
    const asked = { ...opened.settings, filters };
    expect(await pool.extract(opened.image, region.mask(), asked, { within })).toEqual(
      extract(opened.image, region.mask(), asked, { within }),
    );
    const task = { image: opened.image, mask: region.mask(), within };
    const many = pool.extractMany([{ ...task, settings: asked }]);
    expect((await many.next()).value).toMatchObject({ extraction: { roi: found.roi } });
    const maps = { features: ["stat_mean"], settings: { mask: { ring: 2 } }, within };
    expect((await pool.featureMap(opened.image, region.mask(), maps)).length).toBe(1);
    expect(await pool.deriveRegion({ ...task, settings: { ring: 2 } })).toEqual(made);
    await pool.close();
  });

  it("makes each component a region, the largest first", async () => {
    const settings = {
      ...statistics,
      mask: { components: "apart", minimumVolume: 13, grow: 1 },
    } as const;
    const { regions, settings: resolved, image: read } = await openCase(image, mask, { settings });
    expect(regions.map(({ name, title }) => [name, title])).toEqual([
      ["component 1", "component 1"],
      ["component 2", "component 2"],
    ]);
    const expected = separateComponents(lesions)
      .slice(0, 2)
      .map((one) => extract(read, one, { ...statistics, mask: { grow: 1 } }).features);
    const masks = (regions as ReadRegion[]).map((one) => one.mask);
    const outcomes = extractRegions(read, masks, resolved);
    expect(outcomes.map(({ extraction }) => extraction?.features)).toEqual(expected);
  });

  it("names components by the label that they are of", async () => {
    const settings = { ...statistics, mask: { components: "apart" } } as const;
    const { regions } = await openCase(image, labels, { settings, label: [2, 5] });
    const names = regions.map(({ name, title }) => [name, title]);
    expect(new Set(names.flat()).size).toBe(names.length);
    expect(names[0]).toEqual(["label 2 component 1", "label 2 component 1"]);
  });

  it("reports which region of the second mask was taken", async () => {
    const { regions } = await openCase(image, mask, { within: labels, withinRegion: 2 });
    expect(regions[0]).toMatchObject({ sources: { within: { name: labels, region: "2" } } });
  });

  it("makes components of labels, which keep their values", async () => {
    const settings = { ...statistics, mask: { components: "apart", labels: [2, 5] } } as const;
    const {
      regions,
      settings: resolved,
      image: read,
    } = await openCase(image, labels, { settings });
    const apart = separateComponents(lesions);
    expect(regions).toHaveLength(apart.length);
    for (const [n, region] of (regions as ReadRegion[]).entries()) {
      const found = extract(read, region.mask(), resolved);
      expect(found.features).toEqual(extract(read, apart[n], statistics).features);
    }
    const whole = await openCase(image, labels, { settings: { mask: { labels: [2, 5] } } });
    const [region] = whole.regions as ReadRegion[];
    expect(deriveRegion(region.mask(), { labels: [2, 5] }).mask.data).toEqual(lesions.data);
  });

  it("refuses labels beside a choice of regions, and labels around a component of its own mask", async () => {
    const refusal = async (settings: object, options: object = {}) =>
      openCase(image, labels, { settings: { mask: settings }, ...options }).then(
        () => "",
        ({ message }) => message,
      );
    expect(await refusal({ labels: [2] }, { label: 5 })).toBe(
      "mask.labels: found 2 beside a choice of regions, expected one of both",
    );
    expect(await refusal({ labels: [2] }, { allRegions: true })).toMatch(
      /^mask\.labels: found 2 beside/,
    );
    expect(await refusal({ labels: [2], components: "apart", within: [7] })).toBe(
      "mask.within: found 7 with components apart, expected the option within beside it: a component has no other labels",
    );
    expect(await refusal({ grow: 1 })).toMatch(/mask must hold 0 and 1 only; it holds 2, 5, 7/);
    expect(await refusal({}, { withinRegion: 2 })).toBe(
      "withinRegion: found 2 without within, expected the mask that it is of",
    );
    expect(await refusal({ labels: [2] }, { within: "nowhere.nii.gz" })).toMatch(
      /^nowhere\.nii\.gz: /,
    );
    expect(await refusal({ labels: [2] }, { within: labels, withinRegion: 9 })).toContain(
      `${labels}: mask has no voxel with label 9; it holds 2, 5, 7`,
    );
  });
});
