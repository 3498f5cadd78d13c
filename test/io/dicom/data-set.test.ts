// slow: data sets in every encoding, some of them large
import zlib, { constants, deflateRawSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { isDicom, parseDicom } from "../../../src/io/dicom/data-set.ts";
import { itemsOf, numbersOf, stringOf } from "../../../src/io/dicom/values.ts";
import { VoxomicsError } from "../../../src/messages/errors.ts";
import { dicomFile, type Elements, join, latin1, syntaxes } from "./dicom-fixture.ts";

const elements = {
  SOPClassUID: "1.2.840.10008.5.1.4.1.1.2",
  Modality: "CT",
  PixelSpacing: ["0.5", "0.75"],
  Rows: 300,
  RadionuclideTotalDose: "",
  SharedFunctionalGroupsSequence: [
    { PixelMeasuresSequence: [{ SliceThickness: "3" }, {}] },
    { PixelMeasuresSequence: [] },
  ],
  ExtendedOffsetTable: [0, 2 ** 33],
  PixelData: Uint8Array.of(1, 2, 3, 4),
} satisfies Elements;

const encodings = Object.entries(syntaxes)
  .filter(([name]) => name !== "rle")
  .flatMap(([name, syntax]) =>
    [false, true].flatMap((undefinedLengths) =>
      [true, false]
        .filter((meta) => meta || name === "explicit" || name === "implicit")
        .map((meta) => ({ name, syntax, undefinedLengths, meta })),
    ),
  );

const { ExtendedOffsetTable: _, PixelData: __, ...lastSequence } = elements;

describe("parseDicom", () => {
  it.each(encodings)(
    "finds elements: $name, undefined lengths $undefinedLengths, meta $meta",
    async (encoding) => {
      const dataSet = await parseDicom(dicomFile(elements, encoding));
      expect(dataSet.transferSyntax).toBe(encoding.syntax);
      expect(stringOf(dataSet, "Modality")).toBe("CT");
      expect(numbersOf(dataSet, "PixelSpacing")).toEqual([0.5, 0.75]);
      expect(numbersOf(dataSet, "Rows")).toEqual([300]);
      expect(numbersOf(dataSet, "ExtendedOffsetTable")).toEqual([0, 2 ** 33]);
      const groups = itemsOf(dataSet, "SharedFunctionalGroupsSequence");
      const measures = groups.map((group) => itemsOf(group, "PixelMeasuresSequence"));
      expect(measures.map(({ length }) => length)).toEqual([2, 0]);
      expect(numbersOf(measures[0][0], "SliceThickness")).toEqual([3]);
    },
  );

  it("takes pixel data as a view of the file", async () => {
    const file = dicomFile(elements);
    const { elements: found, bytes } = await parseDicom(file);
    expect(bytes.buffer).toBe(file.buffer);
    expect(found.x7fe00010).toMatchObject({ length: 4, dataOffset: file.length - 4 });
  });

  it("takes the encoding of the first element where the transfer syntax says another", async () => {
    const implicit = dicomFile(elements, { syntax: syntaxes.implicit, meta: false });
    const { length } = dicomFile(elements, { meta: false });
    const meta = dicomFile(elements).slice(0, -length);
    const dataSet = await parseDicom(join(meta, implicit));
    expect(stringOf(dataSet, "Modality")).toBe("CT");
    expect(numbersOf(dataSet, "Rows")).toEqual([300]);
  });

  it("inflates what a zero byte pads to an even length", async () => {
    const file = join(dicomFile(elements, { syntax: syntaxes.deflated }), Uint8Array.of(0));
    expect(stringOf(await parseDicom(file), "Modality")).toBe("CT");
  });

  it("tries a damaged deflated file twice, not once for every zero at its end", async () => {
    const sound = dicomFile(elements, { syntax: syntaxes.deflated });
    const damaged = join(sound.subarray(0, -3), new Uint8Array(40_000));
    const inflaters = vi.spyOn(zlib, "createInflateRaw"); // Node's DecompressionStream calls it too;
    try {
      await expect(parseDicom(damaged)).rejects.toMatchObject({
        code: "invalid-file",
        message: expect.stringMatching(/^deflated DICOM data set is damaged or cut off: \d+ bytes/),
      });
      expect(inflaters).toHaveBeenCalledTimes(2);
    } finally {
      inflaters.mockRestore();
    }
  });

  it("says what is wrong with a delimiter that has a length", async () => {
    const open = latin1("\x09\x00\x01\x10OB\0\0\xff\xff\xff\xff");
    const delimiter = latin1("\xfe\xff\x0d\xe0\x04\0\0\0");
    const file = join(
      dicomFile({ Modality: "CT" }),
      open,
      latin1("abcd"),
      delimiter,
      latin1("abcd"),
    );
    await expect(parseDicom(file)).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringMatching(
        /^DICOM file is damaged: the delimiter at byte \d+, which ends \(0009,1001\), has a length, expected 0$/,
      ),
    });
  });

  it("reads sequences that are nested 64 deep, and refuses them 65 deep", async () => {
    const nested = (levels: number): Elements =>
      levels === 0
        ? { Modality: "CT" }
        : { Modality: "CT", SharedFunctionalGroupsSequence: [nested(levels - 1)] };
    for (const { meta, ...encoding } of encodings) {
      const sound = await parseDicom(dicomFile(nested(64), encoding));
      expect(stringOf(sound, "Modality")).toBe("CT");
      await expect(parseDicom(dicomFile(nested(65), encoding))).rejects.toMatchObject({
        message: "DICOM file is damaged: sequences are nested too deeply",
      });
    }
  });

  it.each(encodings.filter(({ meta }) => meta))(
    "refuses a file that is cut off inside an element or a sequence: $name, $undefinedLengths",
    async (encoding) => {
      const file = dicomFile(lastSequence, encoding);
      const whole = await parseDicom(file);
      const { dataOffset } = whole.elements.x52009229;
      const start = encoding.name === "deflated" ? file.length - 20 : dataOffset + 1;
      for (let end = start; end < file.length; end++) {
        const error = await parseDicom(file.slice(0, end)).catch((thrown) => thrown);
        expect(error, `${end} of ${file.length}`).toBeInstanceOf(VoxomicsError);
        expect(error.code).toBe("invalid-file");
      }
    },
  );

  it("never throws anything but a VoxomicsError, wherever a file ends", async () => {
    for (const encoding of encodings) {
      const file = dicomFile(elements, encoding);
      for (let end = 0; end < file.length; end++) {
        const error = await parseDicom(file.slice(0, end)).catch((thrown) => thrown);
        if (error instanceof Error) expect(error).toBeInstanceOf(VoxomicsError);
      }
    }
  });

  it("refuses sequences that are nested 100,000 deep", async () => {
    const start = latin1("\x08\x00\x15\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff");
    const nested = join(dicomFile({ Modality: "CT" }), ...new Array(100_000).fill(start));
    await expect(parseDicom(nested)).rejects.toMatchObject({
      code: "invalid-file",
      message: "DICOM file is damaged: sequences are nested too deeply",
    });
  });

  it("refuses more items than fit into memory", async () => {
    const items = new Uint8Array(8 * 2_000_001);
    const item = new Uint32Array(items.buffer);
    for (let n = 0; n < item.length; n += 2) item[n] = 0xe000fffe;
    const sequence = latin1("\x08\x00\x15\x11SQ\0\0\xff\xff\xff\xff");
    const file = join(dicomFile({ Modality: "CT" }), sequence, items);
    await expect(parseDicom(file)).rejects.toMatchObject({ code: "too-large" });
  });

  it("stops inflating at 512 MiB", async () => {
    const zeros = deflateRawSync(new Uint8Array(2 ** 26), { finishFlush: constants.Z_FULL_FLUSH });
    const meta = dicomFile({}, { syntax: syntaxes.deflated }).slice(0, -2);
    const bomb = join(meta, ...new Array(9).fill(zeros));
    await expect(parseDicom(bomb)).rejects.toMatchObject({
      code: "too-large",
      message: expect.stringMatching(/inflates to more than 536870912 bytes out of \d+/),
    });
  });

  it("tells a file that is none", async () => {
    await expect(parseDicom(latin1("NRRD0005\n and so on"))).rejects.toMatchObject({
      code: "invalid-file",
    });
  });
});

describe("isDicom", () => {
  it("knows files by their preamble, and data sets by their first element", () => {
    expect(isDicom(dicomFile(elements))).toBe(true);
    expect(isDicom(dicomFile(elements, { meta: false }))).toBe(true);
    expect(isDicom(dicomFile(elements, { meta: false, syntax: syntaxes.implicit }))).toBe(true);
  });

  it("is not taken in by other formats", () => {
    const heads = ["", "NRRD0004\n", "\x5c\x01\0\0", "\x1f\x8b\x08\0", "\x08\0", "P5\n", "{ }"];
    for (const head of heads) expect(isDicom(latin1(head.padEnd(352, "\0"))), head).toBe(false);
  });
});
