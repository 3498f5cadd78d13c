import { createHash } from "node:crypto";
import { copyFile, cp, mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { version } from "../../src/base/version.ts";
import type { CohortProgress } from "../../src/cohort/progress.ts";
import { reportingItems } from "../../src/cohort/reporting-items.ts";
import { engineName } from "../../src/cohort/run-identity.ts";
import { runKey } from "../../src/cohort/unit.ts";
import { extract } from "../../src/extraction/extract.ts";
import type { Note } from "../../src/messages/note.ts";
import { writeVolume } from "../../src/node/write-volume.ts";
import { perturb } from "../../src/perturbation/perturb.ts";
import { columnOf } from "../../src/report/csv.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { countVoxels } from "../../src/volume/mask.ts";
import { cohortFolder, quick, smallCase } from "./cohort-folder.ts";

const cohort = await cohortFolder(5);
const measured = await cohort.run("plain");

/** A row as text, as CSV has it. */
function cellsOf({ features }: ReturnType<typeof extract>): Record<string, string> {
  return Object.fromEntries(features.map((f) => [columnOf(f), String(f.value ?? "")]));
}

/** The counts of every report of a run. */
function counting() {
  const counts: (readonly [number, number, number])[] = [];
  const onProgress = ({ done, failed, left }: CohortProgress) => counts.push([done, failed, left]);
  return { counts, onProgress };
}

describe("the tables of a cohort", () => {
  it("have what extract finds, in the order of the manifest, with the columns carried through", async () => {
    const records = await cohort.table("plain", "features.csv");
    const expected = cohort.rows.map(({ id, patient }, seed) => {
      const { image, mask } = smallCase(seed);
      return { id, patient, ...cellsOf(extract(image, mask, quick)) };
    });
    expect(records).toEqual(expected);
    expect(Object.keys(records[0])).toEqual(Object.keys(expected[0]));
    expect(measured).toMatchObject({ measured: 5, failed: [] });
    expect(measured.files).toEqual(
      [
        "features.csv",
        "features.parquet",
        "undefined.csv",
        "notes.csv",
        "errors.csv",
        "run.json",
      ].map((name) => cohort.path("plain", name)),
    );
  });

  it("say what is to be known about the values", async () => {
    const rows = await cohort.table("plain", "notes.csv");
    const expected = cohort.rows.flatMap(({ id }, seed) => {
      const { image, mask } = smallCase(seed);
      return extract(image, mask, quick).notes.map(({ code, message }) => ({
        id,
        settings: "quick",
        perturbation: "",
        code,
        message,
      }));
    });
    expect(rows).toEqual(expected);
    expect(new Set(rows.map(({ code }) => code))).toEqual(
      new Set(["elongated-voxels", "one-grey-level"]),
    );
    const [{ runs }] = (await cohort.record("plain")).cases;
    expect(runs[0].notes?.map(({ code }) => code)).toEqual(["elongated-voxels", "one-grey-level"]);
  });

  it("have filters narrower than the voxels only where a column or an option allows them", async () => {
    const narrow: SettingsInput = {
      families: ["statistics"],
      filters: [{ type: "gaussian", sigma: 1 }],
      filterFeatures: { families: ["statistics"] },
    };
    const settings = [{ name: "narrow", settings: narrow }];
    const answers = ["yes", "no", ""];
    const rows = cohort.rows.slice(1, 4).map((row, n) => ({ ...row, undersampled: answers[n] }));
    const manifest = await cohort.writeManifest(rows, "narrow.csv");
    const by = await cohort.run("narrow", { manifest, settings });
    expect(by.failed.map(({ unit, failure }) => [unit.case.id, failure.code])).toEqual([
      ["c2", "invalid-settings"],
      ["c3", "invalid-settings"],
    ]);
    const [record] = await cohort.table("narrow", "features.csv");
    const allowed = { ...narrow, filters: [{ type: "gaussian", sigma: 1, undersampled: true }] };
    const { image, mask } = smallCase(1);
    expect(record).toMatchObject(cellsOf(extract(image, mask, allowed as SettingsInput)));
    const all = await cohort.run("allowed", {
      manifest,
      settings,
      images: { undersampled: true },
    });
    expect(all.failed.map(({ unit }) => unit.case.id)).toEqual(["c2"]);
  });

  it("say why a value is missing or a convention", async () => {
    const { image, mask } = smallCase(0);
    const expected = extract(image, mask, quick).features.filter(({ reason }) => reason !== null);
    expect(expected.length).toBeGreaterThan(3);
    expect(await cohort.table("plain", "undefined.csv")).toEqual(
      expected.map((feature) => ({
        id: "c0",
        settings: "quick",
        perturbation: "",
        feature: columnOf(feature),
        value: String(feature.value ?? ""),
        reason: feature.reason,
      })),
    );
  });

  it("are the same in Parquet, with types and what the standard calls the columns", async () => {
    const file = await asyncBufferFromFile(cohort.path("plain", "features.parquet"));
    const records = await cohort.table("plain", "features.csv");
    const rows = await parquetReadObjects({ file });
    const text = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value ?? "")])),
    );
    expect(text).toEqual(records);
    expect(rows.every((row) => typeof row["glcm.contrast.3D:mrg"] !== "string")).toBe(true);

    const { schema, row_groups, created_by } = await parquetMetadataAsync(file);
    expect(created_by).toBe(`voxomics ${version}`);
    const types = new Map(schema.map(({ name, type }) => [name, type]));
    expect([types.get("id"), types.get("glcm.contrast.3D:mrg")]).toEqual(["BYTE_ARRAY", "DOUBLE"]);
    const metadata = new Map(
      row_groups[0].columns.map(({ meta_data: meta }) => [
        meta?.path_in_schema.join("."),
        Object.fromEntries((meta?.key_value_metadata ?? []).map(({ key, value }) => [key, value])),
      ]),
    );
    expect(metadata.get("id")).toEqual({});
    expect(metadata.get("glcm.contrast.3D:mrg")).toEqual({
      ibsi_code: "ACUI",
      ibsi_tag: "cm_contrast_3D_comb",
      family: "glcm",
      image: "original",
      aggregation: "3D:mrg",
      ibsi_aggregation_code: "IAZD",
    });
    const features = extract(smallCase(1).image, smallCase(1).mask, quick).features;
    for (const feature of features) {
      expect(metadata.get(columnOf(feature))).toMatchObject({ ibsi_code: feature.code });
    }
  });

  it("tell settings apart, and keep labels of masks as numbers", async () => {
    const { image, mask } = smallCase(3);
    const labels = mask.data.map((inside, v) => (inside === 0 ? 0 : v % 2 === 0 ? 2 : 7));
    await writeVolume(cohort.path("images", "labels.nii"), { ...mask, data: labels });
    const manifest = await cohort.writeManifest(
      [2, 7].map((label) => ({
        id: `l${label}`,
        image: "images/i3.nii",
        mask: "images/labels.nii",
        label,
      })),
      "labels.csv",
    );
    const coarse: SettingsInput = { ...quick, discretise: { method: "fixedBinNumber", bins: 4 } };
    const settings = { quick, coarse };
    await cohort.run("labels", {
      manifest,
      settings: Object.entries(settings).map(([name, its]) => ({ name, settings: its })),
    });
    const expected = [2, 7].flatMap((label) =>
      Object.entries(settings).map(([name, its]) => {
        const region = { ...mask, data: labels.map((found) => (found === label ? 1 : 0)) };
        const values = cellsOf(extract(image, region, its));
        return { id: `l${label}`, label: String(label), settings: name, ...values };
      }),
    );
    expect(await cohort.table("labels", "features.csv")).toEqual(expected);
    const file = await asyncBufferFromFile(cohort.path("labels", "features.parquet"));
    const rows = await parquetReadObjects({ file, columns: ["label", "settings"] });
    expect(rows.map(({ label }) => label)).toEqual([2, 2, 7, 7]);
  });

  it("have the values of the images, whatever the number of workers", async () => {
    await cohort.run("alone", { workers: 1 });
    for (const name of ["features.csv", "features.parquet", "undefined.csv", "errors.csv"]) {
      const [one, two] = await Promise.all(
        ["alone", "plain"].map((out) => readFile(cohort.path(out, name))),
      );
      expect(one.equals(two), name).toBe(true);
    }
  });
});

describe("perturbations of a cohort", () => {
  const settings: SettingsInput = { ...quick, resample: { spacing: [1.5, 1.5, 1.5] } };
  const options = {
    settings: [{ name: "fine", settings }],
    perturb: {
      perturbations: ["RNCV", { name: "moved", translation: [0.25, 0.5, 0] }],
      repeats: 2,
      seed: 4,
    },
  } as const;

  it("measure what perturb makes, once for each name and repeat", async () => {
    await cohort.run("perturbed", options);
    const records = await cohort.table("perturbed", "features.csv");
    const names = ["RNCV-1", "RNCV-2", "moved-1", "moved-2"];
    expect(records.map(({ id, perturbation }) => [id, perturbation])).toEqual(
      cohort.rows.flatMap(({ id }) => names.map((name) => [id, name])),
    );
    const done = await cohort.table("perturbed", "perturbations.csv");
    const run = await cohort.record("perturbed");
    expect(run.perturbations).toEqual(options.perturb);
    for (const [n, record] of records.entries()) {
      const seed = Number(done[n].seed);
      const { image, mask } = smallCase(Number(record.id.slice(1)));
      const steps = record.perturbation.startsWith("RNCV")
        ? "RNCV"
        : { translation: [0.25, 0.5, 0] as const };
      const perturbed = perturb(image, mask, steps, seed, { resample: settings.resample });
      const expected = extract(perturbed.image, perturbed.mask, quick);
      expect(record).toMatchObject(cellsOf(expected));
      expect(done[n]).toMatchObject({
        id: record.id,
        perturbation: record.perturbation,
        chain: perturbed.record.chain,
        rotation: String(perturbed.record.perturbation.rotation),
        noiseLevel: String(perturbed.record.noiseLevel ?? ""),
        voxels: String(perturbed.record.voxels.final),
      });
      const { perturbed: kept } = run.cases[n >> 2].runs[n & 3];
      expect(kept).toEqual({ ...perturbed.record, margin: 0 });
    }
    expect(new Set(done.map(({ seed }) => seed)).size).toBe(20);
  });

  it("give filters the whole image", async () => {
    const filtered: SettingsInput = {
      ...settings,
      filters: [{ type: "mean", support: 5 }],
      filterFeatures: { families: ["statistics"] },
    };
    await cohort.run("filtered", { ...options, settings: [{ name: "f", settings: filtered }] });
    const [record] = await cohort.table("filtered", "features.csv");
    const [{ seed }] = await cohort.table("filtered", "perturbations.csv");
    const { image, mask } = smallCase(0);
    const { resample } = settings;
    const perturbed = perturb(image, mask, "RNCV", Number(seed), { resample });
    const expected = extract(perturbed.image, perturbed.mask, { ...filtered, resample: null });
    expect(record).toMatchObject(cellsOf(expected));
  });

  it("stay what they were when repeats are added", async () => {
    const { counts, onProgress } = counting();
    const before = await cohort.table("perturbed", "features.csv");
    await cohort.run("perturbed", {
      ...options,
      perturb: { ...options.perturb, repeats: 3 },
      onProgress,
    });
    expect(counts[0]).toEqual([20, 0, 10]);
    const after = await cohort.table("perturbed", "features.csv");
    expect(after.filter(({ perturbation }) => !perturbation.endsWith("-3"))).toEqual(before);
    expect(after).toHaveLength(30);
  });

  it.each([
    ["another seed", { ...options.perturb, seed: 5 }, "RNCV, moved \\(\\w+\\), seed 5"],
    ["other ones", { ...options.perturb, perturbations: ["RV"] }, "RV, seed 4"],
    ["none", undefined, "none"],
  ])("belong to their folder: %s are refused", async (_, perturb, is) => {
    await expect(cohort.run("perturbed", { ...options, perturb })).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringMatching(
        new RegExp(
          `holds a cohort that was measured with other perturbations: found RNCV, moved \\(\\w+\\), seed 4, expected ${is}; choose another folder`,
        ),
      ),
    });
  });
});

describe("a case that fails", async () => {
  const flawed = await cohortFolder(4);
  const { image, mask } = smallCase(1);
  await writeFile(flawed.path("images", "noise.nii"), "no image at all");
  const empty = { ...mask, data: new Uint8Array(mask.data.length) };
  await writeVolume(flawed.path("images", "empty.nii"), empty);
  await writeVolume(flawed.path("images", "far.nii"), { ...mask, origin: [50, 3, 10] });
  const floats = Float32Array.from(image.data);
  floats[7 + 16 * (6 + 14 * 5)] = Number.NaN; // inside of the region
  await writeVolume(flawed.path("images", "nan.nii"), { ...image, data: floats });
  const place = { image: "images/i1.nii", mask: "images/m1.nii.gz" };
  const manifest = await flawed.writeManifest(
    [
      flawed.rows[0],
      { id: "gone", ...place, image: "images/gone.nii" },
      { id: "unreadable", ...place, image: "images/noise.nii" },
      { id: "empty", ...place, mask: "images/empty.nii" },
      { id: "far", ...place, mask: "images/far.nii" },
      { id: "other", ...place, label: 3 },
      { id: "nan", ...place, image: "images/nan.nii" },
      flawed.rows[3],
    ],
    "flawed.csv",
  );
  const { counts, onProgress } = counting();
  const result = await flawed.run("out", { manifest, onProgress });
  const errors = await flawed.table("out", "errors.csv");

  it("is recorded with row and column, and leaves the others alone", async () => {
    const measured = await flawed.table("out", "features.csv");
    expect(measured.map(({ id }) => id)).toEqual(["c0", "c3"]);
    expect(errors.map(({ row, id, code }) => [row, id, code])).toEqual([
      ["2", "gone", "invalid-file"],
      ["3", "unreadable", "unsupported-format"],
      ["4", "empty", "empty-mask"],
      ["5", "far", "geometry-mismatch"],
      ["6", "other", "empty-mask"],
      ["7", "nan", "invalid-intensity"],
    ]);
    expect(errors.map(({ message }) => message)).toEqual([
      'row 2, column "image": images/gone.nii: no such file',
      expect.stringMatching(/^row 3, column "image": images\/noise\.nii: /),
      expect.stringMatching(/^row 4, column "mask": images\/empty\.nii: mask is empty/),
      expect.stringMatching(/^row 5, column "mask": images\/far\.nii: .*origin/),
      expect.stringMatching(/^row 6, column "mask": images\/m1\.nii\.gz: .*label 3/),
      expect.stringMatching(/^row 7: .*NaN; column "non-finite": exclude leaves them out$/),
    ]);
    expect(result.measured).toBe(2);
    expect(result.failed.map(({ unit }) => unit.case.id)).toEqual(errors.map(({ id }) => id));
  });

  it("counts as failed", () => {
    expect(counts[0]).toEqual([0, 0, 8]);
    expect(counts.at(-1)).toEqual([2, 6, 0]);
    expect(counts).toHaveLength(9);
    for (const [done, failed, left] of counts) expect(done + failed + left).toBe(8);
  });

  it("is not tried again, but for files that have changed", async () => {
    const again = counting();
    await flawed.run("out", { manifest, onProgress: again.onProgress });
    expect(again.counts).toEqual([]);
    await copyFile(flawed.path("images", "i1.nii"), flawed.path("images", "gone.nii"));
    await copyFile(flawed.path("images", "i1.nii"), flawed.path("images", "noise.nii"));
    await flawed.run("out", { manifest, onProgress: again.onProgress });
    expect(again.counts.map(([done, failed]) => [done, failed])).toEqual([
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
    const measured = await flawed.table("out", "features.csv");
    expect(measured.map(({ id }) => id)).toEqual(["c0", "gone", "unreadable", "c3"]);
    expect(await flawed.table("out", "errors.csv")).toHaveLength(4);
  });
});

describe("a run goes on with what is there", async () => {
  const some = await cohortFolder(4);
  await some.run("out");
  const before = await some.table("out", "features.csv");
  const goOn = async (options = {}) => {
    const { counts, onProgress } = counting();
    await some.run("out", { ...options, onProgress });
    return counts;
  };

  it("measuring nothing twice", async () => {
    expect(await goOn()).toEqual([]);
    expect(await some.table("out", "features.csv")).toEqual(before);
  });

  it("measuring what has changed again", async () => {
    const { image } = smallCase(9);
    await writeVolume(some.path("images", "i2.nii"), image);
    expect((await goOn())[0]).toEqual([3, 0, 1]);
    const after = await some.table("out", "features.csv");
    expect(after[2]).toMatchObject(cellsOf(extract(image, smallCase(2).mask, quick)));
    expect(after.filter((_, n) => n !== 2)).toEqual(before.filter((_, n) => n !== 2));
  });

  it("measuring nothing again whose files are copies, whatever their times", async () => {
    const after = await some.table("out", "features.csv");
    const later = new Date(Date.now() + 5000);
    for (const name of ["m0.nii.gz", "i3.nii"])
      await utimes(some.path("images", name), later, later);
    expect(await goOn()).toEqual([]);
    expect(await some.table("out", "features.csv")).toEqual(after);
    await cp(some.path("images"), some.path("staged", "images"), { recursive: true });
    const manifest = some.path("staged", "manifest.csv");
    await copyFile(some.manifest, manifest);
    expect(await goOn({ manifest })).toEqual([]);
  });

  it("with rows that were added, left out, in another order, or that mean something else", async () => {
    const [first, second, third, fourth] = some.rows;
    const added = { ...first, id: "new", mask: second.mask };
    const rows = [fourth, added, first, { ...third, mask: fourth.mask }];
    const manifest = await some.writeManifest(rows, "other.csv");
    expect((await goOn({ manifest }))[0]).toEqual([2, 0, 2]);
    const table = await some.table("out", "features.csv");
    expect(table.map(({ id }) => id)).toEqual(["c3", "new", "c0", "c2"]);
  });

  it("unless its settings, or the version, are others", async () => {
    const refused = async (options: object, message: RegExp) =>
      expect(some.run("out", options)).rejects.toMatchObject({
        code: "invalid-file",
        message: expect.stringMatching(message),
      });
    const other = { ...quick, distance: 2 };
    await refused(
      { settings: [{ name: "quick", settings: other }] },
      /out holds a cohort that was measured with other settings: found quick \(\w{8}\), expected quick \(\w{8}\); choose another folder for this one$/,
    );
    await refused({ settings: [{ name: "q", settings: quick }] }, /expected q \(\w{8}\);/);
    await refused(
      { images: { suv: "bodyWeight" } },
      /with images read otherwise: found as they are, expected suv: bodyWeight;/,
    );
    await some.changeJournal("out", "older", (entry) =>
      entry.key === runKey ? { ...entry, version: "0.0.1" } : entry,
    );
    await expect(some.run("older")).rejects.toThrow(
      `by another version: found 0.0.1, expected ${version};`,
    );
  });

  it("and clears away what was left of its own, but nothing else", async () => {
    const own = `.features.csv.${crypto.randomUUID()}.tmp`;
    const others = [".features.csv.mine.tmp", "notes.txt"];
    for (const name of [own, ...others]) await writeFile(some.path("out", name), "…");
    await goOn();
    const names = await readdir(some.path("out"));
    expect(names).not.toContain(own);
    expect(names).toEqual(expect.arrayContaining(others));
    expect(names).not.toContain("run.lock");
  });

  it("when it was aborted", async () => {
    const controller = new AbortController();
    const onProgress = ({ done }: CohortProgress) => {
      if (done === 2) controller.abort(new Error("enough"));
    };
    const { signal } = controller;
    // of two at work at once, the fourth has not begun when the second is through
    const aborted = some.run("aborted", { signal, onProgress, workers: 1 });
    await expect(aborted).rejects.toThrow("enough");
    expect(await readdir(some.path("aborted"))).toEqual(["journal.jsonl"]);
    const { counts, onProgress: count } = counting();
    await some.run("aborted", { onProgress: count });
    expect(counts[0][0]).toBeGreaterThanOrEqual(2);
    expect(counts.at(-1)).toEqual([4, 0, 0]);
  });

  it("but not in a folder whose journal is something else", async () => {
    await mkdir(some.path("foreign"));
    await writeFile(some.path("foreign", "journal.jsonl"), "hello\n");
    await expect(some.run("foreign")).rejects.toThrow(
      "found a file without an entry of a cohort's journal, expected a journal",
    );
    await rm(some.path("aborted", "journal.jsonl"));
    await mkdir(some.path("aborted", "journal.jsonl"));
    await expect(some.run("aborted")).rejects.toThrow("is a folder, expected a file");
  });

  it("and says how much was there, keeping the times of the call that measured", async () => {
    const first = await some.run("again");
    expect(first.found).toBe(0);
    const before = await some.text("again", "run.json");
    const second = await some.run("again", { workers: 1 });
    expect(second).toEqual({ ...first, found: 4 });
    expect(await some.text("again", "run.json")).toBe(before);
    const kept = JSON.parse(before);
    await writeFile(some.path("again", "run.json"), before.slice(0, 100));
    await some.run("again");
    const now = await some.record("again");
    expect(Date.parse(now.started)).toBeGreaterThan(Date.parse(kept.finished));
    expect({ ...now, started: 0, finished: 0, seconds: 0 }).toEqual({
      ...kept,
      started: 0,
      finished: 0,
      seconds: 0,
    });
  });
});

describe("a run that another engine has begun", async () => {
  const some = await cohortFolder(3);
  await some.run("out");
  const other = "Node.js 1.2.3 (V8 4.5, x64)";
  const engine = engineName();
  /** Copies the run as that of another engine, of which the last row is missing. */
  const copy = async (to: string) => {
    const last = (await some.entries("out")).findLast(({ key }) => key.startsWith('["unit"'));
    await some.changeJournal("out", to, (entry) =>
      entry.key === last?.key ? null : "engine" in entry ? { ...entry, engine: other } : entry,
    );
  };

  it("is refused, with both engines and the way to go on", async () => {
    await copy("refused");
    await expect(some.run("refused")).rejects.toMatchObject({
      code: "invalid-file",
      message: `${some.path("refused")} holds a cohort that was measured by another engine, whose last digits may differ: found 2 rows by ${other}, expected ${engine}; choose another folder; option otherEngine: true goes on with both`,
    });
  });

  it("is gone on with where that is meant, and says so", async () => {
    await copy("mixed");
    const said: Note[] = [];
    const onNote = (note: Note) => said.push(note);
    const result = await some.run("mixed", { otherEngine: true, onNote });
    const engines = [
      { name: other, rows: 2 },
      { name: engine, rows: 1 },
    ];
    expect(result.notes).toEqual([
      { code: "other-engine", message: expect.any(String), details: { engines } },
    ]);
    expect(result.notes[0].message).toContain(`2 rows by ${other}, 1 row by ${engine}`);
    expect(said).toEqual(result.notes);
    const record = await some.record("mixed");
    expect(record.notes).toEqual(result.notes);
    expect(record.engines).toEqual(engines);
    expect((await some.record("out")).engines).toEqual([{ name: engine, rows: 3 }]);
    // with nothing left to measure, nothing more is mixed
    expect((await some.run("mixed")).found).toBe(3);
  });
});

describe("run.json", async () => {
  const run = await cohort.record("plain");

  it("has version, settings with every default, machine, sums and times", async () => {
    expect(run).toMatchObject({
      software: "voxomics",
      version,
      manifest: { path: cohort.manifest, cases: 5 },
      measured: 5,
      failed: 0,
      images: {},
      perturbations: null,
      machine: { node: process.version, workers: 2 },
    });
    expect(run.settings[0]).toMatchObject({ name: "quick", settings: resolveSettings(quick) });
    expect(run.machine.cores).toBeGreaterThan(0);
    expect(run.machine.memoryBytes).toBeGreaterThan(1e8);
    expect(Date.parse(run.finished) - Date.parse(run.started)).toBeCloseTo(1000 * run.seconds, 0);
    const sum = async (...names: string[]) =>
      createHash("sha256")
        .update(await readFile(cohort.path(...names)))
        .digest("hex");
    expect(run.manifest.sha256).toBe(await sum("manifest.csv"));
    const milliseconds = run.cases.map(({ runs }) => runs[0].milliseconds);
    expect(run.workSeconds).toBeCloseTo(milliseconds.reduce((a, b) => a + b) / 1000, 9);
    for (const [n, one] of run.cases.entries()) {
      const { image, mask } = smallCase(n);
      expect(one.id).toBe(`c${n}`);
      expect(one.image).toEqual({
        path: `images/i${n}.nii`,
        files: 1,
        bytes: 352 + 2 * image.data.length,
        sha256: await sum("images", `i${n}.nii`),
        size: image.size,
        spacing: [1, 1, 2],
      });
      expect(one.mask).toMatchObject({
        path: `images/m${n}.nii.gz`,
        sha256: await sum("images", `m${n}.nii.gz`),
        voxels: countVoxels(mask),
      });
      expect(one.runs[0].roi).toEqual(extract(image, mask, quick).roi);
    }
  });

  it("has every item of the reporting guideline, stated or left to the study", () => {
    const { reporting } = run.settings[0];
    expect(reporting.map(({ item }) => item)).toEqual(reportingItems.map(([item]) => item));
    const numbers = new Set(reporting.map(({ item }) => Number.parseInt(item, 10)));
    expect([...numbers]).toEqual(Array.from({ length: 76 }, (_, n) => n + 1));
    const stated = new Map(reporting.map(({ item, statement }) => [item, statement]));
    expect(stated.get("1")).toBeNull();
    expect(stated.get("28")).toBe("1.000 × 1.000 mm");
    expect(stated.get("30")).toBe("2.000 mm");
    expect(stated.get("50a")).toBe("none: the images' own voxels");
    expect(stated.get("56a")).toBe("fixed bin number 8; intensity-volume histogram: none");
    expect(stated.get("60")).toBeNull();
    expect(stated.get("61")).toBe(`voxomics ${version}`);
    expect(stated.get("62")).toBe("3D:mrg");
  });
});

describe("runCohort refuses", () => {
  it("wrong settings, plans and manifests at once, leaving nothing behind", async () => {
    const refused = (options: object) => expect(cohort.run("refused", options)).rejects;
    const twice = { name: "a", settings: quick };
    await refused({ settings: [] }).toThrow("found no settings, expected one or several");
    await refused({ settings: [twice, twice] }).toThrow('two of the settings are called "a"');
    await refused({ settings: [{ name: "a", settings: { bins: 3 } }] }).toMatchObject({
      code: "invalid-settings",
    });
    await refused({ perturb: { perturbations: ["X"] } }).toMatchObject({
      code: "invalid-settings",
    });
    await refused({ manifest: cohort.path("none.csv") }).toThrow(/none\.csv: no such file$/);
    await writeFile(cohort.path("wrong.csv"), "id,picture,mask\n1,a,b\n");
    await refused({ manifest: cohort.path("wrong.csv") }).toMatchObject({
      code: "invalid-table",
      message: expect.stringMatching(/wrong\.csv: the manifest has no column "image"/),
    });
    await expect(readdir(cohort.path("refused"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("voxels without a finite intensity", async () => {
  const cohort = await cohortFolder(2);
  const { image } = smallCase(1);
  const floats = Float32Array.from(image.data);
  floats[7 + 16 * (6 + 14 * 5)] = Number.NaN; // inside of the region
  await writeVolume(cohort.path("images", "nan.nii"), { ...image, data: floats });
  const flawed = { ...cohort.rows[1], image: "images/nan.nii" };

  it("are excluded from one case by its column, from all by the option", async () => {
    const manifest = await cohort.writeManifest(
      [
        { ...cohort.rows[0], "non-finite": "" },
        { ...flawed, id: "refused", "non-finite": "refuse" },
        { ...flawed, id: "excluded", "non-finite": "exclude" },
        { ...flawed, id: "unsaid", "non-finite": "" },
      ],
      "non-finite.csv",
    );
    const one = await cohort.run("one", { manifest });
    expect(one.failed.map(({ unit }) => unit.case.id)).toEqual(["refused", "unsaid"]);
    const notes = await cohort.table("one", "notes.csv");
    expect(notes.filter(({ code }) => code === "non-finite-excluded").map(({ id }) => id)).toEqual([
      "excluded",
    ]);
    const all = await cohort.run("all", { manifest, images: { nonFinite: "exclude" } });
    expect(all.failed.map(({ unit }) => unit.case.id)).toEqual(["refused"]);
    const values = (await cohort.table("all", "features.csv")).filter(({ id }) => id !== "c0");
    const [excluded, unsaid] = values.map(({ id: _, "non-finite": __, ...rest }) => rest);
    expect(excluded).toEqual(unsaid);
  });

  it("are excluded from perturbed images too", async () => {
    const manifest = await cohort.writeManifest([flawed], "perturbed.csv");
    const { failed, measured } = await cohort.run("perturbed", {
      manifest,
      images: { nonFinite: "exclude" },
      // a new contour may leave the voxel outside
      perturb: { perturbations: ["RNV", "C"] },
    });
    expect([failed.length, measured]).toEqual([0, 2]);
    const notes = await cohort.table("perturbed", "notes.csv");
    const told = notes.filter(({ code }) => code === "non-finite-excluded");
    expect(told.map(({ perturbation }) => perturbation)).toContain("RNV-1");
  });
});

describe("masks of fractions", async () => {
  const cohort = await cohortFolder(1);
  const { mask } = smallCase(0);
  const data = Float32Array.from(mask.data, (value, v) => (value === 1 ? 0.6 : (v % 5) / 10));
  await writeVolume(cohort.path("images", "fractions.nii"), { ...mask, data });
  const fractions = { ...cohort.rows[0], id: "fractions", mask: "images/fractions.nii" };
  const values = async (out: string) =>
    (await cohort.table(out, "features.csv")).map(
      ({ id: _, mask: __, "mask-threshold": ___, settings: ____, ...rest }) => rest,
    );

  it("are taken from a threshold on, by column, option or setting", async () => {
    const manifest = await cohort.writeManifest(
      [
        { ...cohort.rows[0], "mask-threshold": "" },
        { ...fractions, "mask-threshold": "0.5" },
        { ...fractions, id: "unsaid", "mask-threshold": "" },
      ],
      "fractions.csv",
    );
    const byColumn = await cohort.run("column", { manifest });
    expect(byColumn.failed.map(({ unit }) => unit.case.id)).toEqual(["unsaid"]);
    await cohort.run("option", { manifest, images: { maskThreshold: 0.5 } });
    const [binary, ...others] = await values("option");
    expect(others).toEqual([binary, binary]);
    const settings = [{ name: "a", settings: { mask: { threshold: 0.5 } } }];
    await cohort.run("setting", { manifest, settings });
    const bySetting = await values("setting");
    expect(bySetting.slice(1)).toEqual([bySetting[0], bySetting[0]]);
  });

  it("have one threshold in a cohort", async () => {
    const manifest = await cohort.writeManifest([fractions], "two.csv");
    const settings = [
      { name: "a", settings: { mask: { threshold: 0.5 } } },
      { name: "b", settings: {} },
    ];
    await expect(cohort.run("two", { manifest, settings })).rejects.toMatchObject({
      code: "invalid-settings",
      message: expect.stringContaining("mask.threshold: found 0.5 and null in the settings"),
    });
  });
});
