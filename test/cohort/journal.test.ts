import * as files from "node:fs/promises";
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openJournal } from "../../src/cohort/journal.ts";
import { sealedLine } from "../../src/cohort/journal-line.ts";

vi.mock("node:fs/promises", async (original) => ({ ...(await original<typeof files>()) }));

interface Entry {
  readonly key: string;
  readonly value: number | null;
}

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), "voxomics-journal-")), "journal.jsonl");
});
afterEach(() => rm(join(path, ".."), { recursive: true }));

const open = () => openJournal<Entry>(path);
const entry = (key: string, value: number): Entry => ({ key, value });

describe("openJournal", () => {
  it("keeps what was appended, the last of a key", async () => {
    const journal = await open();
    await journal.append({ key: "a", value: 1 });
    await Promise.all([2, 3, 4].map((value) => journal.append({ key: `k${value}`, value })));
    await journal.append({ key: "a", value: 5 });
    await journal.close();
    const again = await open();
    expect([...again.entries]).toEqual([
      ["a", { key: "a", value: 5 }],
      ["k2", { key: "k2", value: 2 }],
      ["k3", { key: "k3", value: 3 }],
      ["k4", { key: "k4", value: 4 }],
    ]);
    await again.close();
  });

  it("has the values that read back", async () => {
    const journal = await open();
    await journal.append({ key: "a", value: -0 });
    expect(Object.is(journal.entries.get("a")?.value, 0)).toBe(true);
    await journal.append({ key: "b", value: 0.1 + 0.2 });
    expect(journal.entries.get("b")?.value).toBe(0.30000000000000004);
    await journal.close();
  });

  it("ends every line with a sum of its bytes", async () => {
    const journal = await open();
    await journal.append({ key: "é", value: 1 });
    await journal.close();
    // printf '{"key":"é","value":1}' | sha256sum
    expect(await readFile(path, "utf8")).toBe('{"key":"é","value":1,"sum":"8f07de7f11e70c18"}\n');
  });

  it("drops a line that was cut off, wherever that was, and goes on after the one before", async () => {
    const first = `${sealedLine(entry("a", 1))}\n`;
    const bytes = Buffer.from(sealedLine(entry("é", 2)));
    for (let length = 0; length <= bytes.length; length++) {
      await writeFile(path, first);
      await appendFile(path, bytes.subarray(0, length));
      const journal = await open();
      expect([...journal.entries.keys()]).toEqual(["a"]);
      expect(journal.removed).toMatchObject({ damaged: 0, unsealed: 0 });
      await journal.append(entry("c", 3));
      await journal.close();
      expect(await readFile(path, "utf8")).toBe(`${first}${sealedLine(entry("c", 3))}\n`);
    }
    expect(await readdir(join(path, ".."))).toEqual(["journal.jsonl"]);
  });

  it("takes lines that are damaged or have no sum out, and keeps them beside it", async () => {
    const sound = [sealedLine(entry("a", 1)), sealedLine(entry("b", 2))];
    const other = [
      '{"key":"a","value":7}',
      sealedLine(entry("b", 3)).replace("3", "4"),
      "id,image,mask",
      sealedLine(entry("c", 5)).replace('"c"', '"d"'),
      `${sealedLine(entry("c", 5))} `,
      "",
    ];
    const lines = [other[0], sound[0], ...other.slice(1, 4), sound[1], ...other.slice(4)];
    await writeFile(path, `${lines.join("\n")}\n{"key":"cut`);
    const journal = await open();
    expect([...journal.entries.values()]).toEqual([entry("a", 1), entry("b", 2)]);
    const beside = join(path, "..", "journal.damaged.jsonl");
    expect(journal.removed).toEqual({ damaged: 5, unsealed: 1, path: beside });
    await journal.append(entry("e", 6));
    await journal.close();
    const last = sealedLine(entry("e", 6));
    expect(await readFile(path, "utf8")).toBe([...sound, last, ""].join("\n"));
    expect(await readFile(beside, "utf8")).toBe([...other, ""].join("\n"));
    const again = await open();
    expect(again.removed).toMatchObject({ damaged: 0, unsealed: 0 });
    await again.close();
  });

  it("leaves the file alone where its entries are not accepted", async () => {
    const text = `${sealedLine(entry("a", 1))}\n{"key":"b","value":2}\ncut`;
    await writeFile(path, text);
    const accept = vi.fn(() => {
      throw new Error("another run");
    });
    await expect(openJournal<Entry>(path, { accept })).rejects.toThrow("another run");
    expect(accept).toHaveBeenCalledWith(
      new Map([["a", entry("a", 1)]]),
      new Map([["b", entry("b", 2)]]),
    );
    expect(await readFile(path, "utf8")).toBe(text);
  });

  it("never has another entry than one that was written, whatever bits flip and lines are cut", async () => {
    const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 3 });
    const texts = fc.array(fc.tuple(fc.string({ unit: "grapheme" }), numbers), {
      minLength: 1,
      maxLength: 6,
    });
    const damage = fc.array(
      fc.record({ at: fc.nat(), bit: fc.nat(7), cut: fc.option(fc.nat(60), { freq: 3 }) }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(texts, damage, async (written, changes) => {
        const lines = written.map(([key, value]) => sealedLine({ key, value } as never));
        let bytes: Buffer = Buffer.from(lines.map((line) => `${line}\n`).join(""));
        for (const { at, bit, cut } of changes) {
          const from = at % Math.max(1, bytes.length);
          if (cut === null) bytes[from] ^= 1 << bit;
          else bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + cut)]);
        }
        await writeFile(path, bytes);
        await rm(join(path, "..", "journal.damaged.jsonl"), { force: true });
        const journal = await open().catch((error) => error);
        if (journal instanceof Error) {
          expect(journal).toMatchObject({ name: "VoxomicsError", code: "invalid-file" });
          return;
        }
        await journal.close();
        const sound = new Set(lines);
        for (const one of journal.entries.values()) expect(sound).toContain(sealedLine(one));
      }),
      { seed: 15, numRuns: 200, endOnFailure: true },
    );
  });

  it("refuses a file that is something else", async () => {
    await writeFile(path, "id,image,mask\n1,a,b\n");
    await expect(open()).rejects.toMatchObject({
      code: "invalid-file",
      message: `${path}: found a file without an entry of a cohort's journal, expected a journal; choose another folder`,
    });
    expect(await readFile(path, "utf8")).toBe("id,image,mask\n1,a,b\n");
  });

  it.each(["ENOSPC", "EIO"])(
    "writes nothing more after %s, and leaves whole lines",
    async (code) => {
      const real = files.open;
      const failing = { now: false };
      const spy = vi.spyOn(files, "open").mockImplementation(async (...args) => {
        const file = await real(...args);
        const append = file.appendFile.bind(file);
        file.appendFile = async (data) => {
          if (!failing.now) return append(data);
          await append(Buffer.from(data as Uint8Array).subarray(0, 12));
          throw Object.assign(new Error(code), { code });
        };
        return file;
      });
      const journal = await open();
      await journal.append(entry("a", 1));
      failing.now = true;
      const results = await Promise.allSettled(
        ["b", "c"].map((key, n) => journal.append(entry(key, n))),
      );
      failing.now = false;
      await expect(journal.append(entry("d", 4))).rejects.toMatchObject({ code: "invalid-file" });
      await journal.close();
      spy.mockRestore();
      expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      expect([...journal.entries.keys()]).toEqual(["a"]);
      expect(await readFile(path, "utf8")).toBe(`${sealedLine(entry("a", 1))}\n`);
    },
  );

  it("cuts half a line off when it is opened, where that could not be done at once", async () => {
    await writeFile(path, `${sealedLine(entry("a", 1))}\n{"key":"b","va`);
    const journal = await open();
    await journal.append(entry("c", 3));
    await journal.close();
    const lines = [entry("a", 1), entry("c", 3)].map((one) => `${sealedLine(one)}\n`);
    expect(await readFile(path, "utf8")).toBe(lines.join(""));
  });

  it("writes nothing that it must not", async () => {
    let may = true;
    const mayWrite = async () => {
      if (!may) throw new Error("not mine");
    };
    const journal = await openJournal<Entry>(path, { mayWrite });
    await journal.append(entry("a", 1));
    may = false;
    await expect(journal.append(entry("b", 2))).rejects.toThrow("not mine");
    await journal.close();
    expect(await readFile(path, "utf8")).toBe(`${sealedLine(entry("a", 1))}\n`);
  });

  it("says what is wrong with the path", async () => {
    await expect(openJournal(join(path, "..", "nowhere", "journal.jsonl"))).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringMatching(/no such file$/),
    });
  });
});
