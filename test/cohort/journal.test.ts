import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openJournal } from "../../src/cohort/journal.ts";

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

  it("drops a line that was cut off, wherever that was, and goes on after the one before", async () => {
    const first = `${JSON.stringify({ key: "a", value: 1 })}\n`;
    const second = JSON.stringify({ key: "é", value: 2 });
    const bytes = Buffer.from(second);
    for (let length = 0; length <= bytes.length; length++) {
      await writeFile(path, first);
      await appendFile(path, bytes.subarray(0, length));
      const journal = await open();
      expect([...journal.entries.keys()]).toEqual(["a"]);
      await journal.append({ key: "c", value: 3 });
      await journal.close();
      expect(await readFile(path, "utf8")).toBe(`${first}{"key":"c","value":3}\n`);
    }
  });

  it("refuses a file that is something else", async () => {
    await writeFile(path, '{"key":"a","value":1}\nid,image,mask\n');
    await expect(open()).rejects.toMatchObject({
      code: "invalid-file",
      message: `${path}: line 2 is no entry of a cohort's journal; begin anew in another folder`,
    });
  });

  it("says what is wrong with the path", async () => {
    await expect(openJournal(join(path, "..", "nowhere", "journal.jsonl"))).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringMatching(/no such file$/),
    });
  });
});
