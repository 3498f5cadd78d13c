import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeJpegLossless } from "../../../../src/io/dicom/codecs/jpeg-lossless.ts";
import { parseDicom } from "../../../../src/io/dicom/data-set.ts";
import { framesOf } from "../../../../src/io/dicom/frames.ts";
import { type PixelFormat, pixelFormatOf } from "../../../../src/io/dicom/pixel-format.ts";
import { frameCount } from "../../../../src/io/dicom/plane.ts";
import {
  encodeJpegLossless,
  type LosslessImage,
  type LosslessOptions,
} from "./jpeg-lossless-encoder.ts";

function formatOf({ columns, rows, precision }: LosslessImage): PixelFormat {
  const bits = precision > 8 ? 16 : 8;
  return {
    ...{ attribute: "PixelData", name: `uint${bits}`, columns, rows },
    ...{ bitsAllocated: bits, bitsStored: precision, shift: 0, signed: false, float: false },
  };
}

function decoded(image: LosslessImage, options: LosslessOptions = {}): number[] {
  const { pixels } = decodeJpegLossless(encodeJpegLossless(image, options), formatOf(image));
  return Array.from(pixels);
}

/** Images of which some are smooth, some constant, some noise, at the limits of their precision. */
const images: fc.Arbitrary<LosslessImage> = fc
  .record({
    columns: fc.integer({ min: 1, max: 9 }),
    rows: fc.integer({ min: 1, max: 9 }),
    precision: fc.constantFrom(2, 8, 10, 12, 15, 16),
  })
  .chain(({ columns, rows, precision }) => {
    const length = { minLength: columns * rows, maxLength: columns * rows };
    const top = 2 ** precision - 1;
    return fc.record({
      ...{
        columns: fc.constant(columns),
        rows: fc.constant(rows),
        precision: fc.constant(precision),
      },
      samples: fc.oneof(
        fc.array(fc.nat(top), length),
        fc.array(fc.constantFrom(0, top), length),
        fc.array(fc.nat(Math.min(top, 3)), length),
        fc.nat(top).map((value) => new Array<number>(columns * rows).fill(value)),
      ),
    });
  });

describe("lossless JPEG", () => {
  it.each([1, 2, 3, 4, 5, 6, 7])("comes back as it was, with predictor %i", (predictor) => {
    fc.assert(
      fc.property(images, (image) => {
        expect(decoded(image, { predictor })).toEqual(image.samples);
      }),
      { numRuns: 300 },
    );
  });

  it("comes back with restarts, short codes and low bits left out", () => {
    const options = fc.record({
      predictor: fc.integer({ min: 1, max: 7 }),
      restartRows: fc.integer({ min: 1, max: 4 }),
      pointTransform: fc.nat(1),
      codeLengths: fc.constantFrom(
        new Array<number>(17).fill(5),
        [2, 3, 3, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
      ),
    });
    fc.assert(
      fc.property(images, options, (image, option) => {
        const low = option.pointTransform;
        const expected = image.samples.map((sample) => (sample >> low) << low);
        expect(decoded(image, option)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("is what the standard's example of a difference says", () => {
    // T.81 table H.2: -3 and 3 are of category 2, with the bits 00 and 11; codes of 5 bits
    const bytes = encodeJpegLossless(
      { columns: 2, rows: 1, precision: 8, samples: [125, 128] },
      { codeLengths: new Array<number>(17).fill(5) },
    );
    // category 2 is 00010: 00010 00 | 00010 11 | ones to fill up
    expect(Array.from(bytes.slice(-4))).toEqual([0b00010000, 0b00101111, 0xff, 0xd9]);
  });

  it("refuses a cut-off or other stream", () => {
    const samples = Array.from({ length: 64 }, (_, n) => (n * 37) % 256);
    const image = { columns: 8, rows: 8, precision: 8, samples };
    const bytes = encodeJpegLossless(image);
    for (let length = 0; length < bytes.length - 3; length++) {
      expect(() => decodeJpegLossless(bytes.slice(0, length), formatOf(image))).toThrow(
        /^lossless JPEG frame/,
      );
    }
    const wide = formatOf({ ...image, columns: 9 });
    expect(() => decodeJpegLossless(bytes, wide)).toThrow(
      "lossless JPEG frame has 8 columns x 8 rows of 1 x 8 bits, expected 9 x 8 of 1 x at most 8",
    );
    const baseline = bytes.slice();
    baseline[3] = 0xc0;
    expect(() => decodeJpegLossless(baseline, formatOf(image))).toThrow("another kind of JPEG");
  });
});

describe("lossless JPEG of other encoders", () => {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve("jpeg-lossless-decoder-js")), "../../tests/data");

  /** Stored pixels of the first frame of a test file that the package jpeg-lossless-decoder-js publishes. */
  async function firstFrame(name: string) {
    const dataSet = await parseDicom(await readFile(join(folder, name)));
    const frames = await framesOf(dataSet, pixelFormatOf(dataSet), frameCount(dataSet), new Map());
    return frames(0).pixels;
  }

  // the checksum is that of the package's tests: the same pixels seven times
  it.each([1, 2, 3, 4, 5, 6, 7])("gives the published pixels, with predictor %i", async (n) => {
    const pixels = await firstFrame(`jpeg_lossless_sel${n}.dcm`);
    expect(crc32(new Uint8Array(pixels.buffer))).toBe(3476557349);
  });

  it("gives the published pixels of 8 bits", async () => {
    const pixels = await firstFrame("jpeg_lossless_sel1-8bit.dcm");
    expect(crc32(Uint8Array.from(pixels))).toBe(2307286885);
  });
});

/** As gzip's trailer has it. */
function crc32(bytes: Uint8Array): number {
  return gzipSync(bytes).readUInt32LE(gzipSync(bytes).length - 8);
}
