import { existsSync } from "node:fs";
import * as files from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { makeFolder } from "../../src/node/make-folder.ts";
import { temporaryFolder } from "./temporary-folder.ts";

vi.mock("node:fs/promises", async (original) => ({ ...(await original<typeof files>()) }));

const folder = await temporaryFolder();

it("makes a folder with those that it lies in, once", async () => {
  const path = join(folder, "a", "b");
  await makeFolder(path);
  await makeFolder(path);
  expect(existsSync(path)).toBe(true);
});

it("says that the file system is read-only, where Node says that there is no such file", async () => {
  const error = (code: string) => Object.assign(new Error(code), { code });
  const asked: string[] = [];
  vi.spyOn(files, "mkdir").mockRejectedValue(error("ENOENT"));
  const access = vi.spyOn(files, "access").mockImplementation(async (path) => {
    asked.push(String(path));
    throw error(path === folder ? "EROFS" : "ENOENT");
  });
  const path = join(folder, "x", "y");
  const refused = { code: "invalid-file", message: `${path}: the file system is read-only` };
  await expect(makeFolder(path)).rejects.toMatchObject(refused);
  expect(asked).toEqual([join(folder, "x"), folder]);
  access.mockResolvedValue(undefined);
  await expect(makeFolder(path)).rejects.toThrow("no folder can be made there");
  vi.restoreAllMocks();
});

it("says that a part of the path is a file", async () => {
  await files.writeFile(join(folder, "file"), "");
  await expect(makeFolder(join(folder, "file", "x"))).rejects.toThrow(
    "is a file, expected a folder",
  );
});

it("ends where a file system lets no folder be made", async () => {
  // Node's own recursive mkdir does not end in /proc
  const error = Object.assign(new Error("ENOENT"), { code: "ENOENT" });
  const mkdir = vi.spyOn(files, "mkdir").mockRejectedValue(error);
  await expect(makeFolder(join(folder, "never", "made"))).rejects.toThrow(
    "no folder can be made there",
  );
  expect(mkdir).toHaveBeenCalledTimes(1);
  expect(mkdir.mock.calls[0]).toEqual([join(folder, "never")]);
  vi.restoreAllMocks();
});
