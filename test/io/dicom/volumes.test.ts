import { describe, expect, it } from "vitest";
import { describeDicom } from "../../../src/io/dicom/dicom.ts";
import type { DicomImageDescription } from "../../../src/io/dicom/image-description.ts";
import { dicomFile, type Elements, pixelBytes } from "./dicom-fixture.ts";
import { enhancedElements, obliqueGrid, readFiles, slicesOf } from "./image-fixture.ts";

const slices = slicesOf(obliqueGrid);
const [columns, rows, planes] = obliqueGrid.size;

/** The slices of several volumes; all pixels of each hold the number of their volume, from 1. */
function volumes(each: readonly Elements[]): Elements[] {
  return each.flatMap((others, n) =>
    slices.map((slice, z) => ({
      ...slice,
      SOPInstanceUID: `1.2.3.${n}.${z}`,
      PixelData: pixelBytes(new Array(columns * rows).fill(n + 1), 16),
      ...others,
    })),
  );
}

const filesOf = (elements: readonly Elements[]) => elements.map((one) => dicomFile(one));
const sourcesOf = (elements: readonly Elements[]) =>
  filesOf(elements).map((input) => ({ name: null, input }));

/** The number of the volume that is read, and whether it has all slices. */
async function read(elements: readonly Elements[], volume?: number | string) {
  const options = volume === undefined ? {} : { volume };
  const { volume: image, description } = await readFiles(filesOf(elements), options);
  expect(image.size).toEqual(obliqueGrid.size);
  const values = new Set(image.data);
  expect(values.size).toBe(1);
  return { value: [...values][0], description };
}

/** A private element of a maker, in the block that its creator reserves. */
const bValue = (b: number): Elements => ({
  "00190010 LO": "SIEMENS MR HEADER",
  "0019100C IS": String(b),
});

describe("one of several volumes in a series", () => {
  it.each<[string, readonly Elements[], readonly Readonly<Record<string, string>>[]]>([
    [
      "echoes, whose times come before their numbers",
      [
        { EchoTime: "4.60", EchoNumbers: "2" },
        { EchoTime: "2.3", EchoNumbers: "1" },
      ],
      [{ EchoTime: "2.3" }, { EchoTime: "4.6" }],
    ],
    [
      "b values, by number and not by text",
      [1000, 50, 0].map((b) => ({ DiffusionBValue: b })),
      [{ DiffusionBValue: "0" }, { DiffusionBValue: "50" }, { DiffusionBValue: "1000" }],
    ],
    [
      "b values of a private element",
      [bValue(800), bValue(0)],
      [{ DiffusionBValue: "0" }, { DiffusionBValue: "800" }],
    ],
    [
      "GE's, which adds a thousand million",
      [1_000_000_850, 0].map((b) => ({
        ...{ "00430010 LO": "GEMS_PARM_01", "00431039 IS": [String(b), "0", "0"] },
      })),
      [{ DiffusionBValue: "0" }, { DiffusionBValue: "850" }],
    ],
    [
      "magnitude and phase",
      [{ ImageType: ["ORIGINAL", "PRIMARY", "P"] }, { ImageType: ["ORIGINAL", "PRIMARY", "M"] }],
      [{ ImageType: "ORIGINAL\\PRIMARY\\M" }, { ImageType: "ORIGINAL\\PRIMARY\\P" }],
    ],
    [
      "two tags together",
      ["2", "1"].flatMap((EchoTime) =>
        ["M", "P"].map((part) => ({ EchoTime, ImageType: ["ORIGINAL", part] })),
      ),
      ["1", "2"].flatMap((EchoTime) =>
        ["M", "P"].map((part) => ({ EchoTime, ImageType: `ORIGINAL\\${part}` })),
      ),
    ],
  ])("by %s", async (_, each, tags) => {
    const elements = volumes(each);
    const overview = (await describeDicom(sourcesOf(elements))) as DicomImageDescription;
    expect(overview.volume).toBeUndefined();
    expect(overview.volumes).toEqual(
      tags.map((own, n) => ({ number: n + 1, tags: own, slices: planes })),
    );
    for (const [n, own] of tags.entries()) {
      const byNumber = await read(elements, n + 1);
      expect(byNumber.description).toMatchObject({ volume: n + 1, volumes: overview.volumes });
      const conditions = Object.entries(own).map(([name, value]) => `${name}=${value}`);
      expect((await read(elements, conditions.join(","))).value).toBe(byNumber.value);
    }
    await expect(read(elements)).rejects.toMatchObject({
      code: "invalid-settings",
      details: { advice: [{ option: "volume" }] },
    });
  });

  it("may be named by any tag that is its own, in any writing", async () => {
    const elements = volumes([
      { EchoTime: "4.6", EchoNumbers: "2" },
      { EchoTime: "2.3", EchoNumbers: "1" },
    ]);
    for (const name of [
      "2",
      "EchoTime=4.60",
      "echotime = 4.6",
      "(0018,0081)=4.6",
      "EchoNumbers=2",
    ]) {
      expect((await read(elements, name)).value, name).toBe(1);
    }
  });

  it("by times that differ from slice to slice, in the order of each place", async () => {
    const elements = volumes([{}, {}]).map((slice, n) => ({
      ...slice,
      TriggerTime: String(n < planes ? 100 + 3 * n : 50 + 7 * (n - planes)),
    }));
    const overview = (await describeDicom(sourcesOf(elements))) as DicomImageDescription;
    expect(overview.volumes).toEqual([
      { number: 1, tags: { TriggerTime: "50 to 78" }, slices: 5 },
      { number: 2, tags: { TriggerTime: "100 to 112" }, slices: 5 },
    ]);
    expect((await read(elements, 1)).value).toBe(2);
  });

  it("does not take slices that each have their own time for volumes", async () => {
    const elements = volumes([{}, {}]).map((slice, n) => ({
      ...slice,
      AcquisitionNumber: String(n + 1),
    }));
    await expect(read(elements)).rejects.toMatchObject({ code: "unsupported-format" });
  });

  it("may lack slices that others have, and is then refused by itself", async () => {
    const elements = volumes([{ EchoTime: "1" }, { EchoTime: "2" }]).toSpliced(2, 1);
    expect((await read(elements, 2)).value).toBe(2);
    await expect(read(elements, 1)).rejects.toThrow("1 slice is missing");
  });

  it("of an enhanced image, by what the groups of its frames say", async () => {
    const whole = enhancedElements(obliqueGrid);
    const groups = whole.PerFrameFunctionalGroupsSequence as readonly Elements[];
    const frames = [10, 30].flatMap((time) =>
      groups.map((group) => ({ ...group, MREchoSequence: [{ EffectiveEchoTime: time }] })),
    );
    const pixels = Array.from({ length: 2 * planes * columns * rows }, (_, v) =>
      v < planes * columns * rows ? 1 : 2,
    );
    const file = {
      ...whole,
      NumberOfFrames: "10",
      PerFrameFunctionalGroupsSequence: frames,
      PixelData: pixelBytes(pixels, 16),
    };
    expect((await read([file], "EffectiveEchoTime=30")).value).toBe(2);
  });

  it.each<[number | string, string, string]>([
    [
      3,
      "invalid-settings",
      "volume the number 3 is none of the 2 volumes of this series, expected one: 1 is",
    ],
    ["EchoTime=5", "invalid-settings", 'volume "EchoTime=5" is none of the 2 volumes'],
    ["KVP=none", "invalid-settings", 'volume "KVP=none" are 2 of the 2 volumes'],
    ["first", "invalid-settings", 'volume: found "first", expected a number from 1, or a tag'],
    ["Echo=1", "invalid-settings", 'volume: found "Echo=1", expected a number from 1, or a tag'],
  ])("is refused as %j", async (wanted, code, message) => {
    const error = await read(volumes([{ EchoTime: "1" }, { EchoTime: "2" }]), wanted).catch(
      (e) => e,
    );
    expect(error).toMatchObject({ code });
    expect(error.message.replace("volume 3 is", "volume the number 3 is")).toContain(message);
  });

  it("of a series that is one volume is that volume", async () => {
    const { value, description } = await read(volumes([{}]), 1);
    expect(value).toBe(1);
    expect(description.volumes).toBeUndefined();
    await expect(read(volumes([{}]), 2)).rejects.toThrow("is none of the 1 volume of this series");
  });
});
