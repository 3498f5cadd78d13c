import { describe, expect, it } from "vitest";
import { version } from "../../src/base/version.ts";
import { engineText } from "../../src/cli/engine-text.ts";
import { voxomics } from "./workspace.ts";

describe("wrong usage", () => {
  it.each<[string[], string]>([
    [["extarct"], "unknown command 'extarct' (Did you mean extract?)"],
    [["extract", "a", "b", "--setings", "ct"], "unknown option '--setings' (Did you mean --settings?)"],
    [["extract", "a"], "missing required argument 'mask'"],
    [["extract", "a", "b", "c"], "too many arguments for 'extract'. Expected 2 arguments but got 3."],
    [["extract", "a", "b", "--out"], "option '--out <file>' argument missing"],
    [["extract", "a", "b", "--label", "1.5"], "option '--label <n,...>' argument '1.5' is invalid. Expected a whole number from 1, or several with commas."],
    [["extract", "a", "b", "--label", "0"], "option '--label <n,...>' argument '0' is invalid. Expected a whole number from 1, or several with commas."],
    [["extract", "a", "b", "--label", "1,,2"], "option '--label <n,...>' argument '1,,2' is invalid. Expected a whole number from 1, or several with commas."],
    [["extract", "a", "b", "--label", "1", "--region", "GTV"], "option '--label <n,...>' cannot be used with option '--region <name>'"],
    [["extract", "a", "b", "--all-regions", "--region", "GTV"], "option '--region <name>' cannot be used with option '--all-regions'"],
    [["extract", "a", "b", "--label", "1", "--mask-threshold", "0.5"], "option '--label <n,...>' cannot be used with option '--mask-threshold <value>'"],
    [["extract", "a", "b", "--region", "GTV", "--mask-threshold", "0.5"], "option '--region <name>' cannot be used with option '--mask-threshold <value>'"],
    [["extract", "a", "b", "--all-regions", "--mask-threshold", "0.5"], "option '--all-regions' cannot be used with option '--mask-threshold <value>'"],
    [["extract", "a", "b", "--label", "1", "--all-regions"], "option '--label <n,...>' cannot be used with option '--all-regions'"],
    [["extract", "a", "b", "--threshold", "0"], "option '--threshold <fraction>' argument '0' is invalid. Expected a number above 0 and at most 1."],
    [["extract", "a", "b", "--slab-thickness", "x"], "option '--slab-thickness <mm>' argument 'x' is invalid. Expected a number of mm above 0."],
    [["extract", "a", "b", "--suv", "bw"], "option '--suv <kind>' argument 'bw' is invalid. Allowed choices are bodyWeight, leanBodyMass, leanBodyMassJames, idealBodyWeight, bodySurfaceArea."],
    [["extract", "a", "b", "--format", "tall"], "option '--format <layout>' argument 'tall' is invalid. Allowed choices are long, wide."],
    [["extract", "a", "b", "--out", "x.txt"], "option '--out': x.txt has an unknown ending, expected .json, .csv, .parquet or .dcm"],
    [["extract", "a", "b", "--out", "x.json", "--format", "wide"], "option '--format wide' is about CSV and Parquet, but '--out' is x.json"],
    [["filter", "a", "--settings", "ct", "--out", "x.nii", "--label", "0"], "option '--label <n>' argument '0' is invalid. Expected a whole number from 1."],
    [["filter", "a", "--settings", "ct", "--out", "x.nii", "--label", "1"], "option '--label' is about a mask, but there is no '--mask'"],
    [["filter", "a", "--settings", "ct", "--out", "x.nii", "--mask", "m", "--label", "1,2"], "option '--label <n>' argument '1,2' is invalid. Expected a whole number from 1."],
    [["filter", "a", "--settings", "ct", "--out", "x.nii", "--mask", "m", "--region", "a", "--region", "b"], "option '--region': found 2 regions, expected one"],
    [["filter", "a", "--settings", "ct", "--out", "x.nii", "--resample-mask"], "option '--resample-mask' is about a mask, but there is no '--mask'"],
    [["filter", "a", "--settings", "ct", "--out", "x.png"], "option '--out': x.png has an unknown ending, expected .nii, .nii.gz or .nrrd"],
    [["map", "a", "b", "--out", "x", "--label", "1", "--label", "2"], "option '--label': found 2 labels, expected one"],
    [["extract", "a", "b", "--features", "glcm.contrast,", "stat_mean"], "option '--features <list>' argument 'glcm.contrast,' is invalid. Expected a word before and after each comma: write the list without blanks, or in quotes."],
    [["describe"], "missing required argument 'path'"],
    [["version"], "unknown command 'version' (Did you mean --version?)"],
    [["-v"], "unknown option '-v' (Did you mean --version?)"],
    [["reproducibility", "x.csv"], "missing: option '--design <type>', option '--subject <column...>', option '--out <folder>'"],
    [["reproducibility", "x.csv", "--design", "raters", "--out", "o"], "required option '--subject <column...>' not specified"],
    [["filter", "a"], "missing: option '--settings <file|preset>', option '--out <file>'"],
  ])("%j", async (argv, message) => {
    expect(await voxomics(...argv)).toEqual({ status: 2, out: "", err: `error: ${message}\n` });
  }); // biome-ignore format: a table

  it("prints the help if there is no command", async () => {
    const { status, out, err } = await voxomics();
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain("Usage: voxomics [options] [command]");
  });
});

describe("help", () => {
  it.each([
    ["--help"],
    ["extract", "--help"],
    ["cohort", "--help"],
    ["delta", "--help"],
    ["habitats", "--help"],
    ["describe", "--help"],
    ["help", "settings"],
  ])("%s %s gives examples within 100 columns", async (...argv) => {
    const { status, out, err } = await voxomics(...argv.filter(Boolean));
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(/\nExamples?:\n {2}voxomics /);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("tells the version", async () => {
    expect(await voxomics("--version")).toEqual({
      status: 0,
      out: `voxomics ${version} (${engineText(process)})\n`,
      err: "",
    });
  });
});
