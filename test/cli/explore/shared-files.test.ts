import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sharedFiles } from "../../../src/cli/explore/shared-files.ts";
import { temporaryFolder } from "../../node/temporary-folder.ts";

const folder = await temporaryFolder();
const path = (...names: string[]) => join(folder, ...names);
const names = async (...paths: string[]) => (await sharedFiles(paths)).map(({ name }) => name);

await mkdir(path("study", "ct"), { recursive: true });
for (const name of ["study/ct/1.dcm", "study/ct/2.dcm", "study/.hidden", "study/rs.dcm"]) {
  await writeFile(path(name), name);
}
for (const name of ["image.mhd", "image.raw", "other.raw", "mask.nii.gz"]) {
  await writeFile(path(name), name);
}

it("takes all files of a folder, by their paths in it", async () => {
  expect(await names(path("study"))).toEqual(["study/ct/1.dcm", "study/ct/2.dcm", "study/rs.dcm"]);
});

it("takes the voxels beside a header, and nothing else that lies there", async () => {
  expect(await names(path("image.mhd"), path("mask.nii.gz"))).toEqual([
    "image.mhd",
    "image.raw",
    "mask.nii.gz",
  ]);
});

it("takes a file once that is named twice", async () => {
  expect(await names(path("study"), path("study", "rs.dcm"))).toHaveLength(3);
});

it("refuses what is not there", async () => {
  await expect(sharedFiles([path("none.nii")])).rejects.toThrow(
    `${path("none.nii")}: no such file`,
  );
});

it("refuses a folder that holds no file, and takes one that is named twice", async () => {
  await mkdir(path("empty", "inside"), { recursive: true });
  await expect(sharedFiles([path("empty")])).rejects.toThrow(
    `${path("empty")}: the folder holds no file`,
  );
  expect(await names(path("study"), path("study"))).toHaveLength(3);
});

it.skipIf(!existsSync("/dev/null"))("refuses what is no file", async () => {
  await expect(sharedFiles(["/dev/null"])).rejects.toThrow("/dev/null: is a device or a pipe");
});
