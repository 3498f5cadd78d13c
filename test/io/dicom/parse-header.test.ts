import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { parseDicom } from "../../../src/io/dicom/data-set.ts";
import { parseHeader } from "../../../src/io/dicom/parse-header.ts";
import { numberOf, stringOf } from "../../../src/io/dicom/values.ts";
import { describeFile, read } from "../../../src/io.ts";
import { dicomFile, type Elements, join, latin1, syntaxes } from "./dicom-fixture.ts";
import { enhancedElements, obliqueGrid, slicesOf } from "./image-fixture.ts";

const [single] = slicesOf({ ...obliqueGrid, size: [4, 3, 1] }, { SliceThickness: "2.9" });
const enhanced = enhancedElements(obliqueGrid);
const syntaxesThatAreRead = [
  syntaxes.implicit,
  syntaxes.explicit,
  syntaxes.deflated,
  syntaxes.bigEndian,
];

/** A header whose elements take more bytes than are looked at first. */
const long: Elements = { ...enhanced, "00091001 UT": latin1("x".repeat(700_000)) };

describe.each([
  ["a slice", single],
  ["an enhanced image", enhanced],
  ["a long header", long],
])("of %s", (_, elements) => {
  it.each(syntaxesThatAreRead)("the same is described, compressed or not: %s", async (syntax) => {
    for (const undefinedLengths of [false, true]) {
      const file = dicomFile(elements, { syntax, undefinedLengths });
      const [plain, zipped, blob] = [
        await describeFile(file),
        await describeFile(gzipSync(file)),
        await describeFile(new Blob([file])),
      ];
      expect(plain).toMatchObject({ format: "DICOM", modality: "CT" });
      expect(zipped).toEqual(plain);
      expect(blob).toEqual(plain);
    }
  });

  it.each(syntaxesThatAreRead)("the header is that of the whole file: %s", async (syntax) => {
    const file = dicomFile(elements, { syntax });
    const [header, whole] = [await parseHeader(gzipSync(file)), await parseDicom(file)];
    const { x7fe00010: pixels, ...others } = header.elements;
    expect(pixels).toMatchObject({ length: whole.elements.x7fe00010.length });
    expect(Object.keys(others)).toEqual(
      Object.keys(whole.elements).filter((tag) => tag !== "x7fe00010"),
    );
    expect(header.transferSyntax).toBe(whole.transferSyntax);
    expect(numberOf(header, "Rows")).toBe(numberOf(whole, "Rows"));
    expect(stringOf(header, "Modality")).toBe("CT");
  });
});

describe("pixels that would fill the memory", () => {
  /** Deflate of 64 MiB of zeros that others can follow. */
  const zeros = deflateRawSync(new Uint8Array(2 ** 26), { finishFlush: constants.Z_FULL_FLUSH });
  const flush = { finishFlush: constants.Z_FULL_FLUSH };
  const length = 2 ** 30 - 2 ** 24;

  /** The bytes of a file up to its pixels, of which there are to be almost 1 GiB. */
  function headOf(elements: Elements, meta: boolean): Uint8Array {
    const file = dicomFile(elements, { meta });
    const head = file.slice(0, file.length - 24); // 12 pixels of 16 bits
    new DataView(head.buffer).setUint32(head.length - 4, length, true);
    return head;
  }

  async function inLittleMemory(file: Uint8Array): Promise<void> {
    const before = process.memoryUsage().rss;
    expect(await describeFile(file)).toMatchObject({ format: "DICOM", modality: "CT" });
    expect(process.memoryUsage().rss - before).toBeLessThan(2.5e8);
  }

  it("are not taken out of gzip to be described", async () => {
    const start = latin1("\x1f\x8b\x08\0\0\0\0\0\0\xff");
    const head = deflateRawSync(headOf(single, true), flush);
    await inLittleMemory(join(start, head, ...new Array(16).fill(zeros)));
  });

  it("are not inflated to be described", async () => {
    const meta = dicomFile({}, { syntax: syntaxes.deflated }).slice(0, -2);
    const head = deflateRawSync(headOf(single, false), flush);
    await inLittleMemory(join(meta, head, ...new Array(16).fill(zeros)));
  });
});

describe("files that have no pixels, or whose pixels matter", () => {
  it("are refused as when they are read", async () => {
    const file = dicomFile(single);
    const damaged = [
      gzipSync(file.subarray(0, 300)),
      gzipSync(file).subarray(0, 200),
      gzipSync(dicomFile({ Modality: "CT" })),
      join(dicomFile({ Modality: "CT" }, { syntax: syntaxes.deflated }), Uint8Array.of(1, 2, 3)),
    ];
    for (const bytes of damaged) {
      const { message } = await read(bytes).catch((error) => error);
      await expect(describeFile(bytes)).rejects.toThrow(message);
    }
  });

  it("are compared as a whole where two are of one image", async () => {
    const other = { ...single, PixelData: new Uint8Array(24).fill(7) };
    const [file, changed] = [dicomFile(single), dicomFile(other)].map((bytes) => gzipSync(bytes));
    expect(await describeFile([file, file])).toEqual(await describeFile(file));
    const { message } = await read([file, changed]).catch((error) => error);
    await expect(describeFile([file, changed])).rejects.toThrow(message);
  });
});
