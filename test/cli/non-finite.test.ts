import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFile as readVolume } from "../../src/node/read-file.ts";
import { writeVolume } from "../../src/node/write-volume.ts";
import type { Report } from "../../src/report/report.ts";
import { digitalPhantom } from "../../src/validate/digital-phantom.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { voxomics } from "./workspace.ts";

const folder = await temporaryFolder();
const path = (name: string) => join(folder, name);
const { image, mask } = digitalPhantom();
const hole = mask.data.indexOf(1);
const data = Float32Array.from(image.data);
data[hole] = Number.NaN;
await writeVolume(path("image.nii"), { ...image, data });
await writeVolume(path("mask.nii"), mask);
await writeFile(
  path("settings.json"),
  JSON.stringify({ families: ["statistics"], discretise: { method: "none" } }),
);
await writeFile(
  path("filters.json"),
  JSON.stringify({ filters: [{ type: "mean", support: 3 }, { type: "square" }] }),
);
await writeFile(path("endless.json"), JSON.stringify({ filters: [{ type: "shannon" }] }));

const inputs = [path("image.nii"), path("mask.nii")];
const exclude = ["--non-finite", "exclude"];

describe("--non-finite", () => {
  it("is named by the refusal of extract, and lets it go on", async () => {
    const asked = ["extract", ...inputs, "--settings", path("settings.json")];
    const refused = await voxomics(...asked);
    expect(refused.status).toBe(1);
    expect(refused.err).toMatch(
      /^error: .*image\.nii: 1 of the region's 74 voxels .* with NaN; --non-finite exclude leaves them out\n$/,
    );
    const { status } = await voxomics(...asked, ...exclude, "--out", path("a.json"));
    expect(status).toBe(0);
    const report: Report = JSON.parse(await readFile(path("a.json"), "utf8"));
    expect(report.settings.nonFinite).toBe("exclude");
    expect(report.roi).toMatchObject({ morphologicalVoxels: 74, intensityVoxels: 73 });
    expect(report.notes.map(({ code }) => code)).toEqual(["non-finite-excluded"]);
  });

  it("writes NaN where a filter's response is excluded, and says how many there are", async () => {
    const out = ["--out", path("map.nii")];
    const asked = ["filter", path("image.nii"), "--settings", path("filters.json"), ...out];
    const { status, err } = await voxomics(...asked, ...exclude);
    expect(status).toBe(0);
    const count = async (name: string) =>
      (await readVolume(path(name))).data.filter((x: number) => Number.isNaN(x)).length;
    expect(await count("map-square.nii")).toBe(1);
    const mean = await count("map-mean-support-3.nii");
    expect(mean).toBeGreaterThan(1);
    expect(err).toContain(`response of mean-support-3: ${mean} of 80 voxels are NaN`);
    expect(err).toContain("response of square: 1 of 80 voxels are NaN");
  });

  it("is no way on for a filter without an end", async () => {
    const out = ["--out", path("none.nii")];
    const asked = ["filter", path("image.nii"), "--settings", path("endless.json"), ...out];
    const { status, err } = await voxomics(...asked, ...exclude);
    expect(status).toBe(1);
    expect(err).toMatch(/^error: .*image\.nii: shannon: 1 of the image's 80 voxels .* first\n$/);
  });

  it("leaves voxels out of maps", async () => {
    const asked = ["map", ...inputs, "--settings", path("settings.json"), "--out", path("maps")];
    const refused = await voxomics(...asked, "--features", "stat_mean");
    expect(refused.err).toContain("--non-finite exclude leaves them out");
    const { status, err } = await voxomics(...asked, "--features", "stat_mean", ...exclude);
    expect(status).toBe(0);
    expect(err).toContain("1 of the region's 74 voxels have no finite intensity");
    const manifest = JSON.parse(await readFile(join(path("maps"), "maps.json"), "utf8"));
    expect(manifest.voxels).toBe(73);
    expect(manifest.notes.map(({ code }: { code: string }) => code)).toContain(
      "non-finite-excluded",
    );
    const map = await readVolume(join(path("maps"), "stat_mean.nii.gz"));
    expect(map.data[hole]).toBeNaN();
  });

  it("takes no other word", async () => {
    const { status, err } = await voxomics("extract", ...inputs, "--non-finite", "leave");
    expect(status).toBe(2);
    expect(err).toContain("refuse, exclude");
  });
});
