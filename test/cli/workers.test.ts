import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { volumeOf, voxomics, workspace } from "./workspace.ts";

const { path, image, mask, file, volume } = await workspace();
const settings = await file(
  "filters.yaml",
  "filters: [{ type: mean, support: 3 }, { type: gradient }, { type: gaussian, sigma: 2 }]\n",
);

/** What is said of every image here: its voxels are 1 × 1 × 2 mm. */
const elongated =
  '3D texture was measured on voxels of 1 × 1 × 2 mm, 2.0 times as long as wide: its directions do not mean the same; resample to cubic voxels, or take 2D aggregations (aggregations: ["2D:avg"] in the settings; of maps, dimensions 2)';

describe("voxomics extract --workers", () => {
  it("finds the same with any number of them", async () => {
    const texts: string[] = [];
    for (const workers of [["--workers", "1"], ["--workers", "2"], []]) {
      const out = path(`${workers.at(-1) ?? "default"}.json`);
      const outcome = await voxomics(
        "extract",
        image,
        mask,
        "--settings",
        settings,
        "--out",
        out,
        ...workers,
      );
      expect(outcome).toMatchObject({ status: 0, err: `note: ${mask}: ${elongated}\n` });
      texts.push(await readFile(out, "utf8"));
    }
    const images = JSON.parse(texts[0]).features.map((f: { image: string }) => f.image);
    expect(new Set(images).size).toBe(4);
    expect(new Set(texts).size).toBe(1);
  });

  it("finds the same in many regions, in their order", async () => {
    const labels = await volume(
      "labels.nii",
      volumeOf((v) => 1 + (v % 5)),
    );
    const outs = await Promise.all(
      ["1", "3"].map((workers) =>
        voxomics("extract", image, labels, "--label", "5,1,9,2", "--workers", workers, "--format", "wide"),
      ),
    ); // biome-ignore format: a command
    expect(outs[0].out.split("\n").map((row) => row.split(",")[2])).toEqual(["roi", "5", "1", "2", undefined]); // biome-ignore format: one line
    expect(outs[0].err.split("\n")).toEqual([
      `note: ${labels}: all 3 regions: ${elongated}`,
      expect.stringMatching(/^error: \S+labels\.nii: mask has no voxel with label 9/),
      "",
    ]);
    expect(outs[1]).toEqual(outs[0]);
  });

  it("finds the same of several filters in many regions", async () => {
    const labels = await volume(
      "quarters.nii",
      volumeOf((v) => 1 + (v % 4)),
    );
    const [alone, together] = await Promise.all(
      ["1", "3"].map((workers) =>
        voxomics("extract", image, labels, "--all-regions", "--settings", settings, "--workers", workers, "--format", "wide"),
      ),
    ); // biome-ignore format: a command
    expect(alone).toMatchObject({
      status: 0,
      err: `note: ${labels}: all 4 regions: ${elongated}\n`,
    });
    expect(alone.out.split("\n")).toHaveLength(1 + 4 + 1);
    expect(together).toEqual(alone);
  });

  it("says which file is to blame, as one thread does", async () => {
    const [alone, together] = await Promise.all(
      ["1", "2"].map((workers) =>
        voxomics("extract", image, image, "--settings", settings, "--workers", workers),
      ),
    );
    expect(alone.err).toMatch(
      /^note: .*image\.nii\.gz: image and mask are the same: .*\nerror: .*image\.nii\.gz: mask must hold 0 and 1 only/,
    );
    expect(together).toEqual(alone);
  });

  it.each(["0", "two", "1.5", "-1"])("refuses %s", async (workers) => {
    const { status, err } = await voxomics("extract", image, mask, "--workers", workers);
    expect(status).toBe(2);
    expect(err).toMatch(
      /^error: option '--workers <n>' argument '.+' is invalid. Expected a whole number from 1\.\n$/,
    );
  });
});
