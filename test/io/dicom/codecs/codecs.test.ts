// slow: decoders of WebAssembly start
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Grid, identityDirection } from "../../../../src/volume/volume.ts";
import { type Elements, pixelBytes } from "../dicom-fixture.ts";
import { readElements, slicesOf } from "../image-fixture.ts";
import {
  type EncodedImage,
  encodeHtj2k,
  encodeJpeg,
  encodeJpeg2000,
  encodeJpegLs,
} from "./compiled-encoders.ts";
import { encodeJpegLossless } from "./jpeg-lossless-encoder.ts";
import { blocksOf, encodeJpegSequential } from "./jpeg-sequential-encoder.ts";
import { encodeRle } from "./rle-encoder.ts";

type Bits = 8 | 16;

/** A series of two slices, compressed; its values are what is compressed, wrapped to the bits stored. */
interface Case {
  readonly name: string;
  readonly bits: Bits;
  readonly stored: number;
  readonly signed: boolean;
}

const cases: readonly Case[] = [
  { name: "uint8", bits: 8, stored: 8, signed: false },
  { name: "int8", bits: 8, stored: 8, signed: true },
  { name: "uint12 in 16", bits: 16, stored: 12, signed: false },
  { name: "int12 in 16", bits: 16, stored: 12, signed: true },
  { name: "uint16", bits: 16, stored: 16, signed: false },
  { name: "int16", bits: 16, stored: 16, signed: true },
];

const [columns, rows] = [19, 11];

/** Smooth and rough parts, and both ends of the range. */
function valuesOf({ stored, signed }: Case, slice: number): readonly number[] {
  const low = signed ? -(2 ** (stored - 1)) : 0;
  const range = 2 ** stored;
  return Array.from({ length: columns * rows }, (_, v) => {
    const [x, y] = [v % columns, Math.floor(v / columns)];
    if (v === 0) return low;
    if (v === columns * rows - 1) return low + range - 1;
    const rough = x > 12 ? (v * 7919 * (slice + 1)) % range : 0;
    return low + (((range >> 2) + 3 * x + 5 * y + rough) % range);
  });
}

const grid: Grid = {
  size: [columns, rows, 2],
  spacing: [1, 2, 3],
  origin: [0, 0, 0],
  direction: identityDirection,
};

/** Two's complement of the bits stored, as codecs that know no sign are given them. */
const unsigned = ({ stored }: Case, values: readonly number[]) =>
  values.map((value) => (value < 0 ? value + 2 ** stored : value));

function image(one: Case, values: readonly number[], signed = false): EncodedImage {
  const samples = pixelBytes(signed ? values : unsigned(one, values), one.bits);
  return { columns, rows, precision: one.stored, signed, samples };
}

type Encode = (one: Case, values: readonly number[]) => Promise<Uint8Array> | Uint8Array;

const lossless: readonly (readonly [string, string, Encode])[] = [
  [
    "RLE",
    "1.2.840.10008.1.2.5",
    (one, values) => encodeRle(pixelBytes(values, one.bits), one.bits / 8),
  ],
  [
    "JPEG lossless, predictor 7",
    "1.2.840.10008.1.2.4.57",
    (one, values) =>
      encodeJpegLossless(
        { columns, rows, precision: one.stored, samples: unsigned(one, values) },
        { predictor: 7, restartRows: 4 },
      ),
  ],
  [
    "JPEG lossless, predictor 1",
    "1.2.840.10008.1.2.4.70",
    (one, values) =>
      encodeJpegLossless({ columns, rows, precision: one.stored, samples: unsigned(one, values) }),
  ],
  ["JPEG-LS", "1.2.840.10008.1.2.4.80", (one, values) => encodeJpegLs(image(one, values))],
  [
    "JPEG-LS, as near-lossless",
    "1.2.840.10008.1.2.4.81",
    (one, values) => encodeJpegLs(image(one, values)),
  ],
  [
    "JPEG 2000",
    "1.2.840.10008.1.2.4.90",
    (one, values) => encodeJpeg2000(image(one, values, one.signed)),
  ],
  [
    "JPEG 2000 whose samples have no sign",
    "1.2.840.10008.1.2.4.91",
    (one, values) => encodeJpeg2000(image(one, values)),
  ],
  [
    "HTJ2K",
    "1.2.840.10008.1.2.4.201",
    (one, values) => encodeHtj2k(image(one, values, one.signed)),
  ],
  [
    "HTJ2K by resolution",
    "1.2.840.10008.1.2.4.202",
    (one, values) => encodeHtj2k(image(one, values, one.signed), { byResolution: true }),
  ],
  [
    "HTJ2K whose samples have no sign",
    "1.2.840.10008.1.2.4.203",
    (one, values) => encodeHtj2k(image(one, values)),
  ],
  [
    "deflated",
    "1.2.840.10008.1.2.8.1",
    (one, values) => deflateRawSync(pixelBytes(values, one.bits)),
  ],
];

/** Codecs whose frames say nothing about themselves. */
const headless = ["RLE", "deflated"];

async function readCompressed(one: Case, syntax: string, encode: Encode, others: Elements = {}) {
  const values = [0, 1].map((slice) => valuesOf(one, slice));
  const frames = await Promise.all(values.map((slice) => encode(one, slice)));
  const elements = slicesOf(grid, (z) => ({
    ...{ BitsAllocated: one.bits, BitsStored: one.stored, HighBit: one.stored - 1 },
    PixelRepresentation: one.signed ? 1 : 0,
    PixelData: { fragments: [frames[z]] },
    ...others,
  }));
  const { volume, description } = await readElements(elements, { syntax });
  return { data: Array.from(volume.data), expected: values.flat(), description };
}

describe.each(lossless)("%s (%s)", (_, syntax, encode) => {
  it.each(cases)("gives back $name exactly", async (one) => {
    const { data, expected } = await readCompressed(one, syntax, encode);
    expect(data).toEqual(expected);
  });
});

describe("samples that do not lie in the lowest bits", () => {
  it("are those bits that the data set says", async () => {
    const high: Case = { name: "int12 in the high bits", bits: 16, stored: 16, signed: true };
    const shifted: Encode = (one, values) =>
      encodeJpegLs(
        image(
          one,
          values.map((value) => value & ~15),
        ),
      );
    const others = { BitsStored: 12, HighBit: 15 };
    const { data, expected } = await readCompressed(
      high,
      "1.2.840.10008.1.2.4.80",
      shifted,
      others,
    );
    expect(data).toEqual(expected.map((value) => value >> 4));
  });
});

describe("lossy compression", () => {
  it("by JPEG-LS keeps within the difference that was asked for", async () => {
    const near: Encode = (one, values) => encodeJpegLs(image(one, values), 3);
    const { data, expected, description } = await readCompressed(
      cases[4],
      "1.2.840.10008.1.2.4.81",
      near,
    );
    const differences = data.map((value, n) => Math.abs(value - expected[n]));
    expect(Math.max(...differences)).toBeLessThanOrEqual(3);
    expect(Math.max(...differences)).toBeGreaterThan(0);
    expect(description.transferSyntax).toBe("JPEG-LS Near-Lossless");
  });

  // the encoder of libjpeg-turbo's build fails for images that get no smaller
  const smooth: EncodedImage = {
    ...{ columns: 64, rows: 32, precision: 8 },
    samples: Uint8Array.from({ length: 64 * 32 }, (_, v) => 100 + (v % 64)),
  };

  it.each<[string, string, Encode]>([
    ["JPEG", "1.2.840.10008.1.2.4.50", () => encodeJpeg(smooth)],
    ["extended JPEG of 8 bits", "1.2.840.10008.1.2.4.51", () => encodeJpeg(smooth)],
    ["JPEG 2000", "1.2.840.10008.1.2.4.91", () => encodeJpeg2000(smooth, false)],
    ["HTJ2K", "1.2.840.10008.1.2.4.203", () => encodeHtj2k(smooth, { reversible: false })],
  ])("by %s comes near to what it was", async (_, syntax, encode) => {
    const { data } = await readCompressed(cases[0], syntax, encode, { Columns: 64, Rows: 32 });
    const differences = data.map((value, v) => Math.abs(value - 100 - (v % 64)));
    expect(data).toHaveLength(2 * 64 * 32);
    expect(Math.max(...differences)).toBeLessThanOrEqual(2);
  });
});

describe("lossy JPEG of 12 bits", () => {
  it("comes near to what it was, at both ends of its range too", async () => {
    const [, , twelve] = cases;
    const size = { columns, rows, precision: 12 };
    const encode: Encode = (_, values) =>
      encodeJpegSequential({ ...size, blocks: blocksOf(size, (x, y) => values[columns * y + x]) });
    const { data, expected } = await readCompressed(twelve, "1.2.840.10008.1.2.4.51", encode);
    const differences = data.map((value, v) => Math.abs(value - expected[v]));
    expect(data).toHaveLength(2 * columns * rows);
    // coefficients are rounded to whole numbers: 64 errors of at most a half, of which each counts a quarter
    expect(Math.max(...differences)).toBeLessThanOrEqual(2);
  });
});

describe("a compressed frame that is not what the data set says", () => {
  const [, , , , short, signed] = cases;
  const shapes: readonly [string, Encode, string][] = lossless
    .filter(([name]) => !headless.includes(name))
    .map(([, syntax, encode]) => [syntax, encode, "frame has 19 columns x 11 rows of 1 x 16 bits"]);

  it.each(shapes)("is refused by its own size: %s", async (syntax, encode, message) => {
    const others = { Columns: 18, Rows: 12 };
    const reading = readCompressed(short, syntax, encode, others);
    await expect(reading).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringContaining(`${message}, expected 18 x 12 of 1 x at most 16`),
    });
  });

  it.each(shapes)("is refused by its bits: %s", async (syntax, encode) => {
    const others = { BitsAllocated: 8, BitsStored: 8, HighBit: 7 };
    await expect(readCompressed(short, syntax, encode, others)).rejects.toThrow(
      "of 1 x 16 bits, expected 19 x 11 of 1 x at most 8",
    );
  });

  it("is refused for colours", async () => {
    const colours: Encode = () =>
      encodeJpegLs({
        columns,
        rows,
        precision: 8,
        components: 3,
        samples: new Uint8Array(3 * columns * rows),
      });
    await expect(readCompressed(cases[0], "1.2.840.10008.1.2.4.80", colours)).rejects.toThrow(
      "JPEG-LS frame has 19 columns x 11 rows of 3 x 8 bits, expected 19 x 11 of 1 x at most 8",
    );
  });

  it.each(lossless.filter(([name]) => name === "JPEG 2000" || name === "HTJ2K"))(
    "is refused for a sign that the data set does not have: %s",
    async (name, syntax, encode) => {
      await expect(
        readCompressed(signed, syntax, encode, { PixelRepresentation: 0 }),
      ).rejects.toThrow(
        `${name} frame has signed samples, but PixelRepresentation (0028,0103) is 0`,
      );
    },
  );

  it("is refused for another kind of JPEG", async () => {
    const [, , encode] = lossless[2];
    await expect(readCompressed(short, "1.2.840.10008.1.2.4.80", encode)).rejects.toThrow(
      "file 1 of 2: JPEG-LS frame is damaged: it is another kind of JPEG",
    );
  });

  it.each([
    ["of 10 bits", 0xc1, 10, "has samples of 10 bits, expected 8 or 12"],
    ["that is progressive", 0xc2, 12, "is progressive (marker FFC2), expected sequential with"],
    ["that is arithmetic", 0xc9, 12, "is arithmetic (marker FFC9), expected sequential with"],
    ["that is hierarchical", 0xc5, 12, "is hierarchical (marker FFC5), expected sequential with"],
  ])("is refused for lossy JPEG %s", async (_, process, precision, message) => {
    const blocks = blocksOf({ columns, rows, precision }, (x) => x);
    const encode: Encode = () =>
      encodeJpegSequential({ columns, rows, precision, blocks }, { process });
    await expect(readCompressed(cases[2], "1.2.840.10008.1.2.4.51", encode)).rejects.toMatchObject({
      code: "unsupported-format",
      message: expect.stringContaining(`file 1 of 2: lossy JPEG frame ${message}`),
    });
  });
});

describe("a damaged compressed frame", () => {
  it.each(lossless)("is refused when it is cut off: %s", async (_name, syntax, encode) => {
    const whole = await encode(cases[5], valuesOf(cases[5], 0));
    for (const part of [0, 0.1, 0.3, 0.5, 0.7, 0.9]) {
      const cut: Encode = () => whole.slice(0, Math.floor(part * whole.length));
      const error = await readCompressed(cases[5], syntax, cut).catch((thrown) => thrown);
      expect(error, `${part}`).toMatchObject({
        code: "invalid-file",
        message: expect.stringMatching(
          /^file [12] of 2: (RLE|lossless JPEG|JPEG-LS|JPEG 2000|HTJ2K|deflated) frame is damaged: /,
        ),
      });
    }
  });
});
