import { mkdir, readFile, writeFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runKey } from "../../src/cohort/unit.ts";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { cohortFolder } from "./cohort-folder.ts";

const cohort = await cohortFolder(3);
const options = {
  settings: [{ name: "few", settings: { families: ["statistics"] } }],
  workers: 1,
} as const;
await cohort.run("whole", options);
const journal = await readFile(cohort.path("whole", "journal.jsonl"));
const tables = ["features.csv", "undefined.csv", "errors.csv", "notes.csv"] as const;
const contents = (out: string) => Promise.all(tables.map((name) => cohort.text(out, name)));
const expected = await contents("whole");
let folders = 0;

/** A folder with a journal. */
async function folderWith(bytes: Buffer | string): Promise<string> {
  const out = `damaged-${folders++}`;
  await mkdir(cohort.path(out));
  await writeFile(cohort.path(out, "journal.jsonl"), bytes);
  return out;
}

/** A bit that flips, or bytes that are cut out; `at` is a part of the length. */
interface Damage {
  readonly at: number;
  readonly bit: number;
  readonly cut: number | null;
}

function damaged(changes: readonly Damage[]): Buffer {
  let bytes: Buffer = Buffer.from(journal);
  for (const { at, bit, cut } of changes) {
    const from = Math.floor(at * bytes.length);
    if (cut === null) bytes[from] ^= 1 << bit;
    else bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + cut)]);
  }
  return bytes;
}

describe("a journal that was damaged", () => {
  it("gives the same tables or a VoxomicsError, wherever bits flip and lines are cut", async () => {
    const damage = fc.record({
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      bit: fc.nat(7),
      cut: fc.option(fc.nat(2000), { freq: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (changes) => {
        const out = await folderWith(damaged(changes));
        try {
          await cohort.run(out, options);
        } catch (error) {
          expect(error).toBeInstanceOf(VoxomicsError);
          return;
        }
        expect(await contents(out)).toEqual(expected);
      }),
      { seed: 16, numRuns: 40, endOnFailure: true },
    );
  }, 3_600_000);

  it("is measured again as far as it is damaged, line by line, and that is said", async () => {
    const lines = journal.toString("utf8").trim().split("\n");
    const kinds = lines.map((line) => JSON.parse(JSON.parse(line).key)[0]);
    expect([...kinds].sort()).toEqual(["columns", "run", "unit", "unit", "unit"]);
    for (const [n, line] of lines.entries()) {
      const kind = JSON.parse(JSON.parse(line).key)[0];
      const bad = line.replace('"key":', '"kez":');
      const out = await folderWith(`${lines.with(n, bad).join("\n")}\n`);
      const said: string[] = [];
      const { found, notes } = await cohort.run(out, {
        ...options,
        onNote: ({ message }) => said.push(message),
      });
      // without what the values are, no row is one
      expect(found, kind).toBe({ run: 3, columns: 0, unit: 2 }[kind as "run"]);
      expect(await contents(out)).toEqual(expected);
      const path = cohort.path(out, "journal.jsonl");
      expect(said).toEqual([
        `${path}: found 1 damaged line, put into journal.damaged.jsonl: what was in it is measured and written again`,
      ]);
      expect(notes).toEqual([
        { code: "journal-damaged", message: said[0], details: { path, lines: 1 } },
      ]);
      expect(await cohort.text(out, "journal.damaged.jsonl")).toBe(`${bad}\n`);
      // the note stays in the record, and is not said twice
      const again = await cohort.run(out, { ...options, onNote: () => expect.unreachable() });
      expect(again).toMatchObject({ found: 3, notes });
      expect((await cohort.record(out)).notes).toEqual(notes);
    }
  });

  it("of an older version, without sums, is measured again, but for another run it is refused", async () => {
    const entries = await cohort.entries("whole");
    const lines = entries.map((entry) => {
      const { run: _, engine: __, ...older } = entry as unknown as Record<string, unknown>;
      return `${JSON.stringify(older)}\n`;
    });
    const text = lines.join("");
    const out = await folderWith(text);
    const other = {
      ...options,
      settings: [{ name: "few", settings: { families: ["glcm"] } }],
    } as const;
    await expect(cohort.run(out, other)).rejects.toThrow("measured with other settings");
    expect(await cohort.text(out, "journal.jsonl")).toBe(text);
    const { found, notes } = await cohort.run(out, options);
    expect(found).toBe(0);
    expect(notes.map(({ code }) => code)).toEqual(["journal-older"]);
    expect(notes[0].message).toContain("5 lines without a checksum");
    expect(await contents(out)).toEqual(expected);
  });

  it("that has lost the entry of its run is refused to other settings", async () => {
    await cohort.changeJournal("whole", "lost", (entry) => (entry.key === runKey ? null : entry));
    const other = {
      ...options,
      settings: [{ name: "few", settings: { families: ["glcm"] } }],
    } as const;
    await expect(cohort.run("lost", other)).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringMatching(
        /found 3 rows of other settings, perturbations, reading options or/,
      ),
    });
    expect((await cohort.run("lost", options)).found).toBe(3);
  });

  it("has entries with right sums and other fields, and gives the same tables", async () => {
    const entries = await cohort.entries("whole");
    const paths = entries.flatMap((entry, n) => pathsIn(entry).map((path) => ({ n, path })));
    // all that tells what a unit is, and all numbers and texts that only their sum can vouch for
    const plausible = (path: readonly string[], to: unknown, was: unknown) =>
      typeof to === typeof was &&
      (typeof to === "number" || typeof to === "string" || path.includes("details"));
    const values = [
      undefined,
      null,
      -7,
      0.5,
      "text",
      "=1+1",
      [],
      {},
      [null],
      [{}],
      true,
      { 99: "x" },
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.constantFrom(...values),
        async ({ n, path }, to) => {
          const was = path.reduce(
            (its: unknown, name) => (its as Record<string, unknown>)[name],
            entries[n],
          );
          fc.pre(path[0] !== "key" && !plausible(path, to, was));
          const out = `shape-${folders++}`;
          await cohort.changeJournal("whole", out, (entry) =>
            entry.key === entries[n].key ? changed(entry, path, to) : entry,
          );
          const said: string[] = [];
          try {
            await cohort.run(out, { ...options, onNote: ({ code }) => said.push(code) });
          } catch (error) {
            expect(error).toBeInstanceOf(VoxomicsError);
            return;
          }
          expect(await contents(out)).toEqual(expected);
          expect(said.filter((code) => code !== "journal-damaged")).toEqual([]);
        },
      ),
      { seed: 17, numRuns: 40, endOnFailure: true },
    );
  }, 3_600_000);

  it("says that entries with other fields are measured again", async () => {
    for (const [path, to] of [
      [["measured", "reasons"], { 99: "zero-mean" }],
      [["measured", "reasons"], { 0: "because" }],
      [
        ["measured", "roi", "spacing"],
        [1, 1],
      ],
      [["stamps"], []],
      [["inputs", "mask", "placed"], { before: "=1+1", after: 1, outside: 1 }],
      [["inputs", "image", "sha256"], "text"],
      [["measured", "notes"], [{ code: "=1+1", message: "", details: {} }]],
    ] as const) {
      const out = `said-${folders++}`;
      await cohort.changeJournal("whole", out, (entry) =>
        entry.key.includes('"c1"') ? changed(entry, path, to) : entry,
      );
      const { found, notes } = await cohort.run(out, options);
      expect({ path, found }).toEqual({ path, found: 2 });
      expect(notes.map(({ message }) => message)).toEqual([
        expect.stringMatching(
          /found 1 damaged line, put into journal.damaged.jsonl: what was in it/,
        ),
      ]);
      expect(await contents(out)).toEqual(expected);
    }
  });

  it("believes what the values are by the sum in their key", async () => {
    const out = `columns-${folders++}`;
    await cohort.changeJournal("whole", out, (entry) =>
      entry.key.startsWith('["columns"')
        ? changed(entry, ["columns", "0", "name"], "other")
        : entry,
    );
    expect((await cohort.run(out, options)).found).toBe(0);
    expect(await contents(out)).toEqual(expected);
  });
});

/** The paths of all fields. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, its]) => [
    [name],
    ...pathsIn(its).map((path) => [name, ...path]),
  ]);
}

/** A copy with another value at a path; undefined leaves it out. */
function changed<T>(entry: T, [name, ...inner]: readonly string[], to: unknown): T {
  const copy = (Array.isArray(entry) ? [...entry] : { ...entry }) as Record<string, unknown>;
  copy[name] = inner.length === 0 ? to : changed(copy[name], inner, to);
  return copy as T;
}
