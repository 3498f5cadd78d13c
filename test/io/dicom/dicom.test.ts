import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ByteInput } from "../../../src/io/byte-reader.ts";
import { describeDicom, openDicom } from "../../../src/io/dicom/dicom.ts";
import type { Grid, Vec3 } from "../../../src/volume/volume.ts";
import { dicomFile, type Elements } from "./dicom-fixture.ts";
import { obliqueGrid, readFiles, slicesOf, volumeValues } from "./image-fixture.ts";
import { segmentationElements } from "./segmentation-fixture.ts";
import { structureSetElements } from "./structure-set-fixture.ts";

const grid: Grid = { ...obliqueGrid, direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
const other: Grid = { ...grid, size: [2, 2, 2] };

const ct = slicesOf(grid);
const pet = slicesOf(other, {
  Modality: "PT",
  SeriesInstanceUID: "1.2.826.0.1.5",
  Units: "BQML",
});

/** A square in the second plane, around the voxels 1 and 2 of x and y. */
const [x, y, z] = [grid.origin[0], grid.origin[1], grid.origin[2] + grid.spacing[2]];
const square = [
  [0.5, 0.5],
  [2.5, 0.5],
  [2.5, 2.5],
  [0.5, 2.5],
].map(([i, j]): Vec3 => [x + i * grid.spacing[0], y + j * grid.spacing[1], z]);

function contours(others: Elements = {}): Elements {
  const structures = [
    { number: 3, name: "GTV", contours: [{ points: square }] },
    { number: 5, name: "Other", contours: [{ points: square }] },
  ];
  return structureSetElements(structures, others);
}

const referring = (series: string): Elements => ({
  ReferencedFrameOfReferenceSequence: [
    {
      RTReferencedStudySequence: [{ RTReferencedSeriesSequence: [{ SeriesInstanceUID: series }] }],
    },
  ],
});

const segment = segmentationElements(
  "BINARY",
  grid,
  [{ number: 1, label: "Lesion" }],
  [{ segment: 1, z: 1, pixels: [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] }],
);

const sources = (elements: readonly Elements[]) =>
  elements.map((one) => ({ name: null, input: dicomFile(one) }));

const open = (elements: readonly Elements[], options: Parameters<typeof openDicom>[1] = {}) =>
  openDicom(sources(elements), options);

const sum = ({ data }: { readonly data: ArrayLike<number> }) =>
  Array.from(data).reduce((total, value) => total + value, 0);

describe("openDicom", () => {
  it.each<[string, (file: Uint8Array<ArrayBuffer>) => ByteInput]>([
    ["Uint8Array", (file) => file],
    ["ArrayBuffer", (file) => file.buffer],
    ["Node's Buffer", (file) => Buffer.from(file)],
    ["Blob", (file) => new Blob([file])],
    ["gzip", (file) => gzipSync(file)],
  ])("reads files in a %s", async (_, as) => {
    const files = ct.map((slice) => ({ name: null, input: as(dicomFile(slice)) }));
    const { volume } = await (await openDicom(files)).volume();
    expect(Array.from(volume.data)).toEqual(volumeValues(grid));
  });

  it("leaves out directories of media", async () => {
    const directory = dicomFile({
      SOPClassUID: "1.2.840.10008.1.3.10",
      "00041130 CS": "MEDIA",
    });
    const { volume } = await readFiles([directory, ...ct.map((slice) => dicomFile(slice))]);
    expect(volume.size).toEqual(grid.size);
  });

  it("wants one of several series to be chosen, and lists them", async () => {
    const contents = await open([...ct, ...pet]);
    await expect(Promise.resolve().then(contents.volume)).rejects.toMatchObject({
      code: "invalid-settings",
      message:
        "DICOM files hold 2 image series, expected one of 1.2.826.0.1.2 (CT, 5 files of 4 x 3); " +
        "1.2.826.0.1.5 (PT, 2 files of 2 x 2); option series: UID chooses one",
    });
    const chosen = await open([...ct, ...pet], { series: "1.2.826.0.1.5" });
    expect(await chosen.volume()).toMatchObject({
      volume: { size: [2, 2, 2] },
      description: { modality: "PT", unit: "BQML" },
    });
    const none = await open([...ct, ...pet], { series: "1.9" });
    await expect(Promise.resolve().then(none.volume)).rejects.toThrow(
      'DICOM files hold no image series "1.9", expected one',
    );
  });

  it("reads images among their regions as images", async () => {
    const { volume } = await (
      await open([contours(), ...ct, segment], { series: "1.2.826.0.1.2" })
    ).volume();
    expect(Array.from(volume.data)).toEqual(volumeValues(grid));
    const alone = await (await open([contours(), ...ct])).volume();
    expect(alone.description).toMatchObject({ format: "DICOM", modality: "CT" });
  });

  it("draws contours on the image that is there", async () => {
    const contents = await open([contours(), ...ct]);
    expect(contents.regions().map(({ number, name }) => [number, name])).toEqual([
      [3, "GTV"],
      [5, "Other"],
    ]);
    const { volume, description } = await contents.mask("GTV");
    expect(volume.size).toEqual(grid.size);
    expect(sum(volume)).toBe(4);
    expect(description).toMatchObject({ format: "DICOM RTSTRUCT", region: { number: 3 } });
  });

  it("draws contours on the image that they refer to, or that is asked for", async () => {
    const files = [contours(referring("1.2.826.0.1.2")), ...pet, ...ct];
    expect((await (await open(files)).mask(3)).volume.size).toEqual(grid.size);
    const asked = await open(files, { series: "1.2.826.0.1.5" });
    expect((await asked.mask(3)).volume.size).toEqual(other.size);
    const given = await open(files, { grid: { ...grid, size: [3, 3, 3] } });
    expect((await given.mask(3)).volume.size).toEqual([3, 3, 3]);
    const unclear = await open([contours(), ...pet, ...ct]);
    await expect(Promise.resolve().then(() => unclear.mask(3))).rejects.toMatchObject({
      code: "invalid-settings",
      message: expect.stringContaining("needs the grid of its image"),
    });
  });

  it("takes of several series of regions the one that was made on the image", async () => {
    const onCt = { ...contours(referring("1.2.826.0.1.2")), SeriesInstanceUID: "1.2.826.0.1.81" };
    const onPet = { ...contours(referring("1.2.826.0.1.5")), SeriesInstanceUID: "1.2.826.0.1.82" };
    const ofImage = { grid: { ...grid, series: "1.2.826.0.1.2" } };
    const regions = await open([onCt, onPet], ofImage);
    expect((await regions.mask(3)).volume).toMatchObject({ series: "1.2.826.0.1.81" });
    const beside = await open([onCt, onPet, ...ct, ...pet], { series: "1.2.826.0.1.2" });
    expect((await beside.mask(3)).volume).toMatchObject({ series: "1.2.826.0.1.81" });
    const both = await open([onCt, { ...onPet, ...referring("1.2.826.0.1.2") }], ofImage);
    await expect(Promise.resolve().then(() => both.mask(3))).rejects.toThrow(
      "DICOM files hold 2 series of regions, expected one of",
    );
  });

  it("refuses a series that is not there, also where there is only one of regions", async () => {
    const asked = open([contours(), ...ct], { series: "1.9", grid });
    await expect(asked).rejects.toThrow('DICOM files hold no series "1.9", expected one of');
    await expect(open([contours()], { series: "1.9", grid })).rejects.toThrow("no series");
  });

  it("takes labels of the image series that is named for a mask, not of regions beside it", async () => {
    const { volume, description } = await (
      await open([contours(), ...ct], { series: "1.2.826.0.1.2", grid })
    ).mask(3);
    expect(description).toMatchObject({ format: "DICOM", modality: "CT" });
    expect(sum(volume)).toBe(volumeValues(grid).filter((value) => value === 3).length);
  });

  it("tells of an image beside the regions of a mask that may be a label map", async () => {
    const labels = slicesOf(grid, { Modality: "SC", SeriesInstanceUID: "1.2.826.0.1.7" });
    const measured = { grid: { ...grid, series: "1.2.826.0.1.2" } };
    const notesOf = async (elements: readonly Elements[], options = {}) => {
      const { notes } = await (await open(elements, { ...measured, ...options })).mask(3);
      return notes?.filter(({ code }) => code === "regions-taken");
    };
    expect(await notesOf([contours(), ...ct, ...labels])).toEqual([
      {
        code: "regions-taken",
        message:
          "the mask's files hold an RTSTRUCT, whose regions were taken, and images beside it: 1.2.826.0.1.7 (SC); " +
          "if one is a label map, name its series",
        details: { taken: "RTSTRUCT", images: ["1.2.826.0.1.7"] },
      },
    ]);
    // no note for an image of another size, the one that regions refer to, the only one, or the measured one
    expect(await notesOf([contours(), ...ct, ...pet])).toEqual([]);
    expect(await notesOf([contours(referring("1.2.826.0.1.7")), ...ct, ...labels])).toEqual([]);
    expect(await notesOf([contours(), ...ct])).toEqual([]);
    expect(await notesOf([contours(), ...labels], { grid })).toEqual([]);
  });

  it("reads segments, alone as the volume too", async () => {
    const contents = await open([segment]);
    expect(contents.regions()).toMatchObject([{ number: 1, name: "Lesion" }]);
    for (const read of [contents.volume, () => contents.mask("Lesion"), () => contents.mask(1)]) {
      const { volume, description } = await read();
      expect(sum(volume)).toBe(3);
      expect(description.format).toBe("DICOM SEG");
    }
  });

  it("wants one of several regions to be chosen", async () => {
    const alone = await open([contours()], { grid });
    await expect(Promise.resolve().then(alone.volume)).rejects.toThrow(
      'RTSTRUCT holds 2 regions: "GTV" (3), "Other" (5): choose one by its name or number',
    );
    const both = await open([contours(), segment]);
    expect(both.regions).toThrow(
      "DICOM files hold 2 series of regions, expected one of 1.2.826.0.1.8 (RTSTRUCT, 1 file); " +
        "1.2.826.0.1.6 (SEG, 1 file); option series: UID chooses one",
    );
    const chosen = await open([contours(), segment], { series: "1.2.826.0.1.6" });
    expect(chosen.regions()).toMatchObject([{ name: "Lesion" }]);
  });

  it("takes an image of whole numbers for a label map", async () => {
    const labels = slicesOf(other, { RescaleIntercept: "200", SliceThickness: "1" });
    const contents = await open(labels);
    expect(sum((await contents.mask(101)).volume)).toBe(1);
    expect(contents.regions).toThrow("DICOM files hold an image, expected regions");
  });

  it("refuses files that hold neither", async () => {
    const plan = { SOPClassUID: "1.2.840.10008.5.1.4.1.1.481.5", Modality: "RTPLAN" };
    await expect(open([plan])).rejects.toMatchObject({
      code: "unsupported-format",
      message:
        "DICOM files hold no image and no regions: found RTPLAN, expected images, an RTSTRUCT or a SEG",
    });
    expect(await (await open([plan, ...ct])).volume()).toMatchObject({
      volume: { size: grid.size },
    });
  });

  it("refuses several files of regions in one series", async () => {
    const contents = await open([segment, { ...segment, SOPInstanceUID: "1.2.3.9" }]);
    expect(contents.regions).toThrow(
      "series 1.2.826.0.1.6 has 2 files of the kind segmentation, expected one: read each by itself",
    );
  });

  it("reads a file of regions that is there twice", async () => {
    const contents = await open([segment, segment]);
    const { volume, notes } = await contents.mask(1);
    expect(sum(volume)).toBe(3);
    expect(notes?.map(({ code, message }) => [code, message])).toEqual([
      ["files-repeated", "1 DICOM file repeats what another holds, and counts once"],
    ]);
  });

  it("says which file it cannot read, without its name", async () => {
    const files = sources(ct).map(({ input }) => ({ name: "Doe, Jane.dcm", input }));
    const damaged = files.with(2, { name: "Doe, Jane.dcm", input: files[2].input.slice(0, 300) });
    const error = await openDicom(damaged).catch((thrown) => thrown);
    expect(error.message).toMatch(/^file 3 of 5: DICOM file is cut off: found 300 bytes/);
    expect(JSON.stringify([error.message, error.details])).not.toContain("Doe");
  });
});

describe("describeDicom", () => {
  const describeAll = (elements: readonly Elements[]) => describeDicom(sources(elements));

  it("tells what an image is", async () => {
    expect(await describeAll(ct)).toMatchObject({ format: "DICOM", modality: "CT", frames: 5 });
  });

  it("tells the regions of an RTSTRUCT or a SEG", async () => {
    expect(await describeAll([contours()])).toMatchObject({
      format: "DICOM RTSTRUCT",
      regions: [{ name: "GTV" }, { name: "Other" }],
    });
    expect(await describeAll([segment])).toMatchObject({
      format: "DICOM SEG",
      regions: [{ name: "Lesion" }],
    });
  });

  it("lists several series", async () => {
    const files = sources([...ct, ...pet, contours()]);
    expect(await describeDicom(files)).toEqual({
      format: "DICOM series",
      series: [
        { uid: "1.2.826.0.1.2", kind: "image", modality: "CT", files: 5, size: [4, 3] },
        { uid: "1.2.826.0.1.5", kind: "image", modality: "PT", files: 2, size: [2, 2] },
        { uid: "1.2.826.0.1.8", kind: "structure set", modality: "RTSTRUCT", files: 1, size: null },
      ],
    });
    expect(await describeDicom(files, { series: "1.2.826.0.1.5" })).toMatchObject({ unit: "BQML" });
  });
});
