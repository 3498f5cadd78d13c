import { readdir, readFile, symlink } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { version } from "../../src/base/version.ts";
import { extract } from "../../src/extraction/extract.ts";
import { readFile as readVolume } from "../../src/node/read-file.ts";
import type { Report } from "../../src/report/report.ts";
import { resolvePreset } from "../../src/settings/presets.ts";
import { volumeOf, voxomics, workspace } from "./workspace.ts";

const space = await workspace();
const { image, mask, path } = space;

const reportAt = async (name: string): Promise<Report> =>
  JSON.parse(await readFile(path(name), "utf8"));

/** What is said of every image here: its voxels are 1 × 1 × 2 mm. */
const elongated =
  '3D texture was measured on voxels of 1 × 1 × 2 mm, 2.0 times as long as wide: its directions do not mean the same; resample to cubic voxels, or take 2D aggregations (aggregations: ["2D:avg"] in the settings; of maps, dimensions 2)';

describe("voxomics extract", () => {
  it("prints a table that fits 100 columns", async () => {
    const { status, out, err } = await voxomics("extract", image, mask);
    expect({ status, err }).toEqual({ status: 0, err: `note: ${mask}: ${elongated}\n` });
    expect(out).toMatch(/^image {3}\S+image\.nii\.gz\n {8}4 × 3 × 2 voxels of 1 × 1 × 2 mm\n/);
    expect(out).toContain("region  19 voxels of 1 × 1 × 2 mm, 32 grey levels");
    expect(out).toMatch(/Mean intensity +Q4LE +\S+ {2}intensity\n/);
    const table = out.split("\n").slice(4);
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("writes all that is needed to repeat it as JSON, in full precision", async () => {
    const { status, out } = await voxomics("extract", image, mask, "--out", path("a.json"));
    const report = await reportAt("a.json");
    expect({ status, out }).toEqual({
      status: 0,
      out: `${path("a.json")}: ${report.features.length} values\n`,
    });
    const expected = extract(await readVolume(image), await readVolume(mask));
    expect(report).toMatchObject({
      software: "voxomics",
      version,
      image: { name: image, size: [4, 3, 2], spacing: [1, 1, 2], file: { dataType: "int16" } },
      mask: { name: mask },
      roi: { label: null, morphologicalVoxels: 19, greyLevels: 32 },
    });
    expect(report.settings).toEqual(expected.settings);
    expect(report.features).toEqual(expected.features);
  });

  it("writes CSV, long unless wide is asked for", async () => {
    await voxomics("extract", image, mask, "--out", path("long.csv"));
    await voxomics("extract", image, mask, "--out", path("wide.CSV"), "--format", "wide");
    const long = await readFile(path("long.csv"), "utf8");
    const wide = await readFile(path("wide.CSV"), "utf8");
    expect(long).toMatch(
      /^image,family,name,code,tag,aggregation,aggregationCode,value,unit,reason\n/,
    );
    expect(wide.split("\n")).toHaveLength(3);
    expect(wide).toMatch(/^image,mask,roi,.*,glcm\.contrast\.3D:avg,/);
  });

  it("prints CSV if a layout but no file is given", async () => {
    const { out } = await voxomics("extract", image, mask, "--format", "wide");
    expect(out).toMatch(/^image,mask,roi,/);
  });

  it("takes settings from a preset, or from a file", async () => {
    const settings = await space.file("s.yaml", "families: [statistics]\n");
    await voxomics("extract", image, mask, "--settings", settings, "--out", path("s.json"));
    await voxomics("extract", image, mask, "--settings", "mr", "--out", path("mr.json"));
    expect((await reportAt("s.json")).features).toHaveLength(18);
    expect((await reportAt("mr.json")).settings).toEqual(resolvePreset("mr"));
  });

  it("takes the settings of a report, with a note", async () => {
    const first = path("first.json");
    await voxomics("extract", image, mask, "--settings", "ibsi-1a", "--out", first);
    const again = path("again.json");
    const outcome = await voxomics("extract", image, mask, "--settings", first, "--out", again);
    expect(outcome.status).toBe(0);
    expect(outcome.err).toContain(
      `note: ${first}: is a report that voxomics ${version} wrote: its settings are taken\n`,
    );
    expect(await reportAt("again.json")).toEqual(await reportAt("first.json"));
    const broken = await space.file(
      "broken.json",
      '{"software": "voxomics", "settings": {"x": 1}}',
    );
    const { err } = await voxomics("extract", image, mask, "--settings", broken);
    expect(err).toMatch(/^error: .*broken\.json: unknown setting "x"/);
  });

  it("measures a label of the mask", async () => {
    const labels = await space.volume(
      "labels.nii",
      volumeOf((v) => v % 3),
    );
    const { status } = await voxomics(
      "extract",
      image,
      labels,
      "--label",
      "2",
      "--out",
      path("l.json"),
    );
    expect(status).toBe(0);
    expect((await reportAt("l.json")).roi).toMatchObject({ label: 2, morphologicalVoxels: 8 });
  });

  it.each([
    [
      "one voxel",
      (v: number) => (v === 5 ? 1 : 0),
      "region  1 voxel of",
      "the region's only voxel has",
    ],
    [
      "one grey level",
      (v: number) => (v === 0 || v === 11 ? 1 : 0),
      ", 1 grey level\n",
      "all 2 voxels of the region have",
    ],
  ])("measures a region of %s and says what is undefined", async (name, value, heading, all) => {
    const region = await space.volume(`${name}.nii`, volumeOf(value));
    const flat = await space.volume(
      "flat.nii",
      volumeOf(() => 4),
    );
    const { status, out, err } = await voxomics("extract", flat, region);
    const level = `${all} one grey level (intensity 4): its texture says nothing`;
    const notes = [elongated, level].map((note) => `note: ${region}: ${note}\n`).join("");
    expect({ status, err }).toEqual({ status: 0, err: notes });
    expect(out).toContain(heading);
    expect(out).toMatch(/\n\[\d\] [a-z-]+: .*\n$/);
    expect(out).not.toMatch(/NaN|null|undefined/);
  });

  it("reports a region that re-segmentation leaves empty, with the reason in place of values", async () => {
    const settings = await space.file("none.yaml", "resegment: { range: [5000, null] }\n");
    const { status, out } = await voxomics("extract", image, mask, "--settings", settings);
    expect(status).toBe(0);
    expect(out).toContain(
      "region  19 voxels of 1 × 1 × 2 mm, 0 of them in the intensity mask, 0 grey levels\n",
    );
    expect(out).toContain(
      "\n[1] empty-intensity-mask: no voxel of the region is left in the intensity mask\n",
    );
    const file = path("none.json");
    const written = await voxomics("extract", image, mask, "--settings", settings, "--out", file);
    const { features } = await reportAt("none.json");
    const without = features.filter(({ value }) => value === null).length;
    expect(without).toBeGreaterThan(100);
    expect(written.out).toBe(
      `${file}: ${features.length} values, ${without} of them undefined (see their reason)\n`,
    );
    expect(written.err).toContain("no voxel is left, so features of intensities have no value\n");
  });
});

describe("voxomics extract refuses, with one line", () => {
  const refusal = async (...argv: string[]) => {
    const { status, out, err } = await voxomics("extract", ...argv);
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err).toMatch(/^error: [^\n]+\n$/);
    return err;
  };

  it("an empty mask", async () => {
    const empty = await space.volume(
      "empty.nii",
      volumeOf(() => 0),
    );
    expect(await refusal(image, empty)).toBe(
      `error: ${empty}: mask is empty: none of its 24 voxels is 1\n`,
    );
  });

  it("a mask on another grid, with the numbers that differ", async () => {
    const far = await space.volume(
      "far.nii",
      volumeOf(() => 1, { origin: [0, 0, 30] }),
    );
    expect(await refusal(image, far)).toBe(
      `error: ${far}: mask is on another grid: origin [0, 0, 30], image has [0, 0, 0]; --resample-mask puts it on the image's\n`,
    );
  });

  it("a mask of several labels, listing them", async () => {
    const labels = await space.volume(
      "several.nii",
      volumeOf((v) => v % 3),
    );
    expect(await refusal(image, labels)).toBe(
      `error: ${labels}: mask must hold 0 and 1 only; it holds 1, 2: choose a label, or a threshold; --label N takes one label, --mask-threshold F takes the voxels from a value on, --all-regions takes each label by itself\n`,
    );
  });

  it("a label that the mask does not have, listing those it has", async () => {
    expect(await refusal(image, mask, "--label", "7")).toBe(
      `error: ${mask}: mask has no voxel with label 7; it holds 1\n`,
    );
  });

  it("a gzip stream that is cut off", async () => {
    const whole = await readFile(image);
    const cut = await space.file("cut.nii.gz", whole.subarray(0, whole.length - 20));
    expect(await refusal(cut, mask)).toContain(`error: ${cut}: gzip stream is cut off`);
  });

  it("a file that is no NIfTI", async () => {
    const text = await space.file("text.nii", "hello");
    expect(await refusal(text, mask)).toContain(`error: ${text}: no reader knows this file`);
  });

  it("a file that is not there, and a folder of many", async () => {
    expect(await refusal(path("none.nii"), mask)).toBe(
      `error: ${path("none.nii")}: no such file\n`,
    );
    const folder = dirname(mask);
    expect(await refusal(image, folder)).toMatch(
      /^error: \S+: found \d+ files of NIfTI .*, expected the files of one volume\n$/,
    );
  });

  it("an intensity that is no number", async () => {
    const data = Float32Array.from({ length: 24 }, (_, v) => (v === 6 ? NaN : v));
    const holes = await space.volume(
      "nan.nii",
      volumeOf(() => 0, { data }),
    );
    expect(await refusal(holes, mask)).toContain(`error: ${holes}: 1 of the region's 19 voxels`);
  });

  it("intensities that are no grey levels, where they must be", async () => {
    const settings = ["--settings", "ibsi-digital-phantom"];
    expect(await refusal(image, mask, ...settings)).toContain(`error: ${image}: `);
  });

  it("an unknown setting, naming the nearest", async () => {
    const settings = await space.file("bad.json", '{ "resampel": {} }');
    expect(await refusal(image, mask, "--settings", settings)).toBe(
      `error: ${settings}: unknown setting "resampel": did you mean "resample"?\n`,
    );
  });

  it("settings that are neither preset nor file, naming the nearest preset", async () => {
    expect(await refusal(image, mask, "--settings", "ibsi-1x")).toBe(
      'error: ibsi-1x: no such file, and no preset of that name; did you mean "ibsi-1a"?\n',
    );
  });

  it("an output that cannot be written, or that would overwrite an input", async () => {
    const settings = await space.file("mine.json", "{}");
    const linked = path("linked.json");
    await symlink(settings, linked);
    const parent = path("gone");
    const before = await readdir(dirname(image));
    const out = (file: string) => refusal(image, mask, "--settings", settings, "--out", file);
    expect(await out(`${parent}/x.csv`)).toContain(`x.csv: no folder ${parent} to write to`);
    expect(await out(`${mask}/x.csv`)).toContain(`${mask} is a file, expected a folder`);
    expect(await out(settings)).toContain("is an input");
    expect(await out(linked)).toContain("is an input");
    expect(await readdir(dirname(image))).toEqual(before);
    expect(await readFile(settings, "utf8")).toBe("{}");
  });

  it("and leaves no output file behind", async () => {
    await refusal(path("none.nii"), mask, "--out", path("never.json"));
    expect(await readdir(dirname(image))).not.toContain("never.json");
  });
});

describe("voxomics extract --features and --families", () => {
  const tagsOf = async (...options: string[]) => {
    const { status, err } = await voxomics(
      "extract",
      image,
      mask,
      ...options,
      "--out",
      path("n.json"),
    );
    expect({ status, error: err.includes("error:") }).toEqual({ status: 0, error: false });
    const { features, settings } = await reportAt("n.json");
    return { tags: features.map((one) => `${one.image}/${one.tag}`), settings };
  };

  it("measure what they name, of the settings' filters too where that has a meaning there", async () => {
    await space.file("filtered.yaml", "filters:\n  - { type: mean, support: 3 }\n");
    const filtered = ["--settings", path("filtered.yaml")];
    const both = await tagsOf(...filtered, "--features", "stat_mean, morph_volume");
    expect(both.tags).toEqual([
      "original/stat_mean",
      "original/morph_volume",
      "mean-support-3/stat_mean",
    ]);
    expect(both.settings.families).toEqual(["statistics", "morphology"]);
    const shape = await tagsOf(...filtered, "--features", "morph_volume");
    expect(shape.tags).toEqual(["original/morph_volume"]);
    expect(shape.settings.filters).toEqual([]);
    const families = await tagsOf(...filtered, "--families", "localIntensity,morphology");
    expect(new Set(families.tags.map((tag) => tag.replace(/_.*/, "")))).toEqual(
      new Set(["original/loc", "original/morph", "mean-support-3/loc"]),
    );
  });

  it("take the place of what the settings name", async () => {
    await space.file("named.yaml", "features: [stat_mean]\n");
    const named = ["--settings", path("named.yaml")];
    expect((await tagsOf(...named)).tags).toEqual(["original/stat_mean"]);
    expect((await tagsOf(...named, "--features", "stat_min")).tags).toEqual(["original/stat_min"]);
    expect((await tagsOf(...named, "--families", "localIntensity")).tags).toHaveLength(2);
    expect((await tagsOf("--settings", "ct", "--features", "stat_min")).tags).toHaveLength(1);
  });

  it("are refused where the settings measure response maps only, which have nothing of them", async () => {
    await space.file("maps.yaml", "original: false\nfilters: [{ type: mean, support: 3 }]\n");
    const only = ["extract", image, mask, "--settings", path("maps.yaml")];
    for (const [flag, word] of [
      ["--features", "morph_volume"],
      ["--families", "diagnostics"],
    ]) {
      const { status, err } = await voxomics(...only, flag, word);
      expect({ status, err }).toEqual({
        status: 1,
        err: `error: ${flag}: found "${word}", expected some of localIntensity, statistics, histogram, intensityVolume, glcm, glrlm, glszm, gldzm, ngtdm or ngldm, as the settings measure response maps only (original: false)\n`,
      });
    }
    const misspelt = await voxomics(...only, "--features", "morph_volum");
    expect(misspelt.err).toMatch(/did you mean "morph_volume"/);
    const one = await voxomics(...only, "--features", "stat_mean", "--out", path("one.csv"));
    expect(one).toMatchObject({ status: 0, out: `${path("one.csv")}: 1 value\n` });
  });

  it.each([
    ["contrast", '"glcm.contrast" or "ngtdm.contrast"'],
    ["Contrast", '"glcm.contrast" or "ngtdm.contrast"'],
    ["original_glcm_Contrast", '"glcm.contrast"'],
    ["wavelet-LLH_firstorder_Variance", '"statistics.intensityVariance"'],
    ["original_firstorder_Uniformity", '"histogram.discretisedIntensityUniformity"'],
  ])("suggest by the last part of a name: %s", async (word, meant) => {
    const { err } = await voxomics("extract", image, mask, "--features", word);
    expect(err).toMatch(/^error: features\[0\]: /);
    expect(err).toContain(`; did you mean ${meant}?\n`);
  });

  it("know the classes, features, filters and parameter files of PyRadiomics", async () => {
    const errorOf = async (...options: string[]) =>
      (await voxomics("extract", image, mask, ...options)).err;
    expect(await errorOf("--families", "firstorder")).toContain(
      'did you mean "statistics" or "histogram"?\n',
    );
    expect(await errorOf("--features", "original_glcm_JointEnergy")).toContain(
      "; docs/migrate-pyradiomics.md has the tag of each feature of PyRadiomics\n",
    );
    const log = await space.file("log.yaml", "filters: [{ type: LoG, sigma: 1 }]\n");
    expect(await errorOf("--settings", log)).toContain('; did you mean "laplacianOfGaussian"?');
    const params = await space.file("params.yaml", "imageType: { Original: {} }\nsetting: {}\n");
    expect(await errorOf("--settings", params)).toBe(
      `error: ${params}: found imageType, setting, as parameter files of PyRadiomics have: voxomics settings --from-pyradiomics FILE prints the nearest settings, and voxomics pyradiomics measures by the file itself\n`,
    );
  });

  it("name the nearest to what they do not know, and exclude each other", async () => {
    const misspelt = await voxomics("extract", image, mask, "--features", "glcm.contrst");
    expect(misspelt.status).toBe(1);
    expect(misspelt.err).toMatch(/^error: features\[0\]: .* did you mean "glcm\.contrast"\?\n$/);
    const family = await voxomics("extract", image, mask, "--families", "morpholgy");
    expect(family.err).toMatch(/^error: families\[0\]: .* did you mean "morphology"\?\n$/);
    const both = await voxomics("extract", image, mask, "--families", "glcm", "--features", "glcm");
    expect(both.status).toBe(2);
  });
});
