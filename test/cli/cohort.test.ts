import { appendFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { run } from "../../src/cli/run.ts";
import { engineName } from "../../src/cohort/run-identity.ts";
import { writeVolume } from "../../src/node/write-volume.ts";
import { cohortFolder, quick, smallCase } from "../cohort/cohort-folder.ts";
import { voxomics } from "./workspace.ts";

const cohort = await cohortFolder(3);
const { path, manifest } = cohort;
const settings = path("quick.yaml");
await writeFile(settings, stringify(quick));
const command = ["cohort", manifest, "--settings", settings, "--workers", "2"];

/** What the command says, but for what it notes of the cases. */
const withoutCaseNotes = (text: string) =>
  text.replace(/note: [^\n]* notes\.csv has [^\n]*\n/g, "");

/** What the command says, but for notes of the cases and for how far it is. */
const withoutProgress = (text: string) => withoutCaseNotes(text).replace(/^progress: .*\n/gm, "");

describe("voxomics cohort", () => {
  it("measures a manifest, and names the files that it wrote", async () => {
    const { status, out, err } = await voxomics(...command, "--out", path("out"));
    expect(status).toBe(0);
    const lines = withoutCaseNotes(err).split("\n");
    expect(lines).toEqual([
      "progress: 0 done, 0 failed, 3 left, 2 workers",
      expect.stringMatching(/^progress: 3 done, 0 failed, 0 left, 2 workers, .* s in all$/),
      "",
    ]);
    const names = [
      ...["features.csv", "features.parquet", "undefined.csv", "notes.csv", "errors.csv"],
      "run.json",
    ];
    const files = names.map((name) => `${path("out", name)}\n`).join("");
    expect(out).toBe(files);
    const again = await voxomics(...command, "--out", path("out"));
    const without = err.replace(/^progress: .*\n/gm, "");
    expect(again).toEqual({
      status,
      err: without,
      out: `${files}3 of 3 rows were already measured\n`,
    });
    const records = await cohort.table("out", "features.csv");
    expect(records.map(({ id, patient }) => [id, patient])).toEqual([
      ["c0", "p0"],
      ["c1", "p0"],
      ["c2", "p1"],
    ]);
    expect((await cohort.record("out")).settings[0].name).toBe("quick");
  });

  it("ends with status 1 if a case failed, and says which", async () => {
    const flawed = await cohort.writeManifest(
      [...cohort.rows, { ...cohort.rows[1], id: "gone", mask: "images/gone.nii" }],
      "flawed.csv",
    );
    const argv = ["cohort", flawed, "--settings", settings, "--out", path("flawed")];
    const { status, err } = await voxomics(...argv);
    expect(status).toBe(1);
    expect(withoutProgress(err)).toBe(
      'error: 1 case failed: see errors.csv; the first: row 4, column "mask": images/gone.nii: no such file\n',
    );
    expect(await cohort.table("flawed", "features.csv")).toHaveLength(3);
  });

  it("perturbs by letters, or by a file, whose repeats and seed options replace", async () => {
    const letters = ["--perturb", "RV", "T", "--repeats", "2", "--seed", "5"];
    const plan = path("plan.json");
    const perturbations = ["RV", "T"];
    await writeFile(plan, JSON.stringify({ perturbations, repeats: 9, seed: 5 }));
    await voxomics(...command, ...letters, "--out", path("letters"));
    await voxomics(...command, "--perturbations", plan, "--repeats", "2", "--out", path("file"));
    const table = await cohort.text("letters", "perturbations.csv");
    expect(table.split("\n")).toHaveLength(1 + 12 + 1);
    expect(await cohort.text("file", "perturbations.csv")).toBe(table);
    const features = await cohort.text("letters", "features.csv");
    expect(await cohort.text("file", "features.csv")).toBe(features);
    expect((await cohort.record("file")).perturbations).toEqual({
      perturbations,
      repeats: 2,
      seed: 5,
    });
  });

  it("compares settings, by the names of their files", async () => {
    const coarse = path("coarse.json");
    await writeFile(coarse, JSON.stringify({ ...quick, distance: 2 }));
    const several = ["cohort", manifest, "--settings", settings, coarse, "--out", path("several")];
    expect((await voxomics(...several)).status).toBe(0);
    const records = await cohort.table("several", "features.csv");
    expect(records.map((row) => `${row.id} ${row.settings}`)).toEqual([
      "c0 quick",
      "c0 coarse",
      "c1 quick",
      "c1 coarse",
      "c2 quick",
      "c2 coarse",
    ]);
  });

  it("puts masks on the images' grids where asked to", async () => {
    const { mask } = smallCase(1);
    const cut = { ...mask, data: mask.data.slice(0, 16 * 14 * 11), size: [16, 14, 11] as const };
    await writeVolume(path("images", "cut.nii"), cut);
    const placed = await cohort.writeManifest(
      [{ ...cohort.rows[1], mask: "images/cut.nii" }],
      "p.csv",
    );
    const argv = ["cohort", placed, "--settings", settings];
    const refused = await voxomics(...argv, "--out", path("refused"));
    expect(refused.status).toBe(1);
    expect(refused.err).toMatch(/row 1, column "mask": images\/cut\.nii: .*size/);
    expect(await voxomics(...argv, "--resample-mask", "--out", path("placed"))).toMatchObject({
      status: 0,
    });
    const [record] = (await cohort.record("placed")).cases;
    expect(record.mask).toMatchObject({ placed: { outside: 0 } });
    const row = (await cohort.table("placed", "features.csv"))[0];
    const cells = Object.entries(row).filter(([name]) => !/^(id|maskVoxels\w+)$/.test(name));
    const found = Object.fromEntries(cells);
    expect((await cohort.table("out", "features.csv"))[1]).toMatchObject(found);
  });

  it("tells of damaged lines of the journal, and goes on beside another engine if that is meant", async () => {
    const other = "Node.js 1.2.3 (V8 4.5, x64)";
    await voxomics(...command, "--out", path("first"));
    const units = (await cohort.entries("first")).filter((entry) => "stamps" in entry);
    await cohort.changeJournal("first", "second", (entry) =>
      entry.key === units[0].key ? null : "engine" in entry ? { ...entry, engine: other } : entry,
    );
    await appendFile(path("second", "journal.jsonl"), "half a line\n");
    const refused = await voxomics(...command, "--out", path("second"));
    expect(refused.status).toBe(1);
    expect(refused.err).toBe(
      `note: ${path("second", "journal.jsonl")}: found 1 damaged line, put into journal.damaged.jsonl: what was in it is measured and written again\n` +
        `error: ${path("second")} holds a cohort that was measured by another engine, whose last digits may differ: found 2 rows by ${other}, expected ${engineName()}; choose another folder; --other-engine goes on with both\n`,
    );
    const { status, out, err } = await voxomics(
      ...command,
      "--other-engine",
      ...["--out", path("second")],
    );
    expect(status).toBe(0);
    expect(out).toContain("\n2 of 3 rows were already measured\n");
    expect(err).toContain("rows were measured by different engines");
  });

  it.each([
    [["--perturb", "R", "--perturbations", "x.yaml"], "exclude each other"],
    [["--repeats", "3"], "option '--repeats' needs '--perturb'"],
    [["--seed", "3"], "option '--seed' needs '--perturb'"],
    [["--perturb", "R", "--repeats", "0"], "found 0, expected a whole number from 1"],
    [["--perturb", "R", "--seed", "-1"], "expected a whole number from 0"],
    [["--workers", "none"], "Expected a whole number from 1"],
    [["--suv", "best"], "Allowed choices are bodyWeight"],
  ])("is misused with %j", async (options, message) => {
    const { status, err } = await voxomics(...command, ...options, "--out", path("misused"));
    expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining(message) });
    expect(err.split("\n")).toHaveLength(2);
    expect(await readdir(path("."))).not.toContain("misused");
  });

  it.each([
    [["--settings", "c", "--out", "o"], "c: no such file, and no preset of that name"],
    [["--settings", "ct", "--perturb", "Q", "--out", "o"], 'error: --perturb: found "Q"'],
  ])("refuses %j", async (options, message) => {
    const { status, err } = await voxomics("cohort", manifest, ...options);
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining(message) });
  });

  it("measures shards, and merges them to the tables of one run", async () => {
    const measure = ["cohort", manifest, "--settings", settings];
    for (const shard of ["1/2", "2/2"]) {
      const out = path(`part-${shard[0]}`);
      const { status, err } = await voxomics(...measure, "--shard", shard, "--out", out);
      expect({ status, err: withoutProgress(err) }).toEqual({ status: 0, err: "" });
    }
    const parts = [path("part-1"), path("part-2")];
    const { status, out } = await voxomics(...measure, "--merge", ...parts, "--out", path("all"));
    expect(status).toBe(0);
    expect(out).toContain(`${path("all", "features.csv")}\n`);
    for (const name of ["features.csv", "features.parquet", "undefined.csv", "notes.csv"]) {
      expect((await readFile(path("all", name))).equals(await readFile(path("out", name)))).toBe(
        true,
      );
    }
    const missing = await voxomics(...measure, "--merge", parts[0], "--out", path("half"));
    expect(missing.status).toBe(1);
    expect(missing.err).toMatch(/^error: \d cases? (is|are) in no shard: "c\d"[^\n]*\n$/);
  });

  it.each(["0/2", "3/2", "2", "1/2/3", "a/b"])(
    "refuses shard %s as a wrong usage",
    async (shard) => {
      const { status, err } = await voxomics(...command, "--shard", shard, "--out", path("none"));
      expect(status).toBe(2);
      expect(err).toContain(`found ${shard}, expected I/N with I from 1 to N, as in 2/7`);
    },
  );

  it("tells how far it is in JSON, or does not tell", async () => {
    const json = await voxomics(...command, "--progress", "json", "--out", path("json"));
    const lines = withoutCaseNotes(json.err).trimEnd().split("\n");
    const records = lines.map((line) => JSON.parse(line));
    expect(records[0]).toMatchObject({ event: "start", done: 0, left: 3, total: 3, workers: 2 });
    expect(records.at(-1)).toMatchObject({ event: "end", done: 3, failed: 0, left: 0, total: 3 });
    const none = await voxomics(...command, "--progress", "none", "--out", path("silent"));
    expect(withoutCaseNotes(none.err)).toBe("");
    const wrong = await voxomics(...command, "--progress", "dots", "--out", path("none"));
    expect(wrong.status).toBe(2);
    expect(wrong.err).toContain("Allowed choices are auto, lines, json, none.");
  });

  it("shows how far it is on a terminal, and takes the line back", async () => {
    let text = "";
    const terminal = {
      out() {},
      err(part: string) {
        text += part;
      },
      columns: 70,
      live: true,
      debug: false,
    };
    const status = await run([...command, "--out", path("watched")], terminal);
    expect(status).toBe(0);
    const lines = withoutCaseNotes(text)
      .split("\r")
      .map((line) => line.replace("\x1b[K", ""));
    expect(lines.slice(1, 3)).toEqual([
      "0 done, 0 failed, 3 left, 2 workers",
      expect.stringMatching(
        /^1 done, 0 failed, 2 left, 2 workers, \d+(\.\d)?\/(s|min), \d+ s to go {2}c\d$/,
      ),
    ]);
    expect(lines.at(-2)).toMatch(/^3 done, 0 failed, 0 left, .*, 0 s to go {2}c\d$/);
    expect(withoutCaseNotes(text).endsWith("\r\x1b[K")).toBe(true);
  });
});

describe("voxomics cohort --from-dicom, --from-bids", () => {
  it("write a manifest, and tell what they found and left out", async () => {
    const bids = path("bids");
    const anat = join(bids, "sub-01", "anat");
    await mkdir(anat, { recursive: true });
    const { image, mask } = smallCase(1);
    await writeVolume(join(anat, "sub-01_T1w.nii"), image);
    await writeVolume(join(anat, "sub-01_mask.nii"), mask);
    await writeVolume(join(anat, "sub-01_run-2_mask.nii"), mask);
    const out = path("bids.csv");
    const written = await voxomics("cohort", "--from-bids", bids, "--out", out);
    expect(written).toEqual({
      status: 0,
      out: `${out}: 1 case: 1 image, 1 mask\n`,
      err: `note: ${join(anat, "sub-01_run-2_mask.nii")}: not paired with an image: no image has its entities, space and data type\n`,
    });
    const argv = ["cohort", out, "--settings", settings, "--out", path("bids-out")];
    expect((await voxomics(...argv)).status).toBe(0);
    const [row] = await cohort.table("bids-out", "features.csv");
    expect(row).toMatchObject({ id: "sub-01_T1w/mask", participant_id: "sub-01" });
  });

  it("write nothing where there is no case", async () => {
    await mkdir(path("empty"));
    await writeFile(path("empty", "readme.txt"), "no DICOM");
    const { status, out, err } = await voxomics("cohort", "--from-dicom", path("empty"), "--out", path("none.csv")); // biome-ignore format: a command
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err).toBe(
      `note: 1 file that is no DICOM\nerror: ${path("empty")}: holds no image with a mask: ` +
        "expected image series, with structure sets or segmentations that refer to them\n",
    );
    await expect(readFile(path("none.csv"))).rejects.toThrow("ENOENT");
  });

  it.each(["--from-dicom", "--from-bids"])(
    "%s names a folder that is not there, or a file",
    async (flag) => {
      const refused = async (folder: string) =>
        (await voxomics("cohort", flag, folder, "--out", path("none.csv"))).err;
      expect(await refused(path("nowhere"))).toBe(`error: ${path("nowhere")}: no such folder\n`);
      await writeFile(path("a-file"), "");
      expect(await refused(path("a-file"))).toBe(
        `error: ${path("a-file")}: is a file, expected a folder\n`,
      );
    },
  );

  it.each([
    [["--from-dicom", "a", "--from-bids", "b", "--out", "m.csv"], "options '--from-dicom' and '--from-bids' exclude each other"],
    [["x.csv", "--from-dicom", "a", "--out", "m.csv"], "option '--from-dicom' writes a manifest, but one is given to be measured: x.csv"],
    [["--from-bids", "a", "--settings", "ct", "--out", "m.csv"], "option '--settings' is about measuring, but '--from-bids' only writes a manifest"],
    [["--from-dicom", "a", "--out", "m.csv", "--suv", "bodyWeight"], "option '--suv' is about measuring, but '--from-dicom' only writes a manifest"],
    [["--from-dicom", "a", "--out", "m"], "option '--out': m has an unknown ending, expected .csv, as '--from-dicom' writes a manifest"],
    [["--from-dicom", "a"], "required option '--out <path>' not specified"],
    [["--settings", "ct", "--out", "o"], "missing required argument 'manifest'"],
    [["m.csv", "--out", "o"], "required option '--settings <file|preset...>' not specified"],
    [[], "missing: argument 'manifest', option '--settings <file|preset...>', option '--out <path>'"],
    [["m.csv"], "missing: option '--settings <file|preset...>', option '--out <path>'"],
  ])("refuses %j", async (argv, message) => {
    const outcome = await voxomics("cohort", ...argv);
    expect(outcome).toEqual({ status: 2, out: "", err: `error: ${message}\n` });
  }); // biome-ignore format: a case a line
});
