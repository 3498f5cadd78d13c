import { existsSync } from "node:fs";
import { lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
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

  it("writes the file that a link leads to, and keeps the link", async () => {
    const [links, files] = [join(folder, "links"), join(folder, "files")];
    await mkdir(links);
    await mkdir(files);
    await writeFile(join(files, "b.txt"), "before");
    await symlink("../files/b.txt", join(links, "b.txt"));
    await writeFileAtomic(join(links, "b.txt"), "after");
    expect(await readFile(join(files, "b.txt"), "utf8")).toBe("after");
    expect((await lstat(join(links, "b.txt"))).isSymbolicLink()).toBe(true);
    expect([await readdir(links), await readdir(files)]).toEqual([["b.txt"], ["b.txt"]]);
  });

  it.skipIf(!existsSync("/dev/null"))("gives no device's name to a file", async () => {
    const link = join(folder, "null.txt");
    await symlink("/dev/null", link);
    await expect(writeFileAtomic(link, "text")).rejects.toThrow(`${link}: is a device`);
    expect((await stat("/dev/null")).isFile()).toBe(false);
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
