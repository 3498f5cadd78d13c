import { describe, expect, it } from "vitest";
import {
  type ByteInput,
  describeFile,
  listRegions,
  openRegions,
  type ReadInput,
  read,
  readDescribed,
} from "../../src/io.ts";
import { type Grid, identityDirection } from "../../src/volume/volume.ts";
import { type Fixture, gzipped, niftiFile } from "./nifti/fixture.ts";
import { nrrdFile } from "./nrrd/fixture.ts";
import { pngFile } from "./png/fixture.ts";
import { tiffFile } from "./tiff/fixture.ts";

const file = niftiFile();
const values = Uint8Array.from({ length: 24 }, (_, n) => n);
const shared = new SharedArrayBuffer(file.length + 2);
new Uint8Array(shared).set(file, 2);

const picture = pngFile({ width: 1, height: 1, samples: [5] });
const pages = tiffFile({ pages: [{ width: 1, height: 1, samples: [5] }] });

describe("read", () => {
  it.each<[string, ByteInput]>([
    ["Uint8Array", file],
    ["Uint8Array in a larger buffer", Uint8Array.of(9, 9, ...file).subarray(2)],
    ["Node's Buffer", Buffer.from(file)],
    ["DataView", new DataView(file.buffer)],
    ["ArrayBuffer", file.buffer],
    ["shared memory", new Uint8Array(shared, 2)],
    ["Blob", new Blob([file])],
    ["gzip in a Uint8Array", gzipped(file)],
    ["gzip in a Blob", new Blob([gzipped(file)])],
  ])("takes a %s", async (_, input) => {
    const volume = await read(input);
    expect(volume.size).toEqual([2, 3, 4]);
    expect(volume.data).toEqual(values);
  });

  it("leaves its input as it was, and shares no memory with it", async () => {
    const input = niftiFile({ datatype: 4, bitpix: 16, littleEndian: false });
    const before = input.slice();
    const { data } = await read(input);
    data.fill(1);
    expect(input).toEqual(before);
  });

  it("makes a mask of a label", async () => {
    const { data } = await read(file, { label: 5 });
    expect(data).toEqual(values.map((value) => (value === 5 ? 1 : 0)));
    await expect(read(file, { label: 77 })).rejects.toMatchObject({ code: "empty-mask" });
  });

  it.each<[string, object, string | RegExp]>([
    ["a form's value", { label: "2" }, 'label: found the string "2", expected an integer'],
    ["a fraction", { label: 1.5 }, "label: found the number 1.5, expected an integer"],
    ["NaN", { label: NaN }, "label: found the number NaN, expected an integer"],
    ["null", { label: null }, "label: found null, expected an integer"],
    ["a mistyped option", { lable: 1 }, 'unknown option "lable": did you mean "label"?'],
    [
      "an unknown option",
      { mask: true },
      'unknown option "mask": known: label, region, grid, geometry, otherFrame, series, maskThreshold, volume, mixedFrames, sliceTolerance, flatMontage, threshold, slabThickness, sliceThickness, spacing, suv, pool',
    ],
    [
      "an empty name",
      { region: "" },
      'region: found the string "", expected a region\'s name or its number',
    ],
    [
      "a fraction of a region",
      { region: 1.5 },
      "region: found the number 1.5, expected a region's name or its number",
    ],
    [
      "a label beside a region",
      { label: 1, region: 2 },
      "found the label 1 and the region 2, expected one of both",
    ],
    [
      "a threshold of 0",
      { threshold: 0 },
      "threshold: found the number 0, expected a number above 0 and at most 1",
    ],
    [
      "an unknown uptake",
      { suv: "suvbw" },
      'suv: found the string "suvbw", expected "bodyWeight", "leanBodyMass", "leanBodyMassJames", "idealBodyWeight" or "bodySurfaceArea"',
    ],
    [
      "uptake values of a NIfTI file",
      { suv: "bodyWeight" },
      "found an option that is not about files of NIfTI (.nii, .nii.gz, .hdr with .img); option suv: bodyWeight is for others",
    ],
    [
      "a series of a NIfTI file",
      { series: "1.2" },
      "found an option that is not about files of NIfTI (.nii, .nii.gz, .hdr with .img); option series: 1.2 is for others",
    ],
    [
      "a region by a name that labels do not have",
      { region: "GTV" },
      /^label map holds no region "GTV": it has 1, 2, /,
    ],
  ])("refuses %s", async (_, options, message) => {
    await expect(read(file, options)).rejects.toMatchObject({
      code: "invalid-settings",
      message: typeof message === "string" ? message : expect.stringMatching(message),
    });
  });

  it("refuses a grid that is none", async () => {
    const grid = { size: [1, 1] } as unknown as Grid;
    await expect(read(file, { grid })).rejects.toMatchObject({ code: "invalid-volume" });
  });

  it("takes options that only other files need", async () => {
    const grid = {
      size: [1, 1, 1],
      spacing: [1, 1, 1],
      origin: [0, 0, 0],
      direction: identityDirection,
    } as const;
    expect((await read(file, { grid, threshold: 0.3 })).data).toEqual(values);
  });

  it("takes an undefined label as none", async () => {
    expect((await read(file, { label: undefined } as object)).data).toEqual(values);
  });

  it("makes a mask of a region by its number, which in a label map is the label", async () => {
    expect(await read(file, { region: 5 })).toEqual(await read(file, { label: 5 }));
  });

  it("takes one file of a list, or with its name", async () => {
    const named = { name: "a.nii", bytes: file };
    for (const input of [[file], [named], named, new File([file], "a.nii"), new Set([named])]) {
      expect((await read(input)).data).toEqual(values);
    }
  });

  it("takes a FileList, also as the types of a page without DOM.Iterable have it", async () => {
    const list: ArrayLike<File> = { length: 1, 0: new File([file], "a.nii") };
    expect(await read(list)).toEqual(await read([new File([file], "a.nii")]));
    await expect(read({ length: 0 })).rejects.toThrow(/^input is empty: a list of no files/);
  });

  it("names the file that it refuses", async () => {
    const damaged = { name: "x/cut.nii", bytes: file.subarray(0, 360) };
    await expect(read(damaged)).rejects.toMatchObject({
      message: expect.stringMatching(/^x\/cut\.nii: NIfTI file has the wrong length/),
      details: { path: "x/cut.nii" },
    });
    const text = new File(["hello"], "notes.txt");
    await expect(read([text])).rejects.toThrow(/^notes\.txt: no reader knows this file/);
  });

  it.each<[string, ReadInput, RegExp]>([
    ["no files", [], /^input is empty: a list of no files/],
    [
      "two images",
      [file, file],
      /^found 2 files of NIfTI \(\.nii, \.nii\.gz, \.hdr with \.img\), expected the files of one/,
    ],
    [
      "files of two formats",
      [new File([file], "a.nii"), new File([nrrdFile()], "b.nrrd")],
      /^found files of several formats: 1 of NIfTI \(\.nii, \.nii\.gz, \.hdr with \.img\) \("a\.nii"\) and 1 of NRRD \(\.nrrd, \.nhdr\) \("b\.nrrd"\), expected/,
    ],
    [
      "slices in pictures of their own",
      [new File([picture], "1.png"), new File([picture], "2.png"), new File(["x"], "a.txt")],
      /^found 2 files of PNG \(\.png\) \("1\.png", "2\.png"\), expected the files of one volume: slices are read as the pages of one TIFF file$/,
    ],
    [
      "files that no reader knows",
      [new File(["x"], "a"), new Blob(["y"]), new File([""], "c")],
      /^no reader knows any of these 3 files \("a", "c"\): expected NIfTI/,
    ],
  ])("refuses a list of %s", async (_, input, message) => {
    await expect(read(input)).rejects.toMatchObject({
      name: "VoxomicsError",
      message: expect.stringMatching(message),
    });
  });

  it("leaves out pictures that lie beside the files of a volume", async () => {
    const files = [
      new File([picture], "a.png"),
      new File([file], "b.nii"),
      new File([pages], "c.tif"),
    ];
    const { volume, description } = await readDescribed(files);
    expect(volume).toEqual(await read(file));
    expect(description.format).toBe("NIfTI-1");
  });

  it("takes a spacing that the file states, and refuses another one", async () => {
    const { spacing } = await read(file);
    const [dx, dy, dz] = spacing;
    expect((await read(file, { spacing })).spacing).toEqual(spacing);
    expect((await read(file, { spacing: [dx, dy] })).spacing).toEqual(spacing);
    await expect(read(file, { spacing: [dx, 2 * dy, dz] })).rejects.toMatchObject({
      code: "invalid-settings",
      message: `found the spacing ${dx} x ${2 * dy} x ${dz} mm given, but the files state ${spacing.join(" x ")} mm: a spacing is given for files that state none, such as PNG and TIFF`,
    });
    // the spacing is that of the image, and this file is a mask
    const grid = await read(file);
    expect((await read(file, { grid, spacing: [9, 9, 9] })).spacing).toEqual(spacing);
  });

  it("refuses a spacing that is none, or contradicts the thickness", async () => {
    for (const spacing of [[1], [1, 0], [1, 2, 3, 4], [1, Number.NaN], "1,1"]) {
      await expect(read(picture, { spacing: spacing as never })).rejects.toThrow(
        /^spacing: found .*, expected two or three numbers of mm above 0$/,
      );
    }
    await expect(read(picture, { spacing: [1, 1, 2], sliceThickness: 3 })).rejects.toThrow(
      "found the spacing 1 x 1 x 2 mm and a slice thickness of 3 mm, expected one of both, or the same",
    );
    const same = await read(picture, { spacing: [1, 1, 3], sliceThickness: 3 });
    expect(same.spacing).toEqual([1, 1, 3]);
  });

  it("says what the file says about itself", async () => {
    const { description } = await readDescribed(gzipped(file));
    expect(description).toMatchObject({ format: "NIfTI-1", gzip: true, dataType: "uint8" });
  });

  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70);
  it.each([
    ["another format", jpeg, /^no reader knows this file: it starts with ff d8 ff .*JF"/],
    ["another format in gzip", gzipped(jpeg), /: out of gzip it starts with ff d8/],
    ["a single byte", Uint8Array.of(7), /starts with 07/],
    ["a path", "image.nii" as unknown as ByteInput, /found a string/],
    ["nothing", undefined as unknown as ByteInput, /found \[object Undefined\]/],
  ])("refuses %s", async (_, input, message) => {
    const refused = read(input);
    await expect(refused).rejects.toMatchObject({ code: "unsupported-format" });
    await expect(refused).rejects.toThrow(message);
  });

  it.each<[string, ByteInput]>([
    ["an empty array", new Uint8Array()],
    ["an empty Blob", new Blob()],
    ["empty gzip", gzipped(new Uint8Array()).subarray(0, 10)],
  ])("refuses %s", async (_, input) => {
    await expect(read(input)).rejects.toMatchObject({ code: "invalid-file" });
  });
});

describe("describeFile", () => {
  it("reads the header alone", async () => {
    const { description } = await readDescribed(file);
    expect(await describeFile(file)).toEqual(description);
    expect(await describeFile(file.subarray(0, 360))).toEqual(description);
    expect(await describeFile(nrrdFile({ voxels: "" }))).toMatchObject({ format: "NRRD" });
  });

  it("refuses a damaged header, by name", async () => {
    const cut = { name: "cut.nii", bytes: file.subarray(0, 300) };
    await expect(describeFile(cut)).rejects.toThrow(
      /^cut\.nii: file ends within its NIfTI-1 header/,
    );
  });
});

describe("regions", () => {
  const labels = niftiFile({
    dim: [3, 2, 3, 1, 1, 1, 1, 1],
    voxels: (view) => {
      for (const [n, label] of [3, 0, 7, 7, 1, 0].entries()) view.setUint8(n, label);
    },
  });

  it("of a label map are its labels", async () => {
    expect(await listRegions(labels)).toEqual([1, 3, 7].map((number) => ({ number, name: null })));
    const { regions, read: readRegion } = await openRegions({ name: "l.nii", bytes: labels });
    const masks = await Promise.all(regions.map(readRegion));
    expect(masks.map(({ volume }) => Array.from(volume.data))).toEqual([
      [0, 0, 0, 0, 1, 0],
      [1, 0, 0, 0, 0, 0],
      [0, 0, 1, 1, 0, 0],
    ]);
    await expect(readRegion({ number: 9, name: null })).rejects.toMatchObject({
      code: "empty-mask",
      message: "l.nii: mask has no voxel with label 9; it holds 1, 3, 7",
    });
  });

  it.each<[string, Fixture, string]>([
    [
      "of negative numbers",
      { datatype: 256, voxels: (view) => view.setInt8(3, -4) },
      "found the value -4",
    ],
    [
      "of fractions",
      { datatype: 16, bitpix: 32, voxels: (view, le) => view.setFloat32(8, 1.5, le) },
      "found the value 1.5",
    ],
    [
      "of very many numbers",
      {
        datatype: 512,
        bitpix: 16,
        dim: [3, 100, 100, 1, 1, 1, 1, 1],
        voxels: (view, le) => {
          for (let n = 0; n < 10000; n++) view.setUint16(2 * n, n, le);
        },
      },
      "found more than 4096 values",
    ],
  ])("are not in an image %s", async (_, fixture, message) => {
    const refused = listRegions(niftiFile(fixture));
    await expect(refused).rejects.toMatchObject({ code: "invalid-mask" });
    await expect(refused).rejects.toThrow(`it holds no labels: ${message}`);
  });
});
