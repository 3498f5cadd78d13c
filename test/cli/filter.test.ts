import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { completeFilter } from "../../src/filters/filters.ts";
import { readFile } from "../../src/node/read-file.ts";
import { writeVolume } from "../../src/node/write-volume.ts";
import { normalise } from "../../src/processing/normalise.ts";
import { resample } from "../../src/processing/resample.ts";
import { digitalPhantom } from "../../src/validate/digital-phantom.ts";
import { indexToWorld } from "../../src/volume/geometry.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { voxomics } from "./workspace.ts";

const folder = await temporaryFolder();
const path = (name: string) => join(folder, name);
const { image, mask } = digitalPhantom();
await writeVolume(path("image.nii.gz"), image);
await writeVolume(path("mask.nii.gz"), {
  ...mask,
  data: mask.data.map((_, v) => (v === 32 ? 1 : 0)),
});
await writeVolume(path("whole.nii.gz"), mask);
await writeVolume(path("other.nii.gz"), { ...mask, spacing: [2, 2, 3] });

async function settings(name: string, value: object): Promise<string> {
  await writeFile(path(name), JSON.stringify(value));
  return path(name);
}

const mean = { type: "mean", support: 3 } as const;

describe("voxomics filter", () => {
  it("writes the response map with the image's geometry", async () => {
    const file = await settings("mean.json", { filters: [mean] });
    const outcome = await voxomics(
      ...["filter", path("image.nii.gz"), "--settings", file, "--out", path("map.nii.gz")],
    );
    expect(outcome).toEqual({ status: 0, out: `${path("map.nii.gz")}: mean-support-3\n`, err: "" });
    const map = await readFile(path("map.nii.gz"));
    expect(map).toEqual({ ...image, data: applyFilter(image, completeFilter(mean)).data });
  });

  it("filters after interpolation, and writes the box of a mask", async () => {
    const step = { spacing: [1, 1, 1], interpolation: "linear", roundIntensities: false } as const;
    const file = await settings("fine.json", {
      resample: { spacing: [1, 1, 1], maskInterpolation: "nearest" },
      filters: [mean],
    });
    const outcome = await voxomics(
      ...["filter", path("image.nii.gz"), "--settings", file],
      ...["--mask", path("mask.nii.gz"), "--out", path("box.nii")],
    );
    expect(outcome).toMatchObject({ status: 0, err: "" });
    const box = await readFile(path("box.nii"));
    const whole = applyFilter(resample(image, step), completeFilter(mean));
    const [x, y, z] = [32 % 5, Math.floor(32 / 5) % 4, Math.floor(32 / 20)];
    expect(box.origin).toEqual(indexToWorld(whole, [2 * x, 2 * y, 2 * z]));
    expect(box.size).toEqual([2, 2, 2]);
    expect(box.data[0]).toBe(whole.data[2 * x + 10 * (2 * y + 8 * 2 * z)]);
  });

  it("filters after normalisation, over a region where there is one", async () => {
    const file = await settings("normalised.json", {
      normalise: { method: "percentiles", over: "mask", lower: 0, upper: 100, to: [0, 10] },
      filters: [mean],
    });
    const out = path("normalised.nii");
    const call = ["filter", path("image.nii.gz"), "--settings", file, "--out", out];
    const refused = await voxomics(...call);
    expect(refused).toMatchObject({ status: 1, out: "" });
    expect(refused.err).toContain('found over "mask" without a region');
    const outcome = await voxomics(...call, "--mask", path("whole.nii.gz"));
    expect(outcome).toMatchObject({ status: 0 });
    expect(outcome.err).toContain("intensities were normalised by percentiles over the mask");
    const before = normalise(
      image,
      { method: "percentiles", over: "mask", lower: 0, upper: 100, to: [0, 10] },
      mask,
    );
    const { data } = await readFile(out);
    expect(data[0]).toBe(applyFilter(before, completeFilter(mean)).data[0]);
  });

  it("writes the box of a label", async () => {
    const labels = { ...mask, data: mask.data.map((_, v) => (v === 32 ? 2 : 1)) };
    await writeVolume(path("labels.nii.gz"), labels);
    const file = await settings("mean.json", { filters: [mean] });
    const argv = [
      ...["filter", path("image.nii.gz"), "--settings", file],
      ...["--mask", path("labels.nii.gz"), "--out", path("label.nii")],
    ];
    expect(await voxomics(...argv)).toEqual({
      status: 1,
      out: "",
      err: `error: ${path("labels.nii.gz")}: mask must hold 0 and 1 only; it holds 1, 2: choose a label, or a threshold; --label N takes one label, --mask-threshold F takes the voxels from a value on\n`,
    });
    expect(await voxomics(...argv, "--label", "2")).toMatchObject({ status: 0, err: "" });
    expect((await readFile(path("label.nii"))).size).toEqual([1, 1, 1]);
    const none = await voxomics(...argv, "--label", "3");
    expect(none.err).toContain("labels.nii.gz: mask has no voxel with label 3");
  });

  it("writes one file for each of several filters", async () => {
    const filters = [mean, { type: "gradient" }];
    const file = await settings("two.json", { filters });
    const { status } = await voxomics(
      ...["filter", path("image.nii.gz"), "--settings", file, "--out", path("maps.nii.gz")],
    );
    expect(status).toBe(0);
    expect((await readdir(folder)).filter((name) => name.startsWith("maps")).sort()).toEqual([
      "maps-gradient.nii.gz",
      "maps-mean-support-3.nii.gz",
    ]);
  });

  it("says on standard error that a filter is finer than the voxels", async () => {
    const gaussian = { type: "gaussian", sigma: 1 };
    const file = await settings("narrow.json", { filters: [gaussian] });
    const argv = ["filter", path("image.nii.gz"), "--out", path("narrow.nii.gz"), "--settings"];
    expect(await voxomics(...argv, file)).toMatchObject({
      status: 1,
      err: expect.stringMatching(
        /gaussian.sigma: found 1 mm, 0.5 voxels along x .*; --undersampled has this response all the same\n$/,
      ),
    });
    expect(await voxomics(...argv, file, "--undersampled")).toMatchObject({ status: 0 });
    const allowed = { filters: [{ ...gaussian, undersampled: true }] };
    expect(await voxomics(...argv, await settings("allowed.json", allowed))).toEqual({
      status: 0,
      out: `${path("narrow.nii.gz")}: gaussian-sigma-1\n`,
      err: `note: ${path("image.nii.gz")}: gaussian-sigma-1: sigma of 1 mm is 0.5 voxels along x (spacing 2 mm), the kernel is sampled too coarsely to be a Gaussian, as undersampled: true allows\n`,
    });
  });

  it.each([
    ["no filter", { filters: [] }, [], /filters: found none, expected one/],
    ["an unknown filter", { filters: [{ type: "meen", support: 3 }] }, [], /did you mean "mean"/],
    [
      "a mask elsewhere",
      { filters: [mean] },
      ["--mask", "other.nii.gz"],
      /other.nii.gz: mask is on another grid/,
    ],
  ])("refuses %s", async (_, value, more, message) => {
    const file = await settings("wrong.json", value);
    const rest = more.map((word) => (word.startsWith("--") ? word : path(word)));
    const { status, err } = await voxomics(
      ...[
        "filter",
        path("image.nii.gz"),
        "--settings",
        file,
        "--out",
        path("none.nii.gz"),
        ...rest,
      ],
    );
    expect(status).toBe(1);
    expect(err).toMatch(message);
    expect(err.split("\n")).toHaveLength(2);
    expect(existsSync(path("none.nii.gz"))).toBe(false);
  });

  it("takes NIfTI names only, and needs settings", async () => {
    const file = await settings("mean.json", { filters: [mean] });
    const wrong = await voxomics(
      ...["filter", path("image.nii.gz"), "--settings", file, "--out", path("map.csv")],
    );
    expect(wrong.status).toBe(2);
    expect((await voxomics("filter", path("image.nii.gz"), "--out", path("map.nii"))).status).toBe(
      2,
    );
  });
});
