import { readFile as readText } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { readFile } from "../../src/node/read-file.ts";
import { deriveRegion } from "../../src/regions/derive-region.ts";
import type { MaskInput } from "../../src/regions/mask-settings.ts";
import type { Report } from "../../src/report/report.ts";
import { countVoxels } from "../../src/volume/mask.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { fill, maskOf, noise, unitGrid } from "../processing/arbitrary-volumes.ts";
import { voxomics, workspace } from "./workspace.ts";

const grid = unitGrid([14, 12, 6], [1, 1, 2]);
const space = await workspace();
const image = await space.volume("ct.nii.gz", noise(grid, 3));
const mask = await space.volume(
  "lesions.nii.gz",
  maskOf(
    grid,
    (x, y, z) => (x >= 3 && x < 6 && y >= 3 && y < 6 && z >= 2 && z < 4) || x * y === 90,
  ),
);
const lung = await space.volume(
  "lung.nii.gz",
  maskOf(grid, (x) => x >= 4),
);
const organs = await space.volume("organs.nii.gz", {
  ...grid,
  data: Uint8Array.from(fill(grid, (x) => (x < 4 ? 1 : x < 9 ? 2 : 3)).data),
});
const yaml = await space.file("few.yaml", "families: [statistics]\n");

/** The report of a command line, read from the file that it wrote. */
async function reportOf(...argv: string[]): Promise<Report> {
  const out = space.path("report.json");
  const { status, err } = await voxomics("extract", ...argv, "--settings", yaml, "--out", out);
  expect([status, err.startsWith("error")], err).toEqual([0, false]);
  return JSON.parse(await readText(out, "utf8"));
}

async function expectRegion(report: Report, settings: MaskInput, within?: string): Promise<void> {
  const [read, given] = [await readFile(image), await readFile(mask)];
  const around: Volume | undefined = within === undefined ? undefined : await readFile(within);
  const made = deriveRegion(given, settings, { image: read, within: around });
  expect(report.roi.derivation).toEqual(made.derivation);
  const { features } = extract(read, made.mask, { families: ["statistics"] });
  expect(report.features).toEqual(features);
}

describe("regions of a region on the command line", () => {
  it.each<[readonly string[], MaskInput]>([
    [["--grow", "2"], { grow: 2 }],
    [["--shrink", "0.5"], { shrink: 0.5 }],
    [["--ring", "2.5"], { ring: 2.5 }],
    [["--ring", "1,3"], { ring: { inner: 1, outer: 3 } }],
    [["--rim", "1"], { rim: 1 }],
    [["--ring", "2", "--rim", "1"], { ring: 2, rim: 1 }],
  ])("are those of the settings: %j", async (flags, settings) => {
    const report = await reportOf(image, mask, ...flags);
    await expectRegion(report, settings);
    expect(report.settings.mask).toMatchObject(settings);
    expect("within" in report).toBe(false);
  });

  it("are cut to another mask, of which a region is chosen, and the report has both", async () => {
    const report = await reportOf(image, mask, "--ring", "3", "--within", lung);
    await expectRegion(report, { ring: 3 }, lung);
    expect(report.within?.name).toBe(lung);
    expect(report.mask.name).toBe(mask);
    const chosen = await reportOf(image, mask, "--ring", "3", "--within", organs, "--within-region", "2"); // biome-ignore format: a command
    const steps = chosen.roi.derivation?.steps ?? [];
    expect(steps.map(({ step }) => step)).toEqual(["mask", "ring", "within"]);
    expect(steps[2].voxels).toBeLessThan(steps[1].voxels);
  });

  it("come before those of the settings file, whose other choices stay", async () => {
    const settings = await space.file(
      "largest.yaml",
      "families: [statistics]\nmask: { components: largest, grow: 1 }\n",
    );
    const out = space.path("both.json");
    const argv = ["extract", image, mask, "--settings", settings, "--out", out];
    expect((await voxomics(...argv, "--ring", "2")).status).toBe(0);
    await expectRegion(JSON.parse(await readText(out, "utf8")), { components: "largest", ring: 2 });
  });

  it("tell what cuts them, and what left nothing, with the file to blame", async () => {
    const far = await voxomics("extract", image, mask, "--settings", yaml, "--ring", "5");
    expect(far.err).toContain(
      `note: ${mask}: the region lies at the edge of the image (-x, +x, -y, +y, -z, +z): the ring goes on beyond the image, which has no voxels there\n`,
    );
    const none = await voxomics("extract", image, mask, "--settings", yaml, "--shrink", "9");
    expect([none.status, none.err]).toEqual([
      1,
      `error: ${mask}: mask is empty after shrinking by 9 mm: the region had 30 voxels (60 mm³) before; voxels are 1 × 1 × 2 mm, and what lies beyond the image does not count as outside of the region\n`,
    ]);
    const labels = await voxomics("extract", image, mask, "--ring", "2", "--within", organs);
    expect([labels.status, labels.err]).toEqual([
      1,
      `error: ${organs}: mask must hold 0 and 1 only; it holds 1, 2, 3: choose a label, or a threshold; --within-region NAME takes one region of it\n`,
    ]);
  });

  it("are misused with status 2", async () => {
    const misuse = async (...flags: string[]) => {
      const { status, err } = await voxomics("extract", image, mask, ...flags);
      return [status, err.split("\n")[0]];
    };
    expect(await misuse("--grow", "0")).toEqual([
      2,
      "error: option '--grow <mm>' argument '0' is invalid. Expected a number of mm above 0.",
    ]);
    expect(await misuse("--ring", "3,2")).toEqual([
      2,
      "error: option '--ring <mm>' argument '3,2' is invalid. Expected a number of mm above 0, or two with a comma, the smaller first.",
    ]);
    expect((await misuse("--grow", "1", "--ring", "2"))[0]).toBe(2);
    expect((await misuse("--shrink", "1", "--rim", "2"))[0]).toBe(2);
    const lonely = `error: option '--within-region': found "2" without '--within', expected the mask that it is of`;
    expect(await misuse("--within-region", "2")).toEqual([2, lonely]);
    for (const [command, ...others] of [
      ["map", image, mask, "--out", space.path("maps")],
      ["filter", image, "--mask", mask, "--settings", yaml, "--out", space.path("r.nii.gz")],
    ]) {
      const { status, err } = await voxomics(command, ...others, "--within-region", "2");
      expect([status, err]).toEqual([2, `${lonely}\n`]);
    }
  });

  it("are measured each by itself where components are apart", async () => {
    const settings = await space.file(
      "apart.yaml",
      "families: [statistics]\nmask: { components: apart, ring: 1 }\n",
    );
    const out = space.path("apart.json");
    const argv = [image, mask, "--settings", settings];
    expect((await voxomics("extract", ...argv, "--out", out)).status).toBe(0);
    const { regions } = JSON.parse(await readText(out, "utf8"));
    expect(regions.map(({ roi }: Report) => [roi.region, roi.derivation?.steps[0].voxels])).toEqual(
      [
        ["component 1", 18],
        ["component 2", 12],
      ],
    );
    const maps = await voxomics("map", ...argv, "--out", space.path("maps"), "--features", "stat_mean"); // biome-ignore format: a command
    expect([maps.status, maps.err]).toEqual([
      1,
      'error: mask.components: found "apart" and 2 components, expected "largest" or "all" for a command that measures one region\n',
    ]);
  });

  it("have labels of a map as one region, and no choice of a label beside", async () => {
    const settings = await space.file(
      "labels.yaml",
      "families: [statistics]\nmask: { labels: [1, 3], ring: 1 }\n",
    );
    const out = space.path("labels.json");
    const argv = ["extract", image, organs, "--settings", settings, "--out", out];
    expect((await voxomics(...argv)).status).toBe(0);
    const { roi } = JSON.parse(await readText(out, "utf8")) as Report;
    expect(roi.derivation?.steps.map(({ step, voxels }) => [step, voxels])).toEqual([
      ["labels", 9 * 72],
      ["ring", 2 * 72],
    ]);
    expect((await voxomics(...argv, "--label", "2")).err).toBe(
      "error: mask.labels: found 1, 3 beside a choice of regions, expected one of both\n",
    );
    expect((await voxomics(...argv, "--mask-threshold", "2")).err).toBe(
      "error: mask.labels: found 1, 3 beside a threshold of the mask, expected one of both\n",
    );
  });

  it("are the box of a response map, and the voxels of feature maps", async () => {
    const filter = await space.file("f.yaml", "filters: [{ type: mean, support: 3 }]\n");
    const out = space.path("response.nii.gz");
    const around = ["--grow", "1", "--within", lung];
    const argv = ["filter", image, "--settings", filter, "--out", out];
    expect((await voxomics(...argv, "--mask", mask, ...around)).status).toBe(0);
    expect((await readFile(out)).size).toEqual([8, 10, 6]);
    expect((await voxomics(...argv, "--grow", "1")).err).toContain("'--grow' is about a mask");
    const folder = space.path("grown");
    const maps = ["--out", folder, "--features", "stat_mean", "--workers", "2"];
    expect((await voxomics("map", image, mask, ...maps, ...around)).status).toBe(0);
    const manifest = JSON.parse(await readText(`${folder}/maps.json`, "utf8"));
    const read = [await readFile(mask), await readFile(lung)] as const;
    const made = deriveRegion(read[0], { grow: 1 }, { within: read[1] });
    expect(manifest.voxels).toBe(countVoxels(made.mask));
    expect(manifest.derivation).toEqual(made.derivation);
    expect(manifest.within.name).toBe(lung);
  });
});
