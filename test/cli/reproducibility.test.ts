import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toCsv } from "../../src/report/csv.ts";
import { cohortFolder, quick } from "../cohort/cohort-folder.ts";
import { measurements } from "../reproducibility-report/wide-table.ts";
import { voxomics } from "./workspace.ts";

const cohort = await cohortFolder(4);
const { path } = cohort;
await cohort.run("perturbed", { perturb: { perturbations: ["RV"], repeats: 4, seed: 2 } });
const table = path("perturbed", "features.csv");

/** Test and retest as a table of somebody else's. */
const foreign = path("foreign.csv");
await writeFile(foreign, foreignTable(2));
/** What is said on few subjects. */
const few = (subjects: number) =>
  `note: ${subjects} subjects say little of which features are redundant, expected 20 or more: see keptInSamples in kept.csv\n`;
const testRetest = ["--design", "testRetest", "--subject", "patient", "--repeat", "scan"];

function foreignTable(repeats: number): string {
  const names = ["statistics.meanIntensity", "ngtdm.contrast.3D"];
  const { labels, features } = measurements(names, 8, repeats);
  const columns = { ...labels, ...features, age: labels.scan.map(() => 50) };
  return toCsv([
    Object.keys(columns),
    ...labels.scan.map((_, row) => Object.values(columns).map((cells) => cells[row])),
  ]);
}

describe("voxomics reproducibility", () => {
  it.each([
    [1, '1 subject (by "patient")'],
    [2, '2 subjects (by "patient")'],
  ])("says plainly what %d subjects are too few for", async (subjects, found) => {
    const { labels, features } = measurements(["glcm.contrast.3D:mrg"], subjects, 2);
    const columns = { ...labels, ...features };
    const rows = labels.scan.map((_, row) => Object.values(columns).map((cells) => cells[row]));
    const file = path(`subjects-${subjects}.csv`);
    await writeFile(file, toCsv([Object.keys(columns), ...rows]));
    const folder = path(`subjects-${subjects}`);
    const { status, out, err } = await voxomics("reproducibility", file, ...testRetest, "--out", folder); // biome-ignore format: a command
    expect(status).toBe(0);
    expect(err).toBe(
      `note: found ${found}, expected at least 3: with fewer it cannot be judged which features are redundant, and none is kept\n`,
    );
    expect(out).toMatch(/1 features, 0 reproducible, 0 kept/);
    const report = await readFile(join(folder, "report.html"), "utf8");
    expect(report).toContain("<strong>Too few subjects.</strong>");
    expect(report).not.toContain("<strong>Few subjects.</strong>");
  });

  it("refuses to write a table over the one that it reads, and leaves that as it was", async () => {
    const folder = path("over-its-input");
    await mkdir(folder);
    const file = join(folder, "agreement.csv");
    await writeFile(file, foreignTable(2));
    const { status, err } = await voxomics("reproducibility", file, ...testRetest, "--out", folder); // biome-ignore format: a command
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining("is an input") });
    expect(await readFile(file, "utf8")).toBe(foreignTable(2));
    expect(await readdir(folder)).toEqual(["agreement.csv", "figures"]);
  });

  it("writes report and tables of a perturbed cohort, with the settings of its run", async () => {
    const argv = ["--design", "perturbations", "--subject", "id", "--out", path("trust")];
    const { status, out, err } = await voxomics("reproducibility", table, ...argv);
    expect({ status, err }).toEqual({ status: 0, err: few(4) });
    const names = [
      "report.html",
      "agreement.csv",
      "families.csv",
      "kept.csv",
      "dropped.csv",
      "reproducibility.json",
      "figures",
    ];
    const lines = out.trim().split("\n");
    expect(lines.slice(0, -1)).toEqual(names.map((name) => path("trust", name)));
    expect(lines.at(-1)).toMatch(/^\d+ features, \d+ reproducible, \d+ kept$/);
    const figures = await readdir(path("trust", "figures"));
    expect(figures).toEqual(expect.arrayContaining(["verdicts-original.svg", "redundancy.svg"]));
    expect(await readFile(path("trust", "figures", "redundancy.svg"), "utf8")).toMatch(
      /^<svg xmlns/,
    );
    const report = await readFile(path("trust", "report.html"), "utf8");
    expect(report).toContain("Items of the IBSI&#39;s reporting guideline");
    expect(report).toContain("fixed bin number 8");
    // what only the study knows has a line to fill
    const open = (await cohort.record("perturbed")).settings[0].reporting.filter(
      ({ statement }: { statement: string | null }) => statement === null,
    );
    expect(open.length).toBeGreaterThan(0);
    expect(report.match(/class="blank"/g)).toHaveLength(open.length);
    const record = JSON.parse(await readFile(path("trust", "reproducibility.json"), "utf8"));
    expect(record.run).toEqual(await cohort.record("perturbed"));
    expect(record.run.settings[0].settings.discretise).toEqual(quick.discretise);
    expect(record.subjects).toEqual(["c0", "c1", "c2", "c3"]);
  });

  it("takes other tables, and says that it knows nothing of their settings", async () => {
    const out = path("foreign");
    const plot = ["--plot", "ngtdm.contrast.3D", "--title", "Ours"];
    const { status, err } = await voxomics(
      "reproducibility",
      foreign,
      ...testRetest,
      ...plot,
      "--out",
      out,
    );
    expect({ status, err }).toEqual({ status: 0, err: few(8) });
    const report = await readFile(join(out, "report.html"), "utf8");
    expect(report).toContain("<h1>Ours</h1>");
    expect(report).toContain("the table came without the record of its run");
    expect(report).toContain("Bland–Altman");
  });

  it.each([
    [["--design", "testRetest", "--subject", "patient"], "needs the option '--repeat'"],
    [
      [...testRetest, "--rater", "scan"],
      "option '--rater' belongs to the design raters, found testRetest",
    ],
    [["--design", "other", "--subject", "patient"], "Allowed choices are testRetest"],
    [[...testRetest, "--threshold", "high"], "found high, expected a number"],
  ])("is misused with %j", async (options, message) => {
    const argv = ["reproducibility", foreign, ...options, "--out", path("misused")];
    const { status, err } = await voxomics(...argv);
    expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining(message) });
  });

  it("names the CSV beside a Parquet table", async () => {
    const argv = ["reproducibility", "c/features.parquet", ...testRetest, "--out", path("never")];
    expect((await voxomics(...argv)).err).toBe(
      "error: c/features.parquet: is Parquet, expected CSV: a cohort writes the same table as c/features.csv\n",
    );
  });

  it.each([
    [
      [...testRetest.slice(0, 4), "--repeat", "visit"],
      'foreign.csv: no column "visit"; the table has',
    ],
    [[...testRetest, "--plot", "age"], 'plot: found "age", expected a feature of the table'],
    [[...testRetest, "--run", "none.json"], "none.json: no such file"],
    [[...testRetest, "--run", foreign], "foreign.csv: is no run.json of a cohort"],
    [[...testRetest, "--confidence", "1"], "confidence: found 1"],
    [[...testRetest, "--bootstrap", "0.5"], "--bootstrap: found 0.5"],
    [[...testRetest, "--seed", "-1"], "--seed: found -1"],
    [
      [...testRetest, "--reliability", "75"],
      "reliability: found 75, expected a number of at most 1",
    ],
  ])("refuses %j", async (options, message) => {
    const argv = ["reproducibility", foreign, ...options, "--out", path("refused")];
    const { status, err } = await voxomics(...argv);
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining(message) });
    expect(err.split("\n")).toHaveLength(2);
  });

  it("says why nothing is reproducible, where that is so of every feature", async () => {
    const once = path("once.csv");
    await writeFile(once, foreignTable(1));
    const argv = ["--design", "perturbations", "--subject", "patient", "--out", path("once")];
    const { status, out } = await voxomics("reproducibility", once, ...argv);
    expect(status).toBe(0);
    expect(out).toMatch(/0 kept: single-measurement \(no subject was measured twice\)\n$/);
  });

  it("takes columns of other programs for features", async () => {
    const other = path("other.csv");
    const lines = [1, 2, 3, 4].flatMap((n) => [
      `p${n},test,${n},A${n},${n * n},inf`,
      `p${n},retest,${n + 0.1},${n},${n * n + (n % 2) / 100},-inf`,
    ]);
    const header = "patient,scan,age,site,original_glcm_Contrast,original_glcm_Idn";
    await writeFile(other, `${[header, ...lines].join("\n")}\n`);
    const out = path("other");
    const argv = ["reproducibility", other, ...testRetest, "--out", out, "--feature-columns"];
    const named = await voxomics(...argv, "original_*");
    expect(named).toMatchObject({ status: 0, err: few(4) });
    expect(named.out).toMatch(/2 features, 1 reproducible, 1 kept\n$/);
    const [, , idn] = (await readFile(join(out, "agreement.csv"), "utf8")).split("\n");
    expect(idn).toMatch(/^original_glcm_Idn,.*,no-data,0,,8,8,4,/);
    const numeric = await voxomics(...argv);
    expect(numeric.out).toMatch(/3 features, /);
    expect(numeric.err).toBe(
      `note: column "site" is no feature: it holds numbers, but row 1 has "A1"\n${few(4)}`,
    );
    const without = await voxomics(...argv, "--label-columns", "age");
    expect(without.out).toMatch(/2 features, /);
    const wrong = await voxomics(...argv, "orignal_*");
    expect(wrong).toMatchObject({ status: 1 });
    expect(wrong.err).toContain('--feature-columns: found "orignal_*", which no column');
  });

  it("compares two programs, and correlates with a volume that is named", async () => {
    const two = path("two.csv");
    const lines = [1, 2, 3, 4, 5].flatMap((n) => [
      `p${n},ours,${n * n},${n},${10 - n}`,
      `p${n},theirs,${n * n},${n},${10 - n + (n === 4 ? 0.25 : 0)}`,
    ]);
    await writeFile(two, `${["case,by,size,cm_a,cm_b", ...lines].join("\n")}\n`);
    const design = ["--design", "programs", "--subject", "case", "--program", "by"];
    const columns = ["--feature-columns", "cm_*", "--volume-column", "size"];
    const argv = [two, ...design, ...columns, "--out", path("two")];
    const { status, out } = await voxomics("reproducibility", ...argv);
    expect(status).toBe(0);
    expect(out).toContain(path("two", "differences.csv"));
    const differences = (await readFile(path("two", "differences.csv"), "utf8")).split("\n");
    expect(differences[1]).toMatch(/^cm_a,5,0,0,,/);
    expect(differences[2]).toMatch(/^cm_b,5,-0\.05,-0\.25,p4,/);
    const [header, a] = (await readFile(path("two", "agreement.csv"), "utf8")).split("\n");
    expect(header).toMatch(/,volumeCorrelation,volumeCorrelation lower,volumeCorrelation upper$/);
    expect(Number(a.split(",").at(-3))).toBeCloseTo(1);
    const report = await readFile(path("two", "report.html"), "utf8");
    expect(report).toContain("Differences of the programs");
    expect(report).toContain("correlation with size");
    const wrong = await voxomics("reproducibility", ...argv, "--volume-column", "volume");
    expect(wrong.err).toContain('two.csv: no column "volume"; the table has');
  });

  it("refuses two columns of one name", async () => {
    const twice = path("twice.csv");
    const text = await readFile(foreign, "utf8");
    await writeFile(twice, text.replace(/^(.*?),(.*?),/, "patient,patient,"));
    const argv = ["reproducibility", twice, ...testRetest, "--out", path("refused")];
    const { status, err } = await voxomics(...argv);
    expect(status).toBe(1);
    expect(err).toMatch(/twice\.csv: found two columns "patient", expected names that differ\n$/);
  });

  it("refuses what is no table of features", async () => {
    const argv = [...testRetest, "--out", path("refused")];
    const { err } = await voxomics("reproducibility", cohort.manifest, ...argv);
    expect(err).toMatch(/manifest\.csv: found no column of a feature/);
    expect((await voxomics("reproducibility", path("no.csv"), ...argv)).err).toMatch(
      /no\.csv: no such file\n$/,
    );
  });
});
