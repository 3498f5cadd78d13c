import { copyFile, cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { type MergeOptions, mergeCohort } from "../../src/cohort/merge-cohort.ts";
import { shardOf } from "../../src/cohort/shard.ts";
import { type CohortEntry, runKey, type UnitEntry } from "../../src/cohort/unit.ts";
import type { Note } from "../../src/messages/note.ts";
import { cohortFolder, quick } from "./cohort-folder.ts";

// five cases, one of which has no image
const cohort = await cohortFolder(5);
const manifest = await cohort.writeManifest([
  ...cohort.rows,
  { ...cohort.rows[1], id: "gone", image: "images/gone.nii" },
]);
const ids = [...cohort.rows.map(({ id }) => String(id)), "gone"];
const definition = {
  manifest,
  settings: [{ name: "quick", settings: { ...quick, resample: { spacing: [1.5, 1.5, 2] } } }],
  perturb: { perturbations: ["NT"], repeats: 2, seed: 3 },
} as const;
await cohort.run("whole", definition);

/** The files that do not say when and where a run was made. */
const tables = [
  "features.csv",
  "features.parquet",
  "undefined.csv",
  "notes.csv",
  "errors.csv",
  "perturbations.csv",
];

async function expectWhole(out: string) {
  for (const name of tables) {
    const [merged, whole] = await Promise.all(
      [out, "whole"].map((folder) => readFile(cohort.path(folder, name))),
    );
    expect(merged.equals(whole), name).toBe(true);
  }
}

/** Measures every shard, in folders `NAME-1` … */
async function measureShards(name: string, of: number, options = {}): Promise<string[]> {
  const folders: string[] = [];
  for (let number = 1; number <= of; number++) {
    await cohort.run(`${name}-${number}`, { ...definition, ...options, shard: { number, of } });
    folders.push(`${name}-${number}`);
  }
  return folders;
}

const merge = (folders: readonly string[], out: string, options: Partial<MergeOptions> = {}) =>
  mergeCohort({
    ...definition,
    shards: folders.map((folder) => cohort.path(folder)),
    ...options,
    out: cohort.path(out),
  });

const thirds = await measureShards("third", 3);

describe("the tables of merged shards", () => {
  it("are those of one run, to the byte", async () => {
    const { measured, failed, found } = await merge(thirds, "merged");
    expect({ measured, failed: failed.length, found }).toEqual({
      measured: 10,
      failed: 2,
      found: 0,
    });
    await expectWhole("merged");
  });

  it.each([7, 64])("are so for %i shards, some empty, in another order", async (of) => {
    const used = new Set(ids.map((id) => shardOf(id, of)));
    expect(used.size).toBeLessThan(of);
    const said: Note[] = [];
    const onNote = (note: Note) => said.push(note);
    const folders = await measureShards(`of-${of}`, of, { onNote });
    expect(said.map(({ code }) => code)).toEqual(Array(of - used.size).fill("empty-shard"));
    await merge(folders.toReversed(), `merged-${of}`);
    await expectWhole(`merged-${of}`);
  });

  it("need no images", async () => {
    await mkdir(cohort.path("elsewhere"));
    const path = cohort.path("elsewhere", "manifest.csv");
    await copyFile(manifest, path);
    await merge(thirds, "merged-elsewhere", { manifest: path });
    await expectWhole("merged-elsewhere");
  });

  it("come with a record of the shards", async () => {
    const { shard, merged } = await cohort.record("merged");
    expect(shard).toBeUndefined();
    const of = (name: string) => cohort.record(name);
    expect(merged).toEqual(
      await Promise.all(
        thirds.map(async (folder, n) => {
          const { started, finished, seconds, machine, cases } = await of(folder);
          const rows = cases.reduce((sum, { runs }) => sum + runs.length, 0);
          const times = { started, finished, seconds, machine };
          return { folder: cohort.path(folder), shard: `${n + 1}/3`, rows, times };
        }),
      ),
    );
    expect((await of("third-2")).shard).toBe("2/3");
    expect((await of("third-2")).manifest.cases).toBeLessThan(6);
  });

  it("can be written again, and the folder is that of a whole run", async () => {
    const { found } = await merge(thirds, "merged");
    expect(found).toBe(12);
    await expectWhole("merged");
    const goesOn = await cohort.run("merged", definition);
    expect(goesOn.found).toBe(12);
    await expectWhole("merged");
  });

  it("leave out rows of cases that the manifest no longer has, and say so", async () => {
    const fewer = await cohort.writeManifest(cohort.rows.slice(0, 3), "fewer.csv");
    const said: Note[] = [];
    await merge(thirds, "merged-fewer", { manifest: fewer, onNote: (note) => said.push(note) });
    expect(said.map(({ code, details }) => [code, details])).toEqual([
      ["rows-left-out", { rows: 6 }],
    ]);
    const rows = await cohort.table("merged-fewer", "features.csv");
    expect([...new Set(rows.map(({ id }) => id))]).toEqual(["c0", "c1", "c2"]);
  });
});

describe("a merge is refused", () => {
  /** Copies of the shards, the second of which is changed. */
  async function withSecond(
    name: string,
    change: (entry: CohortEntry) => CohortEntry | null,
  ): Promise<string[]> {
    await cohort.changeJournal("third-2", name, change);
    return ["third-1", name, "third-3"];
  }
  const refused = async (folders: readonly string[], message: string, options = {}) => {
    await expect(merge(folders, "refused", options)).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringContaining(message),
    });
    // nothing is written
    expect(await readdir(cohort.path("refused")).catch(() => [])).toEqual([]);
  };
  const inShard = (n: number) => ids.filter((id) => shardOf(id, 3) === n);

  it("without a shard, naming the cases that are missing", async () => {
    const its = inShard(2);
    expect(its.length).toBeGreaterThan(0);
    const cases = its.length === 1 ? "1 case is" : `${its.length} cases are`;
    const named = its.map((id) => `"${id}"`).join(", ");
    await refused(
      ["third-1", "third-3"],
      `${cases} in no shard: ${named}; each case has to be in one`,
    );
  });

  it("with a folder that is named twice", async () => {
    const twice = `${cohort.path("third-1")} is named twice`;
    await refused([...thirds, "third-1"], twice);
  });

  it("with a case in two shards, naming case and folders", async () => {
    await cp(cohort.path("third-1"), cohort.path("copy"), { recursive: true });
    const [first] = inShard(1);
    const twice = `"${first}" in ${cohort.path("third-1")} and ${cohort.path("copy")}`;
    await refused([...thirds, "copy"], twice);
  });

  it("into the folder of a shard, which stays as it is", async () => {
    const before = await cohort.text("third-1", "journal.jsonl");
    for (const out of ["third-1", "./third-1/", "third-2/../third-1"]) {
      await expect(merge(thirds, out)).rejects.toThrow("is the folder of a shard");
    }
    expect(await cohort.text("third-1", "journal.jsonl")).toBe(before);
  });

  it("of other settings under the same name", async () => {
    const settings = [{ name: "quick", settings: { ...quick, families: ["statistics"] as const } }];
    await cohort.run("other", { ...definition, settings, shard: { number: 2, of: 3 } });
    await refused(
      ["third-1", "other", "third-3"],
      `${cohort.path("other")} holds a cohort that was measured with other settings: found quick (`,
    );
  });

  it("of other perturbations or reading options", async () => {
    const perturb = { ...definition.perturb, seed: 4 };
    await cohort.run("seeded", { ...definition, perturb, shard: { number: 2, of: 3 } });
    await refused(["third-1", "seeded", "third-3"], "with other perturbations: found NT, seed 4");
    await cohort.run("read", {
      ...definition,
      images: { resampleMask: true },
      shard: { number: 2, of: 3 },
    });
    await refused(["third-1", "read", "third-3"], "with images read otherwise");
  });

  it("of another version", async () => {
    const folders = await withSecond("version", (entry) =>
      entry.key === runKey ? ({ ...entry, version: "0.0.9" } as CohortEntry) : entry,
    );
    await refused(folders, "that was measured by another version: found 0.0.9");
  });

  it("with rows of another run in a journal that names this one", async () => {
    const folders = await withSecond("joined", (entry) =>
      "run" in entry ? ({ ...entry, run: "0123456789abcdef" } as CohortEntry) : entry,
    );
    await refused(folders, "of other settings, perturbations, reading options or another version");
  });

  it("of another engine, unless it is allowed", async () => {
    const engine = "Node.js 99.0.0 (V8 99.0, x64)";
    const folders = await withSecond("engine", (entry) =>
      "engine" in entry ? ({ ...(entry as UnitEntry), engine } as CohortEntry) : entry,
    );
    await refused(folders, "by another engine");
    const { notes } = await merge(folders, "engines", { otherEngine: true });
    expect(notes.map(({ code }) => code)).toEqual(["other-engine"]);
    await expectWhole("engines");
  });

  it("with a damaged journal, naming the line", async () => {
    await mkdir(cohort.path("damaged"));
    const text = await cohort.text("third-2", "journal.jsonl");
    const lines = text.split("\n");
    lines[2] = lines[2].replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
    await writeFile(cohort.path("damaged", "journal.jsonl"), lines.join("\n"));
    await refused(
      ["third-1", "damaged", "third-3"],
      `${cohort.path("damaged")}/journal.jsonl: found 1 damaged line, the first is line 3`,
    );
  });

  it("with a shard that was killed in the middle of a line: its cases are missing", async () => {
    await mkdir(cohort.path("cut"));
    const text = await cohort.text("third-2", "journal.jsonl");
    await writeFile(cohort.path("cut", "journal.jsonl"), text.slice(0, -20));
    await refused(["third-1", "cut", "third-3"], "is in no shard");
  });

  it("with a folder that is no shard, or does not name its run", async () => {
    await refused(
      [...thirds, "nowhere"],
      "nowhere: found no journal.jsonl, expected the folder of a shard",
    );
    const folders = await withSecond("nameless", (entry) => (entry.key === runKey ? null : entry));
    await refused(folders, "found no entry of a run");
  });

  it("into a folder with a run of its own", async () => {
    await cohort.changeJournal("third-1", "own", (entry) =>
      "milliseconds" in entry ? ({ ...entry, milliseconds: 1e6 } as CohortEntry) : entry,
    );
    await expect(merge(thirds, "own")).rejects.toThrow("own holds a run of its own: found");
  });

  it("into a folder of an earlier merge with rows that were measured there since", async () => {
    const fewer = await cohort.writeManifest(cohort.rows.slice(0, 2), "two.csv");
    await merge(thirds, "gone-on", { manifest: fewer });
    const more = await cohort.writeManifest(
      [...cohort.rows.slice(0, 2), { ...cohort.rows[2], id: "new" }],
      "new.csv",
    );
    await cohort.run("gone-on", { ...definition, manifest: more });
    const message = "gone-on holds a run of its own: found 2 rows that the shards do not have";
    await expect(merge(thirds, "gone-on")).rejects.toThrow(message);
  });
});

describe("a folder of an earlier merge is written again", () => {
  it("with a case that was mended since, and without one that was taken out", async () => {
    await cohort.changeJournal("third-1", "again-1", (entry) => entry);
    await cohort.changeJournal("third-2", "again-2", (entry) => entry);
    await cohort.changeJournal("third-3", "again-3", (entry) => entry);
    const again = ["again-1", "again-2", "again-3"];
    await merge(again, "again");
    // the row of a shard is measured anew
    const shard = again[shardOf("c1", 3) - 1];
    await cohort.changeJournal(shard, shard, (entry) =>
      "milliseconds" in entry ? ({ ...entry, milliseconds: 7 } as CohortEntry) : entry,
    );
    await merge(again, "again");
    await expectWhole("again");
    const fewer = await cohort.writeManifest(cohort.rows.slice(0, 3), "fewer-again.csv");
    await merge(again, "again", { manifest: fewer });
    const rows = await cohort.table("again", "features.csv");
    expect([...new Set(rows.map(({ id }) => id))]).toEqual(["c0", "c1", "c2"]);
  });
});

describe("the folder of a shard", () => {
  it("is continued with the same shard only", async () => {
    const again = await cohort.run("third-1", { ...definition, shard: { number: 1, of: 3 } });
    expect(again.found).toBe(again.measured + again.failed.length);
    const other = { ...definition, shard: { number: 1, of: 2 } };
    const message = "that was measured as another shard: found 1/3, expected";
    await expect(cohort.run("third-1", other)).rejects.toThrow(`${message} 1/2`);
    await expect(cohort.run("third-1", definition)).rejects.toThrow(`${message} all`);
  });
});
