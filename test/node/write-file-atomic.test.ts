import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeFileAtomic } from "../../src/node/write-file-atomic.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = await temporaryFolder();

describe("writeFileAtomic", () => {
  it("writes and overwrites a file", async () => {
    const path = join(folder, "a.txt");
    await writeFileAtomic(path, "long ago");
    await writeFileAtomic(path, Uint8Array.of(104, 105));
    expect(await readFile(path, "utf8")).toBe("hi");
    expect(await readdir(folder)).toEqual(["a.txt"]);
  });

  it("leaves nothing behind when it fails", async () => {
    const occupied = join(folder, "folder");
    await mkdir(occupied);
    await writeFile(join(occupied, "inside"), "");
    await expect(writeFileAtomic(occupied, "text")).rejects.toMatchObject({
      name: "VoxomicsError",
      message: expect.stringContaining(`${occupied}: `),
    });
    await expect(writeFileAtomic(join(folder, "none", "a"), "text")).rejects.toThrow(
      "no such file",
    );
    expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
