import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openFolders } from "../../../src/cohort/queue/readable-folders.ts";
import { temporaryFolder } from "../../node/temporary-folder.ts";

const folder = await temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);

beforeAll(async () => {
  for (const name of ["study/ct", "study/linked", "other/deep"])
    await mkdir(at(name), { recursive: true });
  for (const name of ["study/a.nii", "study/ct/1.dcm", "other/b.nii", "other/deep/c.nii"]) {
    await writeFile(at(name), "x");
  }
  await symlink(at("other", "b.nii"), at("study", "out.nii"));
  await symlink(at("study", "a.nii"), at("study", "in.nii"));
  await symlink(at("other"), at("study", "away"));
  await symlink(at("other", "b.nii"), at("study", "linked", "2.dcm"));
  await symlink(at("study", "a.nii"), at("other", "back.nii"));
});

describe("openFolders", () => {
  const place = async (path: string, from = "/data", to = at("study")) =>
    (await openFolders([{ from, to }])).placeOf(path);

  it.each([
    ["/data/a.nii", "a.nii"],
    ["/data/ct", "ct"],
    ["/data/./ct/../a.nii", "a.nii"],
    ["/data/in.nii", "in.nii"], // the name that it was given, not that of the file it leads to
    ["/data/missing/x.nii", "missing/x.nii"],
  ])("finds %s", async (path, expected) => {
    expect(await place(path)).toBe(at("study", expected));
  });

  it("finds a folder itself, under its own name or another system's", async () => {
    const ct = at("study", "ct");
    expect(await place(ct, ct, ct)).toBe(ct);
    expect(await place("D:\\data\\ct\\1.dcm", "D:\\data")).toBe(at("study", "ct", "1.dcm"));
    expect(await place("d:\\data\\ct\\1.dcm", "D:\\data")).toBe(at("study", "ct", "1.dcm"));
    expect(await place("\\\\server\\share\\a.nii", "\\\\server\\share")).toBe(at("study", "a.nii"));
  });

  it.each([
    ["/etc/passwd", "is elsewhere"],
    ["/database/a.nii", "is elsewhere"], // begins with the letters of /data
    ["/data/../etc/passwd", "is elsewhere"],
    ["/data/../../data/../x", "is elsewhere"],
    ["/data/out.nii", "leads elsewhere"],
    ["/data/away/b.nii", "leads elsewhere"],
    ["/data/away/deep/missing.nii", "leads elsewhere"],
    ["/data/away/back.nii", "leads elsewhere"], // its folder is elsewhere, and files beside it
    ["/data/linked", "holds a link that leads elsewhere"],
  ])("refuses %s", async (path, why) => {
    await expect(place(path)).rejects.toThrow(
      `${path} ${why}, expected a file below the folders that this worker reads (/data)`,
    );
  });

  it("takes the longest of several names", async () => {
    const folders = [
      { from: "/data", to: at("study") },
      { from: "/data/more", to: at("other") },
    ];
    const { placeOf } = await openFolders(folders);
    expect(await placeOf("/data/more/b.nii")).toBe(at("other", "b.nii"));
    expect(await placeOf("/data/a.nii")).toBe(at("study", "a.nii"));
    // a link from one folder that may be read into another one
    expect(await placeOf("/data/out.nii")).toBe(at("study", "out.nii"));
  });

  it("refuses a folder that is not there", async () => {
    const gone = at("gone");
    await expect(openFolders([{ from: gone, to: gone }])).rejects.toMatchObject({
      code: "invalid-file",
    });
  });
});
