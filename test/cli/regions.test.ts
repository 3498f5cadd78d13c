import { readFile, stat } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { readFile as readVolume } from "../../src/node/read-file.ts";
import type { RegionsReport, Report } from "../../src/report/report.ts";
import { nrrdFile } from "../io/nrrd/fixture.ts";
import { volumeOf, voxomics, workspace } from "./workspace.ts";

const space = await workspace();
const { image, path } = space;

const few = ["--settings", await space.file("few.yaml", "families: [statistics, histogram]\n")];
const labels = await space.volume(
  "labels.nii.gz",
  volumeOf((v) => [0, 1, 2, 7][v % 4]),
);

const jsonAt = async <T>(name: string): Promise<T> =>
  JSON.parse(await readFile(path(name), "utf8"));
const textAt = (name: string) => readFile(path(name), "utf8");

/** A segmentation of 3D Slicer with the segments "GTV" (1) and "Node, left" (2), without its border. */
const slicer = await space.file(
  "regions.seg.nrrd",
  nrrdFile({
    fields: {
      sizes: "2 3 2",
      "space directions": "(1,0,0) (0,1,0) (0,0,2)",
      "space origin": "(1,0,0)",
    },
    lines: ["GTV", "Node, left", "never drawn"].flatMap((name, n) => [
      `Segment${n}_ID:=Segment_${n + 1}`,
      `Segment${n}_Name:=${name}`,
      `Segment${n}_LabelValue:=${n + 1}`,
      `Segment${n}_Layer:=0`,
    ]),
    voxels: Uint8Array.of(1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 0, 2),
  }),
);

/** The rows of a Parquet file as text, and the fields of its columns' metadata. */
async function parquetAt(name: string) {
  const file = await asyncBufferFromFile(path(name));
  const rows = await parquetReadObjects({ file });
  const { schema, row_groups } = await parquetMetadataAsync(file);
  const fields = row_groups[0].columns.map(({ meta_data: meta }) => [
    meta?.path_in_schema.join("."),
    Object.fromEntries((meta?.key_value_metadata ?? []).map(({ key, value }) => [key, value])),
  ]);
  return {
    text: rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value ?? "")])),
    ),
    types: new Map(schema.map(({ name, type }) => [name, type])),
    fields: new Map(fields as [string, object][]),
  };
}

describe("voxomics extract --out x.parquet", () => {
  const command = ["extract", image, labels, ...few];
  const csvAt = async (name: string) => parse(await textAt(name), { columns: true });

  it.each([
    ["one region, long", ["--label", "2"], 1],
    ["one region, wide", ["--label", "2", "--format", "wide"], 1],
    ["several regions, long", ["--label", "1,7", "--format", "long"], 2],
    ["several regions, wide", ["--all-regions", "--format", "wide"], 3],
  ])("holds what CSV holds: %s", async (_, options, regions) => {
    const written = await voxomics(...command, ...options, "--out", path("same.parquet"));
    expect(written).toMatchObject({ status: 0, err: "" });
    expect(written.out).toMatch(/same\.parquet: (\d regions, )?\d+ values\n$/);
    await voxomics(...command, ...options, "--out", path("same.csv"));
    const { text, types } = await parquetAt("same.parquet");
    expect(text).toEqual(await csvAt("same.csv"));
    expect(text).toHaveLength(options.includes("wide") ? regions : regions * (18 + 23));
    const value = options.includes("wide") ? "statistics.meanIntensity" : "value";
    expect(types.get(value)).toBe("DOUBLE");
  });

  it("says of each feature's column what it is; labels are integers", async () => {
    await voxomics(...command, "--all-regions", "--format", "wide", "--out", path("w.PARQUET"));
    const { types, fields } = await parquetAt("w.PARQUET");
    expect([types.get("roi"), types.get("mask")]).toEqual(["INT32", "BYTE_ARRAY"]);
    expect(fields.get("roi")).toEqual({});
    expect(fields.get("statistics.meanIntensity")).toMatchObject({
      ibsi_code: "Q4LE",
      family: "statistics",
      image: "original",
    });
  });
});

describe("voxomics extract of several regions", () => {
  it("writes a row each in a wide table", async () => {
    const { status, out, err } = await voxomics(
      "extract", image, labels, "--label", "1,7", ...few, "--out", path("w.csv"), "--format", "wide",
    ); // biome-ignore format: a command
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(/w\.csv: 2 regions, \d+ values\n$/);
    const [header, ...rows] = (await textAt("w.csv")).trimEnd().split("\n");
    expect(header).toMatch(/^image,mask,roi,statistics\.meanIntensity,/);
    expect(rows.map((row) => row.split(",").slice(0, 3))).toEqual([
      [image, labels, "1"],
      [image, labels, "7"],
    ]);
    // as each by itself
    for (const [n, label] of ["1", "7"].entries()) {
      const alone = await voxomics("extract", image, labels, "--label", label, ...few, "--format", "wide"); // biome-ignore format: a command
      expect(alone.out.trimEnd().split("\n")[1]).toBe(rows[n]);
    }
  });

  it("puts the region in front in a long table", async () => {
    const { out } = await voxomics(
      "extract", image, slicer, "--region", "GTV", "--region", "Node, left", ...few, "--format", "long",
    ); // biome-ignore format: a command
    const [header, ...rows] = out.trimEnd().split("\n");
    expect(header).toBe(
      "region,image,family,name,code,tag,aggregation,aggregationCode,value,unit,reason",
    );
    expect(rows.filter((row) => row.startsWith("GTV,original,")).length).toBe(rows.length / 2);
    expect(rows.filter((row) => row.startsWith('"Node, left",original,')).length).toBe(
      rows.length / 2,
    );
  });

  it("writes JSON with what regions share once, and what they are each", async () => {
    await voxomics("extract", image, labels, "--all-regions", ...few, "--out", path("all.json"));
    const report = await jsonAt<RegionsReport>("all.json");
    expect(Object.keys(report)).toEqual(["software", "version", "settings", "image", "regions", "refused"]); // biome-ignore format: one line
    expect(report.refused).toEqual([]);
    expect(report.regions.map(({ roi }) => [roi.label, roi.region])).toEqual([
      [1, null],
      [2, null],
      [7, null],
    ]);
    for (const { roi, mask, features } of report.regions) {
      const expected = extract(
        await readVolume(image),
        await readVolume(labels, { label: roi.label as number }),
        report.settings,
      );
      expect(features).toEqual(expected.features);
      expect(mask).toMatchObject({ name: labels, size: [4, 3, 2], file: { format: "NIfTI-1" } });
    }
    // a record of features is on one line
    expect((await textAt("all.json")).split("\n").length).toBeGreaterThan(report.regions[0].features.length * 3); // biome-ignore format: one line
  });

  it("keeps the shape of several where several are asked for, and of one where one is", async () => {
    const one = await space.volume("one.nii", volumeOf((v) => (v < 12 ? 1 : 0))); // biome-ignore format: one line
    await voxomics("extract", image, one, "--all-regions", ...few, "--out", path("shape.json"));
    expect((await jsonAt<RegionsReport>("shape.json")).regions).toHaveLength(1);
    await voxomics("extract", image, labels, "--label", "7", ...few, "--out", path("shape1.json"));
    const report = await jsonAt<Report>("shape1.json");
    expect(Object.keys(report)).toEqual(["software", "version", "settings", "image", "mask", "roi", "features", "notes"]); // biome-ignore format: one line
    expect(report.roi).toMatchObject({ label: 7, region: null });
  });

  it("prints a table each, by name", async () => {
    const { out } = await voxomics("extract", image, slicer, "--region", "gtv", "--region", "2", ...few); // biome-ignore format: a command
    expect(out).toMatch(/\nmask {4}\S+regions\.seg\.nrrd, GTV \(1\)\nregion {2}5 voxels/);
    expect(out).toMatch(/\nmask {4}\S+regions\.seg\.nrrd, Node, left \(2\)\nregion {2}6 voxels/);
  });

  it("measures a region once, however often it is asked for", async () => {
    const { out } = await voxomics("extract", image, labels, "--label", "2,1", "--label", "2", ...few, "--format", "wide"); // biome-ignore format: a command
    expect(out.trimEnd().split("\n").slice(1).map((row) => row.split(",")[2])).toEqual(["2", "1"]); // biome-ignore format: one line
  });

  it("leaves the others alone where one is refused, and says which, and exits with 1", async () => {
    const { status, out, err } = await voxomics(
      "extract", image, slicer, "--all-regions", ...few, "--out", path("some.json"),
    ); // biome-ignore format: a command
    expect({ status, err }).toEqual({
      status: 1,
      err: `error: ${slicer}: segment "never drawn" is empty: no voxel has its label 3\n`,
    });
    expect(out).toMatch(/some\.json: 2 regions, \d+ values\n$/);
    const { regions, refused } = await jsonAt<RegionsReport>("some.json");
    expect(regions.map(({ roi }) => roi.region)).toEqual(["GTV", "Node, left"]);
    expect(refused).toEqual([
      {
        label: 3,
        region: "never drawn",
        code: "empty-mask",
        message: `${slicer}: segment "never drawn" is empty: no voxel has its label 3`,
      },
    ]);
  });

  it("names the region that the settings refuse", async () => {
    const settings = await space.file(
      "coarse.yaml",
      "resample: { spacing: [2, 2, 2], maskThreshold: 1 }\n",
    );
    const { status, out, err } = await voxomics("extract", image, labels, "--label", "1,9", "--settings", settings, "--out", path("never.csv")); // biome-ignore format: a command
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err.split("\n")).toEqual([
      `error: ${labels}: mask has no voxel with label 9; it holds 1, 2, 7`,
      expect.stringMatching(
        /^error: \S+labels\.nii\.gz: label 1: mask is empty after interpolation/,
      ),
      "",
    ]);
    await expect(stat(path("never.csv"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  it.each<[string, string[], RegExp]>([
    ["a region that is not there", ["--region", "GVT"], /regions\.seg\.nrrd: segmentation holds no region "GVT": it has .*; did you mean "GTV"\?/],
    ["a mask of several without a choice", [], /regions\.seg\.nrrd: segmentation holds 3 regions: "GTV" \(1\), "Node, left" \(2\), "never drawn" \(3\): choose one by its name or number \(--region NAME, --label N\)\n$/],
    ["a series of a file that has none", ["--region", "GTV", "--mask-series", "1.2"], /found an option that is not about files of NRRD \(\.nrrd, \.nhdr\); --mask-series 1\.2 is for others/],
  ])("refuses %s", async (_, choice, message) => {
    const { status, err } = await voxomics("extract", image, slicer, ...choice);
    expect(status).toBe(1);
    expect(err).toMatch(/^error: [^\n]+\n$/);
    expect(err).toMatch(message);
  }); // biome-ignore format: a case a line

  it("refuses all regions of an image", async () => {
    const values = Int16Array.from({ length: 24 }, (_, v) => v - 12);
    const other = await space.volume("ct.nii", volumeOf(() => 0, { data: values })); // biome-ignore format: one line
    const { status, err } = await voxomics("extract", image, other, "--all-regions");
    expect({ status, err }).toEqual({
      status: 1,
      err: `error: ${other}: it holds no labels: found the value -12, expected at most 4096 whole numbers from 0 on\n`,
    });
  });
});

describe("a mask on another grid", () => {
  // twice as fine along x, and reaching a voxel further to the right than the image
  const fine = space.volume("fine.nii", {
    data: Uint8Array.from({ length: 60 }, (_, v) => (v % 10 >= 4 ? 1 : 0)),
    size: [10, 3, 2],
    spacing: [0.5, 1, 2],
    origin: [-0.25, 0, 0],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  });

  it("is refused, with the option that would put it there", async () => {
    const { status, err } = await voxomics("extract", image, await fine, ...few);
    expect(status).toBe(1);
    expect(err).toMatch(
      /fine\.nii: mask is on another grid: size \[10, 3, 2\], image has \[4, 3, 2\]; .*; --resample-mask puts it on the image's\n$/,
    );
  });

  it("is refused if more than a twentieth of it lies outside, and the option that allows it named", async () => {
    const { status, err } = await voxomics("extract", image, await fine, "--resample-mask", ...few);
    expect({ status, err }).toEqual({
      status: 1,
      err: `error: ${await fine}: 12 of the region's 36 voxels (33.3 %) lie outside the image, expected at most 5 %; --largest-loss 0.34 takes it as it is\n`,
    });
  });

  it("has columns in the wide table that say how much of it was left", async () => {
    const table = path("placed.csv");
    const wide = [...few, "--format", "wide", "--out", table];
    await voxomics("extract", image, await fine, "--resample-mask", "--largest-loss", "0.34", ...wide); // biome-ignore format: a command
    const [header, row] = (await readFile(table, "utf8")).split("\n");
    expect(header).toMatch(/^image,mask,roi,maskVoxelsBefore,maskVoxelsAfter,maskVoxelsOutside,/);
    expect(row.split(",").slice(3, 6)).toEqual(["36", "12", "12"]);
    await voxomics("extract", image, space.mask, ...wide);
    expect(await readFile(table, "utf8")).not.toContain("maskVoxels");
  });

  it("is put on the image's where asked for, and that is told", async () => {
    const { status, err } = await voxomics("extract", image, await fine, "--resample-mask", "--largest-loss", "0.34", ...few, "--out", path("placed.json")); // biome-ignore format: a command
    expect(status).toBe(0);
    expect(err).toBe(
      `note: ${await fine}: the mask was put on the image's grid by nearest neighbour: ` +
        "36 voxels became 12; 12 of its voxels lie outside the image; " +
        "from size [10, 3, 2], spacing [0.5, 1, 2], origin [-0.25, 0, 0], direction [1, 0, 0, 0, 1, 0, 0, 0, 1] " +
        "to size [4, 3, 2], spacing [1, 1, 2], origin [0, 0, 0], direction [1, 0, 0, 0, 1, 0, 0, 0, 1]\n",
    );
    const report = await jsonAt<Report>("placed.json");
    expect(report.roi.morphologicalVoxels).toBe(12);
    expect(report.mask).toMatchObject({
      size: [10, 3, 2],
      spacing: [0.5, 1, 2],
      placed: { interpolation: "nearest", before: 36, after: 12, outside: 12 },
    });
    expect(report.image).toMatchObject({ size: [4, 3, 2] });
    expect(report.notes).toMatchObject([
      { code: "mask-resampled", details: { before: 36, after: 12, outside: 12 } },
    ]);
  });

  it("says nothing of a mask that lies on the image's grid", async () => {
    const { status, err } = await voxomics("extract", image, space.mask, "--resample-mask", ...few);
    expect({ status, err }).toEqual({ status: 0, err: "" });
  });

  it("is refused if nothing of it is left", async () => {
    const away = await space.volume("away.nii", volumeOf(() => 1, { origin: [100, 0, 0] })); // biome-ignore format: one line
    const { status, err } = await voxomics("extract", image, away, "--resample-mask");
    expect({ status, err }).toEqual({
      status: 1,
      err: `error: ${away}: mask is empty on the image's grid: it had 24 voxels, all of them lie outside the image\n`,
    });
  });

  it("of several regions is put there region by region", async () => {
    const away = await space.volume(
      "part.nii",
      volumeOf((v) => (v % 4 === 3 ? 2 : 1), { origin: [1, 0, 0] }),
    );
    const { status, err } = await voxomics("extract", image, away, "--all-regions", "--resample-mask", ...few, "--format", "wide"); // biome-ignore format: a command
    expect(status).toBe(1);
    expect(err).toMatch(/^note: \S+part\.nii: label 1: the mask was put on .*\nerror: \S+part\.nii: label 2: mask is empty on the image's grid: it had 6 voxels, all of them lie outside/); // biome-ignore format: one line
  });
});

describe("segmentations of 3D Slicer", () => {
  it("without their border are put on the image's grid", async () => {
    const { status, err } = await voxomics("extract", image, slicer, "--region", "GTV", ...few, "--out", path("gtv.json")); // biome-ignore format: a command
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const report = await jsonAt<Report>("gtv.json");
    expect(report.roi).toMatchObject({ label: 1, region: "GTV", morphologicalVoxels: 5 });
    const mask = volumeOf((v) => ([1, 5, 9, 13, 17].includes(v) ? 1 : 0));
    expect(report.features).toEqual(
      extract(await readVolume(image), mask, report.settings).features,
    );
  });

  it("choose the box of filter, and the region of map", async () => {
    const log = await space.file("log.yaml", "filters: [{ type: mean, support: 3 }]\n");
    const filtered = await voxomics("filter", image, "--settings", log, "--mask", slicer, "--region", "GTV", "--out", path("box.nrrd")); // biome-ignore format: a command
    expect(filtered).toMatchObject({ status: 0, err: "" });
    expect((await readVolume(path("box.nrrd"))).size).toEqual([1, 3, 2]);
    const mapped = await voxomics("map", image, slicer, "--region", "GTV", "--out", path("maps"), "--features", "ih_mean"); // biome-ignore format: a command
    expect(mapped).toMatchObject({ status: 0, err: "" });
    expect(await jsonAt("maps/maps.json")).toMatchObject({ label: 1, region: "GTV", voxels: 5 });
  });
});
