import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFile, readFileDescribed } from "../../src/node/read-file.ts";
import { writeVolume } from "../../src/node/write-volume.ts";
import { identityDirection, type Volume } from "../../src/volume/volume.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = await temporaryFolder();
const path = (name: string): string => join(folder, name);

const volume: Volume = {
  data: Int16Array.of(-3, 0, 1, 2, 2, 700),
  size: [3, 2, 1],
  spacing: [1, 2, 3],
  origin: [5, -6, 7],
  direction: identityDirection,
};

describe("writeVolume and readFile", () => {
  it.each([
    ["a.nii", { dataType: "int16", gzip: false }],
    ["b.nii.gz", { dataType: "int16", gzip: true }],
    ["C.NII.GZ", { dataType: "int16", gzip: true }],
    ["d.nrrd", { dataType: "int16", encoding: "gzip" }],
  ])("keep a volume in %s", async (name, expected) => {
    await writeVolume(path(name), volume);
    expect(await readFile(path(name))).toEqual(volume);
    const { description } = await readFileDescribed(path(name));
    expect(description).toMatchObject(expected);
  });

  it("select a label", async () => {
    await writeVolume(path("labels.nii"), volume);
    const { data } = await readFile(path("labels.nii"), { label: 2 });
    expect(data).toEqual(Uint8Array.of(0, 0, 0, 1, 1, 0));
  });

  it("name the file in what they refuse", async () => {
    const none = path("none.nii");
    await expect(readFile(none)).rejects.toMatchObject({
      message: `${none}: no such file`,
      details: { path: none, code: "ENOENT" },
    });
    await expect(readFile("")).rejects.toThrow('"": no such file');
    await writeFile(path("text.nii"), "hello");
    await expect(readFile(path("text.nii"))).rejects.toMatchObject({
      name: "VoxomicsError",
      code: "unsupported-format",
      message: expect.stringContaining(`${path("text.nii")}: no reader knows this file`),
    });
    await expect(writeVolume(path("x.png"), volume)).rejects.toThrow(
      `${path("x.png")}: expected a name in .nii, .nii.gz or .nrrd`,
    );
  });

  it("leave no file behind for a volume that contradicts itself", async () => {
    const broken = { ...volume, data: Int16Array.of(1) };
    await expect(writeVolume(path("broken.nii"), broken)).rejects.toThrow(
      `${path("broken.nii")}: volume.data: found 1 values, expected 6, by its size [3, 2, 1]`,
    );
    expect(await readdir(folder)).not.toContain("broken.nii");
  });
});
