import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dicomFile, type Elements, join, pixelBytes, syntaxes } from "./dicom-fixture.ts";
import { obliqueGrid, readElements, readFiles, slicesOf } from "./image-fixture.ts";

/** Pixels of one slice of 2 x 2, as they come out of the reader. */
async function readPixels(others: Elements, syntax: string = syntaxes.explicit) {
  const grid = { ...obliqueGrid, size: [2, 2, 1] as const };
  const { volume, description } = await readElements(
    slicesOf(grid, { SliceThickness: "1", ...others }),
    { syntax },
  );
  return { values: Array.from(volume.data), type: volume.data.constructor.name, description };
}

const format = (bits: 8 | 16 | 32, stored: number, highBit: number, signed: boolean): Elements => ({
  ...{ BitsAllocated: bits, BitsStored: stored, HighBit: highBit },
  PixelRepresentation: signed ? 1 : 0,
});

/** Bytes with those of each word in reverse order. */
function swappedWords(bytes: Uint8Array, width: number): Uint8Array {
  const words = Array.from({ length: bytes.length / width }, (_, n) =>
    bytes.slice(n * width, (n + 1) * width).reverse(),
  );
  return join(...words);
}

describe("stored pixels", () => {
  // the value in bits [high - stored + 1, high], in two's complement if signed
  it.each<[8 | 16 | 32, number, number, boolean, readonly number[], readonly number[]]>([
    [8, 8, 7, false, [0, 1, 128, 255], [0, 1, 128, 255]],
    [8, 8, 7, true, [0, 1, 128, 255], [0, 1, -128, -1]],
    [16, 16, 15, false, [0, 1, 0x8000, 0xffff], [0, 1, 32768, 65535]],
    [16, 16, 15, true, [0, 1, 0x8000, 0xffff], [0, 1, -32768, -1]],
    [16, 12, 11, false, [0xf000, 0x0fff, 0x1800, 5], [0, 4095, 2048, 5]],
    [16, 12, 11, true, [0xf000, 0x0fff, 0x1800, 5], [0, -1, -2048, 5]],
    [16, 12, 15, false, [0xfff0, 0x8005, 0x001f, 0x000f], [4095, 2048, 1, 0]],
    [16, 12, 15, true, [0xfff0, 0x8005, 0x001f, 0x000f], [-1, -2048, 1, 0]],
    [16, 1, 0, false, [0, 1, 2, 3], [0, 1, 0, 1]],
    [32, 32, 31, false, [0, 1, 2 ** 31, 2 ** 32 - 1], [0, 1, 2 ** 31, 2 ** 32 - 1]],
    [32, 32, 31, true, [0, 1, 2 ** 31, 2 ** 32 - 1], [0, 1, -(2 ** 31), -1]],
    [32, 20, 23, true, [0xfffffff0, 0x00800000, 0x10, 0xff00000f], [-1, -(2 ** 19), 1, 0]],
  ])(
    "of %i bits, %i stored up to %i, signed %s",
    async (bits, stored, high, signed, raw, expected) => {
      const elements = format(bits, stored, high, signed);
      const little = await readPixels({ ...elements, PixelData: pixelBytes(raw, bits) });
      expect(little.values).toEqual(expected);
      expect(little.description.dataType).toBe(`${signed ? "" : "u"}int${bits}`);
      // in big endian the bytes of a word are swapped, and a word of OW has two
      const big = { ...elements, PixelData: swappedWords(pixelBytes(raw, bits), 2) };
      expect((await readPixels(big, syntaxes.bigEndian)).values).toEqual(expected);
    },
  );

  it("with any bits stored are those bits", async () => {
    const bits = fc.constantFrom<[8, 16, 32]>(8, 16, 32).chain((allocated) =>
      fc.record({
        allocated: fc.constant(allocated),
        stored: fc.integer({ min: 1, max: allocated }),
        free: fc.nat(allocated),
        signed: fc.boolean(),
        raw: fc.array(fc.nat(2 ** allocated - 1), { minLength: 4, maxLength: 4 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(bits, async ({ allocated, stored, free, signed, raw }) => {
        const shift = Math.min(free, allocated - stored);
        const { values } = await readPixels({
          ...format(allocated, stored, shift + stored - 1, signed),
          PixelData: pixelBytes(raw, allocated),
        });
        const expected = raw.map((number) => {
          const value = (BigInt(number) >> BigInt(shift)) & ((1n << BigInt(stored)) - 1n);
          return Number(signed ? BigInt.asIntN(stored, value) : value);
        });
        expect(values).toEqual(expected);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it.each<["FloatPixelData" | "DoubleFloatPixelData", Float32Array | Float64Array, string]>([
    ["FloatPixelData", Float32Array.of(0.1, -3.5, 1e-20, 1e20), "Float32Array"],
    ["DoubleFloatPixelData", Float64Array.of(0.1, -3.5, 1e-200, 1e200), "Float64Array"],
  ])("may be floats: %s", async (attribute, floats, type) => {
    const bytes = new Uint8Array(floats.buffer);
    const swapped = new Uint8Array(floats.slice().buffer).slice();
    for (let n = 0; n < swapped.length; n += floats.BYTES_PER_ELEMENT) {
      swapped.subarray(n, n + floats.BYTES_PER_ELEMENT).reverse();
    }
    const plain = { PixelData: undefined, RescaleSlope: "1" } as unknown as Elements;
    const read = await readPixels({ ...plain, [attribute]: bytes });
    expect(read).toMatchObject({ values: Array.from(floats), type });
    const big = await readPixels({ ...plain, [attribute]: swapped }, syntaxes.bigEndian);
    expect(big.values).toEqual(Array.from(floats));
  });

  // the value representation says how long a word is: 16909060 is 01 02 03 04 in a word of 32 bits; in two
  // words of 16 bits, the lower half 03 04 comes first
  it.each<[string, 8 | 16 | 32, readonly number[], readonly number[]]>([
    ["OB", 8, [1, 2, 3, 4], [1, 2, 3, 4]],
    ["OW", 8, [2, 1, 4, 3], [1, 2, 3, 4]],
    ["OB", 16, [1, 2, 0, 4, 0, 0, 0, 9], [258, 4, 0, 9]],
    ["OW", 16, [1, 2, 0, 4, 0, 0, 0, 9], [258, 4, 0, 9]],
    ["UN", 16, [1, 2, 0, 4, 0, 0, 0, 9], [258, 4, 0, 9]],
    ["OL", 32, [1, 2, 3, 4, 0, 0, 0, 7, 0, 0, 0, 8, 0, 0, 0, 9], [16909060, 7, 8, 9]],
    ["OW", 32, [3, 4, 1, 2, 0, 7, 0, 0, 0, 8, 0, 0, 0, 9, 0, 0], [16909060, 7, 8, 9]],
    ["OL", 16, [0, 4, 1, 2, 0, 9, 0, 0], [258, 4, 0, 9]],
  ])("in big-endian %s of %i bits", async (vr, bits, bytes, expected) => {
    const elements = { ...format(bits, bits, bits - 1, false), PixelData: undefined };
    const pixels = { ...elements, [`7FE00010 ${vr}`]: Uint8Array.from(bytes) };
    expect((await readPixels(pixels, syntaxes.bigEndian)).values).toEqual(expected);
  });

  it("in big-endian OW lie in words across frames of an odd number of pixels", async () => {
    const grid = { ...obliqueGrid, size: [3, 1, 3] as const };
    const plain = dicomFile(
      {
        ...slicesOf(grid)[0],
        ...format(8, 8, 7, false),
        NumberOfFrames: "3",
        GridFrameOffsetVector: ["0", "1", "2"],
        PixelData: Uint8Array.of(2, 1, 4, 3, 6, 5, 8, 7, 0, 9), // the last word is half empty
      },
      { syntax: syntaxes.bigEndian },
    );
    const { volume } = await readFiles([plain]);
    expect(Array.from(volume.data)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("of MONOCHROME1 are not inverted", async () => {
    const raw = [0, 1, 2, 3];
    const PixelData = pixelBytes(raw, 16);
    const read = await readPixels({ PhotometricInterpretation: "MONOCHROME1", PixelData });
    expect(read.values).toEqual(raw);
  });

  it("may be padded by a byte to an even number", async () => {
    const grid = { ...obliqueGrid, size: [3, 1, 1] as const };
    const PixelData = Uint8Array.of(1, 2, 3);
    const { volume } = await readElements(
      slicesOf(grid, { SliceThickness: "1", ...format(8, 8, 7, false), PixelData }),
    );
    expect(Array.from(volume.data)).toEqual([1, 2, 3]);
  });

  it("may lie at an odd place of the file", async () => {
    const grid = { ...obliqueGrid, size: [2, 2, 1] as const };
    const [elements] = slicesOf(grid, { SliceThickness: "1" });
    const shifted = join(Uint8Array.of(0), dicomFile(elements)).subarray(1);
    const { volume } = await readFiles([shifted]);
    expect(Array.from(volume.data)).toEqual([-200, -199, -190, -189]);
  });
});

describe("values", () => {
  it.each<[string, string, string, readonly number[], string]>([
    [
      "whole numbers stay 32-bit floats",
      "1",
      "-1024",
      [-1034, -1024, -1014, 31743],
      "Float32Array",
    ],
    ["a slope of few digits needs 64 bits", "0.1", "0", [-1, 0, 1, 3276.7], "Float64Array"],
    ["large slopes need 64 bits", "1000", "1", [-9999, 1, 10001, 32767001], "Float64Array"],
    ["slopes may be negative", "-2", "0.5", [20.5, 0.5, -19.5, -65533.5], "Float64Array"],
  ])("%s", async (_, RescaleSlope, RescaleIntercept, expected, type) => {
    const PixelData = pixelBytes([-10, 0, 10, 32767], 16);
    const read = await readPixels({ RescaleSlope, RescaleIntercept, PixelData });
    expect(read.values).toEqual(expected.map((value) => expect.closeTo(value, 9)));
    expect(read.type).toBe(type);
  });

  it("of 32-bit integers need 64-bit floats", async () => {
    const PixelData = pixelBytes([16777217, 0, 0, 0], 32);
    const read = await readPixels({ ...format(32, 32, 31, false), PixelData });
    expect(read).toMatchObject({ values: [16777217, 0, 0, 0], type: "Float64Array" });
  });

  it("are rescaled slice by slice", async () => {
    const { volume, description } = await readElements(
      slicesOf(obliqueGrid, (z) => ({ RescaleSlope: `0.${z + 1}`, RescaleIntercept: String(z) })),
    );
    expect(volume.data[0]).toBeCloseTo(0.1 * -200, 12);
    expect(volume.data[12 * 4]).toBeCloseTo(0.5 * 200 + 4, 12);
    expect(description.rescale).toBe("varying");
  });

  it("that are not rescaled are those that are stored, in no stated unit", async () => {
    const read = await readPixels({ Modality: "MR", RescaleSlope: "", RescaleIntercept: "" });
    expect(read.values).toEqual([-200, -199, -190, -189]);
    expect(read.description).toMatchObject({ rescale: { slope: 1, intercept: 0 }, unit: null });
  });

  it.each<[Elements, string | null]>([
    [{}, "HU"],
    [{ RescaleType: "HU_MOD" }, "HU_MOD"],
    [{ RescaleType: "US" }, null],
    [{ RescaleIntercept: "" }, null],
    [{ Modality: "MR" }, null],
    [{ Modality: "PT", Units: "BQML", RescaleType: "SUV" }, "BQML"],
  ])("have the unit that headers state: %j is %s", async (others, unit) => {
    expect((await readPixels(others)).description.unit).toBe(unit);
  });
});

describe("pixels that are not read", () => {
  it.each<[Elements, string]>([
    [
      { SamplesPerPixel: 3, PhotometricInterpretation: "RGB" },
      'image has colours: found 3 samples a pixel, "RGB", expected 1 of MONOCHROME2 or MONOCHROME1',
    ],
    [
      { PhotometricInterpretation: "PALETTE COLOR" },
      'image has colours: found 1 samples a pixel, "PALETTE COLOR", expected 1 of MONOCHROME2 or MONOCHROME1',
    ],
    [
      { BitsAllocated: 1 },
      "BitsAllocated (0028,0100) is 1, expected 8, 16 or 32 (bitmaps are read of a SEG only)",
    ],
    [{ BitsAllocated: 12 }, "BitsAllocated (0028,0100) is 12, expected 8, 16 or 32"],
    [
      { ModalityLUTSequence: [{}] },
      "values are given by a lookup table, ModalityLUTSequence (0028,3000), expected RescaleSlope " +
        "(0028,1053) and RescaleIntercept (0028,1052)",
    ],
  ])("are refused: %j", async (others, message) => {
    await expect(readPixels(others)).rejects.toMatchObject({ code: "unsupported-format", message });
  });

  it.each<[Elements, string]>([
    [
      { BitsStored: 17, HighBit: 16 },
      "BitsStored (0028,0101) is 17 and HighBit (0028,0102) 16, which do not fit into the 16 bits of BitsAllocated (0028,0100)",
    ],
    [
      { BitsStored: 12, HighBit: 5 },
      "BitsStored (0028,0101) is 12 and HighBit (0028,0102) 5, which do not fit into the 16 bits of BitsAllocated (0028,0100)",
    ],
    [{ PixelRepresentation: 2 }, "PixelRepresentation (0028,0103) is 2, expected 0 or 1"],
    [{ RescaleSlope: "0" }, "RescaleSlope (0028,1053) is 0, expected another number"],
    [
      { PixelData: new Uint8Array(6) },
      "PixelData (7FE0,0010) holds 6 bytes, expected 8: 2 columns x 2 rows x 1 frames of 16 bits",
    ],
    [
      { PixelData: Uint8Array.from({ length: 16 }, (_, n) => n) },
      "PixelData (7FE0,0010) holds 16 bytes, expected 8: 2 columns x 2 rows x 1 frames of 16 bits",
    ],
    [
      { FloatPixelData: new Uint8Array(16) },
      "image has pixels in PixelData (7FE0,0010) and FloatPixelData (7FE0,0008), expected one of " +
        "PixelData (7FE0,0010), FloatPixelData (7FE0,0008), DoubleFloatPixelData (7FE0,0009)",
    ],
  ])("contradict their headers: %j", async (others, message) => {
    await expect(readPixels(others)).rejects.toMatchObject({ code: "invalid-file", message });
  });

  it("claim 10^12 voxels", async () => {
    const elements = { Rows: 65535, Columns: 65535, NumberOfFrames: "1" };
    await expect(readPixels(elements)).rejects.toThrow(
      "PixelData (7FE0,0010) holds 8 bytes, expected 8589672450: 65535 columns x 65535 rows x 1 frames of 16 bits",
    );
    const offsets = Array.from({ length: 233 }, (_, n) => String(n));
    const frames = { ...elements, NumberOfFrames: "233", GridFrameOffsetVector: offsets };
    await expect(readPixels(frames)).rejects.toThrow(/holds 8 bytes, expected 2001393680850:/);
  });
});
