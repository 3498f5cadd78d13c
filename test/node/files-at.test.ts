import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesAt } from "../../src/node/files-at.ts";
import {
  describeFile,
  listRegions,
  openRegions,
  readFile,
  readFileDescribed,
} from "../../src/node/read-file.ts";
import { gzipped, niftiFile } from "../io/nifti/fixture.ts";
import { nrrdFile, plainValues } from "../io/nrrd/fixture.ts";
import { pngFile } from "../io/png/fixture.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const root = await temporaryFolder();

/** Writes files below a new folder, and gives the way to them. */
async function folderOf(name: string, files: Record<string, Uint8Array | string> = {}) {
  const path = (...parts: string[]) => join(root, name, ...parts);
  await mkdir(path(), { recursive: true });
  for (const [file, bytes] of Object.entries(files)) {
    await mkdir(path(file, ".."), { recursive: true });
    await writeFile(path(file), bytes);
  }
  return path;
}

const detached = (dataFile: string) =>
  nrrdFile({ fields: { "data file": dataFile }, voxels: null });

describe("a folder", () => {
  it("is read as the files in it and below that a reader knows", async () => {
    const path = await folderOf("mixed", {
      "deep/er/image.nii.gz": gzipped(niftiFile()),
      "notes.txt": "hello",
      "empty.nii": "",
      ".hidden.nii": niftiFile(),
      ".hidden/other.nii": niftiFile(),
    });
    const { volume, description } = await readFileDescribed(path());
    expect(volume.size).toEqual([2, 3, 4]);
    expect(description).toMatchObject({ format: "NIfTI-1", gzip: true });
    expect(await describeFile(path())).toEqual(description);
  });

  it("is read without the pictures in it, unless it holds nothing else", async () => {
    const picture = pngFile({ width: 2, height: 1, samples: [3, 4] });
    const path = await folderOf("previews", { "a/1.png": picture, "b/image.nii": niftiFile() });
    expect((await readFile(path())).size).toEqual([2, 3, 4]);
    const files = await filesAt(path());
    expect(files.sources.map(({ name }) => name)).toEqual([path("b/image.nii")]);
    const alone = await readFile(path("a"), { spacing: [1, 1] });
    expect([...alone.data]).toEqual([3, 4]);
  });

  it("brings the voxels of the header in it", async () => {
    const path = await folderOf("detached", {
      "scan/head.nhdr": detached("parts/v.raw"),
      "scan/parts/v.raw": plainValues,
      "v.raw": "x",
    });
    expect((await readFile(path())).data).toEqual(plainValues);
  });

  it("follows links to files, not to folders", async () => {
    const other = await folderOf("elsewhere", { "a.nii": niftiFile() });
    const path = await folderOf("links");
    await symlink(other(), path("folder"));
    await symlink(path("nowhere"), path("nothing.nii"));
    await expect(readFile(path())).rejects.toThrow("no reader knows any file in this folder");
    await symlink(other("a.nii"), path("a.nii"));
    expect((await readFile(path())).size).toEqual([2, 3, 4]);
  });

  it("is refused, by its name, if it does not hold just one volume", async () => {
    const empty = await folderOf("nothing", { "notes.txt": "hello" });
    await expect(readFile(empty())).rejects.toMatchObject({
      code: "unsupported-format",
      message: `${empty()}: no reader knows any file in this folder`,
    });
    const two = await folderOf("two", { "a.nii": niftiFile(), "b.nii": niftiFile() });
    await expect(readFile(two())).rejects.toThrow(
      `${two()}: found 2 files of NIfTI (.nii, .nii.gz, .hdr with .img) ("a.nii", "b.nii"), expected`,
    );
  });

  it("names the file in it that is damaged", async () => {
    const path = await folderOf("damaged", { "sub/cut.nii": niftiFile().subarray(0, 360) });
    await expect(readFile(path())).rejects.toThrow(
      `${path("sub", "cut.nii")}: NIfTI file has the wrong length`,
    );
  });
});

describe("a detached NRRD header", () => {
  it("brings the files that it names, in its folder or below", async () => {
    const path = await folderOf("header", {
      "h.nhdr": detached("v.raw"),
      "v.raw": plainValues,
      "below.nhdr": detached("./parts/v.raw"),
      "parts/v.raw": plainValues,
    });
    expect((await readFile(path("h.nhdr"))).data).toEqual(plainValues);
    expect((await readFile(path("below.nhdr"))).data).toEqual(plainValues);
  });

  it("may name a link that stays in its folder, and lie behind a link itself", async () => {
    const path = await folderOf("inner", { "h.nhdr": detached("v.raw"), "real.raw": plainValues });
    await symlink(path("real.raw"), path("v.raw"));
    const outside = await folderOf("outer");
    await symlink(path(), outside("folder"));
    expect((await readFile(path("h.nhdr"))).data).toEqual(plainValues);
    expect((await readFile(outside("folder", "h.nhdr"))).data).toEqual(plainValues);
  });

  it.each([
    ["../secret.raw", "which goes up out of its folder"],
    ["parts/../../secret.raw", "which goes up out of its folder"],
    ["link.raw", "a link that leads out of its folder"],
    ["linked/secret.raw", "a link that leads out of its folder"],
    ["/dev/zero", "which is an absolute path"],
    ["file:///dev/zero", "which is an address"],
    ["https://localhost/v.raw", "which is an address"],
    ["parts", "expected the name of a file"],
    ["zero", "a link that leads out of its folder"],
    ["none.raw", "no such file"],
    ["h.nhdr/v.raw", "a part of the path is a file"],
  ])("does not read %s", async (name, problem) => {
    const outside = await folderOf("outside", { "secret.raw": plainValues });
    const path = await folderOf(`outside/inner-${name.replace(/\W/g, "-")}`, {
      "h.nhdr": detached(name),
      "parts/x": "",
    });
    await symlink(outside("secret.raw"), path("link.raw"));
    await symlink(outside(), path("linked"));
    await symlink("/dev/zero", path("zero"));
    const refused = readFile(path("h.nhdr"));
    await expect(refused).rejects.toMatchObject({ code: "invalid-file" });
    await expect(refused).rejects.toThrow(path("h.nhdr"));
    await expect(refused).rejects.toThrow(problem);
  });
});

describe("regions of a file", () => {
  it("are listed and read by its path", async () => {
    const labels = niftiFile({ voxels: (view) => view.setUint8(5, 3) });
    const path = await folderOf("labels", { "l.nii": labels });
    expect(await listRegions(path("l.nii"))).toEqual([{ number: 3, name: null }]);
    const { regions, read } = await openRegions(path("l.nii"));
    expect((await read(regions[0])).volume.data[5]).toBe(1);
    await expect(read({ number: 4, name: null })).rejects.toThrow(
      `${path("l.nii")}: mask has no voxel with label 4`,
    );
    expect((await readFile(path("l.nii"), { region: 3 })).data[5]).toBe(1);
  });
});
