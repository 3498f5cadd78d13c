import { describe, expect, it } from "vitest";
import { dicomFile, type Elements, join, syntaxes } from "./dicom-fixture.ts";
import { obliqueGrid, readFiles, slicesOf, volumeValues } from "./image-fixture.ts";

const slices = slicesOf(obliqueGrid);
const files = slices.map((slice) => dicomFile(slice));
const said = ({ notes = [] }: Awaited<ReturnType<typeof readFiles>>) =>
  notes.map(({ code, details }) => [code, details]);

describe("an image that is there several times counts once", () => {
  it.each<[string, Uint8Array]>([
    ["to the byte", files[2].slice()],
    ["without its meta information", dicomFile(slices[2], { meta: false })],
    ["in another transfer syntax", dicomFile(slices[2], { syntax: syntaxes.implicit })],
    ["with other elements beside it", dicomFile({ ...slices[2], KVP: "90" })],
  ])("%s", async (_, again) => {
    const read = await readFiles([again, ...files, files[2]]);
    expect(Array.from(read.volume.data)).toEqual(volumeValues(obliqueGrid));
    expect(said(read)).toEqual([["files-repeated", { count: 2 }]]);
  });

  it("but slices in different places that share a UID are not repeats", async () => {
    const SOPInstanceUID = "1.2.3.4";
    const read = await readFiles(slices.map((slice) => dicomFile({ ...slice, SOPInstanceUID })));
    expect(Array.from(read.volume.data)).toEqual(volumeValues(obliqueGrid));
    expect(said(read)).toEqual([]);
  });

  it.each<[string, Elements]>([
    ["slope", { RescaleSlope: "2" }],
    ["UID", { SOPInstanceUID: "1.9.9" }],
  ])("and not with another %s", async (_, others) => {
    const again = dicomFile({ ...slices[2], ...others });
    await expect(readFiles([...files, again])).rejects.toThrow("several slices lie in one place");
  });
});

describe("bytes that are left out, with a note", () => {
  it.each([2, 7, 128])("%i behind the pixels", async (count) => {
    const padded = slices.map((slice) => ({
      ...slice,
      PixelData: join(slice.PixelData as Uint8Array, new Uint8Array(count)),
    }));
    const read = await readFiles([
      ...files.slice(0, 2),
      ...padded.slice(2).map((p) => dicomFile(p)),
    ]);
    expect(Array.from(read.volume.data)).toEqual(volumeValues(obliqueGrid));
    const bytes = count + (count % 2);
    expect(read.notes?.map(({ message }) => message)).toEqual([
      `3 of 5 DICOM files hold ${bytes} bytes behind their pixels, which were left out`,
    ]);
  });

  it.each<[string, Uint8Array, number]>([
    ["zeros", new Uint8Array(300), 300],
    ["a few bytes", Uint8Array.of(9, 8, 7), 3],
    ["text", new TextEncoder().encode("written by hand, and not by DICOM's rules"), 41],
    ["what looks like a file", files[0].subarray(132), files[0].length - 132],
  ])("%s behind the data set", async (_, bytes, count) => {
    for (const syntax of [syntaxes.explicit, syntaxes.implicit, syntaxes.bigEndian]) {
      const written = slices.map((slice) =>
        dicomFile({ ...slice, "7FE00010 OW": slice.PixelData, PixelData: undefined }, { syntax }),
      );
      const read = await readFiles(written.with(1, join(written[1], bytes)));
      expect(read.volume.size).toEqual(obliqueGrid.size);
      expect(said(read)).toEqual([["bytes-left-out", { files: 1, least: count, most: count }]]);
    }
  });

  it("none for a byte that makes a length even, and for trailing padding as DICOM has it", async () => {
    const padding = dicomFile({ ...slices[0], "FFFCFFFC OB": new Uint8Array(1000) });
    const read = await readFiles([padding, join(files[1], Uint8Array.of(0)), ...files.slice(2)]);
    expect(read.volume.size).toEqual(obliqueGrid.size);
    expect(said(read)).toEqual([]);
  });

  it("but pixels that are too short stay refused", async () => {
    const short = { ...slices[1], PixelData: (slices[1].PixelData as Uint8Array).slice(0, 22) };
    await expect(readFiles(files.with(1, dicomFile(short)))).rejects.toThrow(
      "file 2 of 5: PixelData (7FE0,0010) holds 22 bytes, expected 24",
    );
    await expect(readFiles(files.with(1, files[1].slice(0, -2)))).rejects.toThrow("cut off");
  });
});
