import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeFile, read, readDescribed } from "../../../src/io.ts";
import { readFile } from "../../../src/node/read-file.ts";
import type { Volume } from "../../../src/volume/volume.ts";
import { temporaryFolder } from "../../node/temporary-folder.ts";
import { writeByItk } from "../itk.ts";
import { type Fixture, gzipped, niftiFile } from "./fixture.ts";

const values = Uint8Array.from({ length: 24 }, (_, n) => n);

/** The header of a pair, and its voxels. */
function pair(fixture: Fixture = {}): { header: Uint8Array; voxels: Uint8Array } {
  const file = niftiFile({ magic: "ni1\0", ...fixture });
  const header = file.slice(0, 348);
  if (fixture.voxOffset === undefined) new DataView(header.buffer).setFloat32(108, 0, true);
  return { header, voxels: file.slice(352) };
}

const folder = await temporaryFolder();
const path = (name: string) => join(folder, name);

describe("a NIfTI pair", () => {
  const { header, voxels } = pair({ sformCode: 1, sform: [2, 0, 0, 5, 0, 2, 0, 6, 0, 0, 3, 7] });

  it.each([
    ["x.hdr", header, "x.img", voxels],
    ["X.HDR", header, "X.IMG", voxels],
    ["x.hdr.gz", gzipped(header), "x.img.gz", gzipped(voxels)],
    ["x.hdr", header, "x.img.gz", gzipped(voxels)],
    ["x.hdr.gz", gzipped(header), "x.img", voxels],
  ])("is read from %s", async (name, bytes, dataName, data) => {
    const files = [
      { name: dataName, bytes: data },
      { name, bytes },
    ];
    const volume = await read(files);
    expect(volume).toMatchObject({ size: [2, 3, 4], spacing: [2, 2, 3], data: values });
    expect(volume.origin).toEqual([-5, -6, 7]);
  });

  it("is read by its header's path, and from a folder", async () => {
    const study = path("study");
    await mkdir(study);
    await writeFile(`${study}/scan.hdr`, header);
    await writeFile(`${study}/scan.img`, voxels);
    expect((await readFile(`${study}/scan.hdr`)).data).toEqual(values);
    expect((await readFile(study)).data).toEqual(values);
    await expect(readFile(`${study}/scan.img`)).rejects.toThrow(/its data, give the header/);
  });

  it("is read as ITK wrote it", async () => {
    const volume: Volume = {
      data: Float32Array.from({ length: 24 }, (_, n) => n / 4),
      size: [2, 3, 4],
      spacing: [0.5, 0.75, 2],
      origin: [1, 2, 3],
      direction: [0, 1, 0, 1, 0, 0, 0, 0, -1],
    };
    await writeByItk(path("itk.hdr"), volume);
    const found = await readFile(path("itk.hdr"));
    expect(found.data).toEqual(volume.data);
    expect(found.origin).toEqual(volume.origin);
    for (const [n, value] of volume.direction.entries()) {
      expect(found.direction[n]).toBeCloseTo(value, 6);
    }
  });

  it("may start its voxels later, and call itself a single file", async () => {
    const late = pair({ voxOffset: 400 });
    const padded = Uint8Array.of(...new Uint8Array(400), ...values);
    const files = [
      { name: "x.hdr", bytes: late.header },
      { name: "x.img", bytes: padded },
    ];
    expect((await read(files)).data).toEqual(values);
    const single = niftiFile().slice(0, 352);
    const alone = [
      { name: "x.hdr", bytes: single },
      { name: "x.img", bytes: values },
    ];
    expect((await read(alone)).data).toEqual(values);
  });

  it("is refused without its voxels, or too few of them", async () => {
    await expect(read(header)).rejects.toThrow(/expected both, by their names/);
    const named = { name: "x.hdr", bytes: header };
    await expect(read([named])).rejects.toThrow('in the file "x.img", which was not given');
    const short = { name: "x.img", bytes: voxels.subarray(1) };
    await expect(read([named, short])).rejects.toThrow(
      /x\.img: NIfTI file has the wrong length: found 23/,
    );
  });
});

describe("Analyze 7.5", () => {
  const { header, voxels } = pair({ magic: "\0\0\0\0", pixdim: [0, 1, 2, 3] });
  const files = (bytes: Uint8Array) => [
    { name: "x.hdr", bytes },
    { name: "x.img", bytes: voxels },
  ];

  it("is refused, as it states no orientation", async () => {
    await expect(read(files(header))).rejects.toMatchObject({
      code: "unsupported-format",
      message: expect.stringMatching(
        /^x\.hdr: Analyze 7\.5 file: its header states no orientation.*; option geometry: spacing goes by pixdim alone$/,
      ),
    });
  });

  it("is read by its spacing where that is said to hold, with a note", async () => {
    const { volume, notes } = await readDescribed(files(header), { geometry: "spacing" });
    expect(volume).toMatchObject({ size: [2, 3, 4], spacing: [1, 2, 3], data: values });
    expect(volume.direction).toEqual([-1, 0, 0, 0, -1, 0, 0, 0, 1]);
    expect(notes.map(({ code }) => code)).toEqual(["geometry-assumed"]);
    const about = await describeFile(files(header), { geometry: "spacing" });
    expect(about).toMatchObject({ format: "Analyze 7.5", transform: "none" });
  });

  it("is scaled by what SPM keeps as its scale, with a note", async () => {
    const scaled = header.slice();
    new DataView(scaled.buffer).setFloat32(112, 0.5, true);
    const { volume, notes } = await readDescribed(files(scaled), { geometry: "spacing" });
    expect(volume.data).toEqual(Float64Array.from(values, (value) => value / 2));
    expect(notes.map(({ code }) => code)).toEqual(["geometry-assumed", "scale-assumed"]);
  });
});
