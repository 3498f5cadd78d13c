import { mkdir, rename, symlink } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseManifest } from "../../../src/cohort/manifest.ts";
import { completePlan } from "../../../src/cohort/perturbation-plan.ts";
import { jobId, jobOf, queueName, runPrefix, unitIn } from "../../../src/cohort/queue/unit-job.ts";
import { unitsOf } from "../../../src/cohort/unit.ts";
import { presets } from "../../../src/settings/presets.ts";
import { resolveSettings } from "../../../src/settings/resolve.ts";
import { temporaryFolder } from "../../node/temporary-folder.ts";

const { cases } = parseManifest(
  "id,image,mask,label,patient,slice-thickness\nA,a.nii,/b/m.nii,2,Smith,2.5\nB,b.nii,m.nii,,Jones,\n",
);
const names = Object.keys(presets);
const settings = names.map((name) => ({
  name,
  settings: resolveSettings(presets[name as keyof typeof presets]),
}));
const plan = completePlan({
  perturbations: ["RNCV", { name: "turned", rotation: -5, noise: 12 }],
  seed: 2 ** 53 - 1,
});
const units = unitsOf(cases, settings, plan);
const sent = (unit = units[0]) =>
  JSON.parse(JSON.stringify(jobOf(unit, "/data", { maskThreshold: 0.5 })));

describe("a job", () => {
  it("stands for its unit after it went through JSON, under every preset", () => {
    expect(units.length).toBeGreaterThan(50);
    for (const unit of units) {
      const { unit: found, job } = unitIn(sent(unit));
      expect(found).toEqual({ ...unit, case: { ...unit.case, carried: [] } });
      expect(job.images).toEqual({ maskThreshold: 0.5 });
    }
  });

  it("has absolute paths and no labels of the manifest", () => {
    const job = sent();
    expect(job.paths).toEqual({ image: resolve("/data/a.nii"), mask: resolve("/b/m.nii") });
    expect(JSON.stringify(job)).not.toContain("Smith");
  });

  it("has the path of the mask that the region is cut to, and is refused without it", () => {
    const header = "id,image,mask,within,within-region\n";
    const { cases } = parseManifest(`${header}A,a.nii,m.nii,lung.nii,2\n`);
    const [unit] = unitsOf(cases, settings, null);
    const job = sent(unit);
    expect(job.paths.within).toBe(resolve("/data/lung.nii"));
    expect(unitIn(job).unit.case.within).toEqual({ path: "lung.nii", region: "2" });
    const { within: _, ...paths } = job.paths;
    expect(() => unitIn({ ...job, paths })).toThrow(/^found a job without the fields of a case/);
    const other = { ...job.case, within: { path: "lung.nii", region: "1" } };
    expect(() => unitIn({ ...job, case: other })).toThrow(/^found a key that is not the case's/);
  });

  it.each<[string, (job: ReturnType<typeof sent>) => unknown, RegExp]>([
    ["text", () => "job", /^found a job that is no record/],
    ["another version", (job) => ({ ...job, version: "9.9.9" }), /^found a case for voxomics 9\.9\.9 on Node/],
    ["another engine", (job) => ({ ...job, engine: "Bun 1" }), /^found a case for voxomics \S+ on Bun 1, expected one for/],
    ["no case", (job) => ({ ...job, case: null }), /^found a job without the fields of a case/],
    ["no path", (job) => ({ ...job, paths: { image: "/a" } }), /^found a job without the fields/],
    ["no reading", (job) => ({ ...job, case: { ...job.case, reading: 1 } }), /^found a job without/],
    ["other settings", (job) => ({ ...job, settings: { ...job.settings, settings: {} } }), /^found settings that do not match their sum/],
    ["another mask", (job) => ({ ...job, case: { ...job.case, mask: "x" } }), /^found a key that is not the case's/],
  ])("with %s is refused", (_, change, message) => {
    expect(() => unitIn(change(sent()))).toThrow(message);
  }); // biome-ignore format: rows of a table
});

describe("ids of jobs", async () => {
  const folder = await temporaryFolder();
  const [out, other, link] = ["out", "other", "link"].map((name) => join(folder, name));
  await mkdir(out);
  await mkdir(other);
  await symlink(out, link);
  const ofRun = await runPrefix("0123", "/data", out);

  it("are the same by whatever path the folder of the tables is named, and others for another folder there", async () => {
    expect(await runPrefix("0123", "/data", link)).toBe(ofRun);
    expect(await runPrefix("0123", "/data", relative(".", out))).toBe(ofRun);
    // another folder of this path, as on another machine; the first one keeps its number as long as it is there
    await rename(out, join(folder, "moved"));
    await mkdir(out);
    expect(await runPrefix("0123", "/data", out)).not.toBe(ofRun);
  });

  it("differ by unit, files, run, folder of the cases and folder of the tables", async () => {
    const prefixes = [
      ofRun,
      await runPrefix("0124", "/data", out),
      await runPrefix("0123", "/elsewhere", out),
      await runPrefix("0123", "/data", other),
    ];
    const ids = prefixes.flatMap((prefix) => [
      ...units.map((unit) => jobId(prefix, unit, ["s", "t"])),
      jobId(prefix, units[0], ["s", "u"]),
      jobId(prefix, units[0], ["s", null]),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[0-9a-f]{16}-[0-9a-f]{48}$/.test(id))).toBe(true);
  });

  it("begin with the run's prefix, and are the same each time", () => {
    expect(jobId(ofRun, units[3], ["s", "t"])).toBe(jobId(ofRun, units[3], ["s", "t"]));
    expect(jobId(ofRun, units[3], ["s", "t"]).startsWith(ofRun)).toBe(true);
  });

  it("are those of a queue that is named by version and engine", () => {
    expect(queueName()).toMatch(/^\d+\.\d+\.\d+-[0-9a-f]{8}$/);
  });
});
