import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { version } from "../../src/base/version.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import type { FeatureMapOptions } from "../../src/feature-map/map-options.ts";
import { readFile as readVolume } from "../../src/node/read-file.ts";
import { type Grid, identityDirection } from "../../src/volume/volume.ts";
import { dicomFile } from "../io/dicom/dicom-fixture.ts";
import { obliqueGrid, slicesOf } from "../io/dicom/image-fixture.ts";
import { niftiFile } from "../io/nifti/fixture.ts";
import { volumeOf, voxomics, workspace } from "./workspace.ts";

const space = await workspace();
const { image, mask, path } = space;

/** The maps in a folder are those of the library. */
async function expectMaps(folder: string, options: FeatureMapOptions, region = mask) {
  const maps = featureMap(await readVolume(image), await readVolume(region), options);
  const names = maps.map(({ tag }) => `${tag}.nii.gz`);
  expect((await readdir(folder)).sort()).toEqual([...names, "maps.json"].sort());
  for (const { tag, volume } of maps) {
    expect(await readVolume(join(folder, `${tag}.nii.gz`)), tag).toEqual(volume);
  }
}

describe("voxomics map", () => {
  it("writes a file for each feature of the settings' families", async () => {
    const settings = await space.file("f.yaml", "families: [morphology, statistics, ngtdm]\n");
    const folder = path("all");
    const outcome = await voxomics("map", image, mask, "--out", folder, "--settings", settings);
    const out = `${folder}: 23 maps of 19 voxels\n`;
    expect(outcome).toMatchObject({ status: 0, out });
    // as extract tells it
    expect(outcome.err).toMatch(
      /^note: .*image.nii.gz: 3D texture was measured on voxels of 1 × 1 × 2 mm.*\n$/,
    );
    await expectMaps(folder, { features: ["statistics", "ngtdm"] });
  });

  it("takes features, a shape and settings", async () => {
    const settings = await space.file("s.yaml", "aggregations: ['3D:mrg']\ndistance: 2\n");
    const folder = path("some");
    await mkdir(folder);
    const { status } = await voxomics(
      ...["map", image, mask, "--out", folder, "--settings", settings],
      ...["--features", "glcm.contrast, stat_mean,ngldm", "--radius", "2"],
      ...["--shape", "spherical", "--unmasked", "--crop"],
    );
    expect(status).toBe(0);
    await expectMaps(folder, {
      settings: { aggregations: ["3D:mrg"], distance: 2 },
      features: ["glcm.contrast", "stat_mean", "ngldm"],
      radius: 2,
      shape: "spherical",
      masked: false,
      crop: true,
    });
  });

  it("takes a label and writes over its own maps", async () => {
    const labels = await space.volume(
      "labels.nii",
      volumeOf((v) => v % 3),
    );
    const second = await space.volume(
      "second.nii",
      volumeOf((v) => (v % 3 === 2 ? 1 : 0)),
    );
    const folder = path("label");
    const argv = ["map", image, labels, "--out", folder, "--features", "ih_mean"];
    for (const dimensions of ["3", "2"]) {
      const { status } = await voxomics(...argv, "--label", "2", "--dimensions", dimensions);
      expect(status).toBe(0);
    }
    await expectMaps(folder, { features: ["ih_mean"], dimensions: 2 }, second);
  });

  it("tells which maps of other runs stay in the folder", async () => {
    const folder = path("twice");
    const argv = ["map", image, mask, "--out", folder, "--features"];
    expect((await voxomics(...argv, "stat_mean,stat_max,ih_mean")).err).toBe("");
    await writeFile(join(folder, "image.nii.gz"), "not a map");
    expect(await voxomics(...argv, "stat_mean")).toEqual({
      status: 0,
      out: `${folder}: 1 map of 19 voxels\n`,
      err: `note: ${folder}: 2 maps of other runs stay beside those of this one, and are not in maps.json: ih_mean.nii.gz, stat_max.nii.gz\n`,
    });
  });

  it("says beside the maps how they were made", async () => {
    const folder = path("manifest");
    await voxomics("map", image, mask, "--out", folder, "--features", "stat_mean");
    const manifest = JSON.parse(await readFile(join(folder, "maps.json"), "utf8"));
    expect(manifest).toMatchObject({
      software: "voxomics",
      version,
      settings: { discretise: { method: "fixedBinNumber", bins: 32 } },
      neighbourhood: { radius: 1, shape: "cubic", dimensions: 3, masked: true },
      grid: { size: [4, 3, 2], spacing: [1, 1, 2] },
      voxels: 19,
      image: { name: image },
      mask: { name: mask },
      label: null,
      maps: [{ family: "statistics", name: "meanIntensity", code: "Q4LE", tag: "stat_mean" }],
    });
  });
});

describe("notes of voxomics map", () => {
  it("tell a preset for another modality and one grey level, in the manifest too", async () => {
    const series = path("mr");
    await mkdir(series);
    const grid: Grid = { ...obliqueGrid, direction: identityDirection, spacing: [1, 1, 1] };
    const files = slicesOf(grid, { Modality: "MR" }).map((slice) => dicomFile(slice));
    for (const [n, file] of files.entries()) await writeFile(join(series, `${n}.dcm`), file);
    const { data, ...placed } = await readVolume(series);
    const one = await space.volume("one.nii", {
      ...placed,
      data: data.map((_, v) => Number(v === 5)),
    });
    const folder = path("noted");
    const { status, err } = await voxomics(
      ...["map", series, one, "--out", folder, "--settings", "ct", "--features", "glcm.contrast"],
    );
    expect(status).toBe(0);
    expect(err).toContain(
      "the settings are those of the preset ct, which is for CT, and the image is MR",
    );
    expect(err).toContain("the region's only voxel has one grey level");
    const { notes } = JSON.parse(await readFile(join(folder, "maps.json"), "utf8"));
    const codes = notes.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(["preset-modality", "one-grey-level"]));
  });
});

describe("voxomics map refuses, with one line", () => {
  const refusal = async (...argv: string[]) => {
    const { status, err } = await voxomics("map", ...argv);
    expect(err.split("\n")).toHaveLength(2);
    return { status, err };
  };

  it.each([
    [
      ["--features", "glcm.contrst"],
      1,
      /^error: --features: found "glcm.contrst".*did you mean "glcm.contrast"/,
    ],
    [
      ["--features", "cm_contrast_2D_avg"],
      1,
      /^error: --features: found "cm_contrast_2D_avg", expected a feature under 3D:avg, 3D:mrg or 3D: it takes aggregations: \["2D:avg"\] in the settings; --dimensions 2 has 2D aggregations by default\n$/,
    ],
    [
      ["--features", "ngt_contrast_3D", "--dimensions", "2"],
      1,
      /^error: --features: found "ngt_contrast_3D", expected a feature under 2D:avg, 2D:mrg or 2D: it takes aggregations: \["3D:avg"\] in the settings\n$/,
    ],
    [["--radius", "0"], 1, /^error: --radius: found 0, expected null or an integer at least 1/],
    [["--radius", "one"], 2, /'one' is invalid.*Expected a whole number/],
    [["--shape", "round"], 2, /Allowed choices are cubic, spherical/],
    [["--dimensions", "4"], 1, /^error: --dimensions: found 4, expected 2 or 3/],
    [["--settings", "none.yaml"], 1, /none.yaml: no such file, and no preset of that name/],
  ])("%j", async (argv, status, message) => {
    const outcome = await refusal(image, mask, "--out", path("never"), ...argv);
    expect(outcome).toEqual({ status, err: expect.stringMatching(message) });
    expect(existsSync(path("never"))).toBe(false);
  });

  it("3D texture of a slice whose thickness was assumed", async () => {
    const flat = { dim: [3, 4, 3, 1], pixdim: [1, 0.5, 0.75, 0] };
    const slice = await space.file("slice.nii", niftiFile(flat));
    const { err } = await voxomics(
      ...[
        "map",
        slice,
        slice,
        "--label",
        "3",
        "--out",
        path("never"),
        "--features",
        "glcm.contrast",
      ],
    );
    expect(err).toMatch(
      /error: aggregations: found 3D:avg .*; --dimensions 2 maps 2D texture, --slice-thickness MM states it\n$/,
    );
  });

  it("inputs that contradict each other", async () => {
    const far = await space.volume(
      "far.nii",
      volumeOf((v) => v % 2, { origin: [9, 9, 9] }),
    );
    const { err } = await refusal(image, far, "--out", path("never"));
    expect(err).toContain("far.nii: mask is on another grid");
    const labels = await space.volume(
      "three.nii",
      volumeOf((v) => v % 3),
    );
    expect((await refusal(image, labels, "--out", path("never"))).err).toContain(
      "--label N takes one label",
    );
    expect(existsSync(path("never"))).toBe(false);
  });

  it("a folder that cannot be written to, or that holds an input by a map's name", async () => {
    await writeFile(path("file"), "");
    expect((await refusal(image, mask, "--out", path("file"))).err).toBe(
      `error: ${path("file")}: is a file, expected a folder\n`,
    );
    const nowhere = path("no/where");
    expect((await refusal(image, mask, "--out", nowhere)).err).toContain(`no folder ${path("no")}`);
    await mkdir(path("inputs"));
    const input = await space.volume("inputs/stat_mean.nii.gz", await readVolume(image));
    const { err } = await refusal(input, mask, "--out", path("inputs"), "--features", "stat_mean");
    expect(err).toContain("stat_mean.nii.gz: is an input");
    expect(await readVolume(input)).toEqual(await readVolume(image));
  });

  it("a command without a folder", async () => {
    expect((await refusal(image, mask)).status).toBe(2);
  });
});
