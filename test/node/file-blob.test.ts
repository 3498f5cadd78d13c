import { existsSync } from "node:fs";
import { mkdir, open, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { describeFile as describeBytes } from "../../src/io.ts";
import { fileBlob } from "../../src/node/file-blob.ts";
import { describeFile, readFile } from "../../src/node/read-file.ts";
import { dicomFile } from "../io/dicom/dicom-fixture.ts";
import { obliqueGrid, slicesOf } from "../io/dicom/image-fixture.ts";
import { niftiFile } from "../io/nifti/fixture.ts";
import { nrrdFile } from "../io/nrrd/fixture.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = await temporaryFolder();
const slices = slicesOf(obliqueGrid, { SliceThickness: "2.9" }).map((elements) =>
  dicomFile(elements),
);

describe("fileBlob", () => {
  it("has the bytes of the file", async () => {
    const path = join(folder, "bytes");
    const bytes = Uint8Array.from({ length: 200_000 }, (_, n) => n * 7);
    await writeFile(path, bytes);
    const blob = fileBlob(path, bytes.length);
    expect(blob.size).toBe(bytes.length);
    expect(new Uint8Array(await blob.slice(5, 9).arrayBuffer())).toEqual(bytes.subarray(5, 9));
    for (let n = 0; n < 2; n++) {
      const streamed = new Uint8Array(await new Response(blob.stream()).arrayBuffer());
      expect(Buffer.compare(streamed, bytes)).toBe(0);
    }
  });

  it.skipIf(!existsSync("/proc/self/fd"))("leaves no file open", async () => {
    const path = join(folder, "image.nii");
    await writeFile(path, niftiFile());
    const openFiles = async () => (await readdir("/proc/self/fd")).length;
    await describeFile(path);
    const before = await openFiles();
    for (let n = 0; n < 50; n++) await describeFile(path);
    expect(await openFiles()).toBeLessThan(before + 10);
  });
});

describe("describeFile of a path", () => {
  it.each([
    ["a.nii", niftiFile()],
    ["b.nii.gz", gzipSync(niftiFile())],
    ["c.nrrd", nrrdFile()],
    ["d.dcm", slices[0]],
    ["e.dcm.gz", gzipSync(slices[0])],
  ])("says what describeFile of the bytes says: %s", async (name, bytes) => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    expect(await describeFile(path)).toEqual(await describeBytes(bytes));
    expect(await readFile(path)).toBeDefined();
  });

  it("says it of a folder", async () => {
    const path = join(folder, "series");
    await mkdir(path);
    for (const [n, bytes] of slices.entries()) await writeFile(join(path, `${n}.dcm`), bytes);
    expect(await describeFile(path)).toEqual(await describeBytes(slices));
  });

  it("reads the header only, whatever follows", async () => {
    const path = join(folder, "large.nii");
    const file = await open(path, "w");
    await file.write(niftiFile({ dim: [3, 1200, 1200, 1200, 1, 1, 1, 1], voxelBytes: 24 }));
    await file.truncate(3 * 2 ** 30); // more than can be read at once; the file system stores none of it
    await file.close();
    const before = process.memoryUsage().rss;
    expect(await describeFile(path)).toMatchObject({ dimensions: [1200, 1200, 1200] });
    expect(process.memoryUsage().rss - before).toBeLessThan(1e8);
  });
});
