import libjpegTurbo from "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeJpegSequential } from "../../../../src/io/dicom/codecs/jpeg-sequential.ts";
import { quantisationTableOf } from "../../../../src/io/dicom/codecs/quantisation-table.ts";
import type { PixelFormat } from "../../../../src/io/dicom/pixel-format.ts";
import {
  blocksOf,
  cosines,
  encodeJpegSequential,
  type SequentialImage,
  zigzag,
} from "./jpeg-sequential-encoder.ts";

type Size = Pick<SequentialImage, "columns" | "rows" | "precision">;

function formatOf({ columns, rows, precision }: Size): PixelFormat {
  const bits = precision > 8 ? 16 : 8;
  return {
    ...{ attribute: "PixelData", name: `uint${bits}`, columns, rows },
    ...{ bitsAllocated: bits, bitsStored: precision, shift: 0, signed: false, float: false },
  };
}

const decoded = (bytes: Uint8Array, size: Size) =>
  Array.from(decodeJpegSequential(bytes, formatOf(size)).pixels);

/** What the samples of an image are before they are rounded, by the standard's formula. */
function unrounded({ columns, rows, precision, blocks }: SequentialImage, steps: number[]) {
  const across = Math.ceil(columns / 8);
  return Array.from({ length: columns * rows }, (_, v) => {
    const [x, y] = [v % columns, Math.floor(v / columns)];
    const block = blocks[across * (y >> 3) + (x >> 3)];
    const within = 8 * (y % 8) + (x % 8);
    const sum = block.reduce(
      (total, value, k) => total + value * steps[k] * cosines(zigzag[k], within),
      2 ** (precision - 1),
    );
    return Math.min(Math.max(sum, 0), 2 ** precision - 1);
  });
}

/** Blocks of any coefficients: most are 0, so that runs are long. */
const images = fc
  .record({
    columns: fc.integer({ min: 1, max: 20 }),
    rows: fc.integer({ min: 1, max: 20 }),
    precision: fc.constantFrom(8, 12),
  })
  .chain((size) => {
    const count = Math.ceil(size.columns / 8) * Math.ceil(size.rows / 8);
    const value = fc.oneof(
      { weight: 8, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: -20, max: 20 }) },
      { weight: 1, arbitrary: fc.integer({ min: -2047, max: 2047 }) },
    );
    const block = fc.array(value, { minLength: 64, maxLength: 64 });
    return fc
      .array(block, { minLength: count, maxLength: count })
      .map((blocks): SequentialImage => ({ ...size, blocks }));
  });

describe("sequential JPEG", () => {
  it("gives the samples that its coefficients stand for, with restarts and any steps", () => {
    const steps = fc.array(fc.constantFrom(1, 3, 255), { minLength: 64, maxLength: 64 });
    const wide = fc.array(fc.constantFrom(1, 300), { minLength: 64, maxLength: 64 });
    const restart = fc.nat(3);
    fc.assert(
      fc.property(images, fc.oneof(steps, wide), restart, (image, quantisation, every) => {
        const bytes = encodeJpegSequential(image, { steps: quantisation, restart: every });
        const expected = unrounded(image, quantisation);
        decoded(bytes, image).forEach((value, v) => {
          expect(Math.abs(value - expected[v])).toBeLessThanOrEqual(0.5 + 1e-6);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("rounds halves up", () => {
    const blocks = [4, 12, -4].map((level) => [level, ...new Array<number>(63).fill(0)]);
    const image = { columns: 24, rows: 1, precision: 12, blocks };
    const values = decoded(encodeJpegSequential(image), image);
    expect([0, 8, 16].map((x) => values[x])).toEqual([2049, 2050, 2048]);
  });

  it("of 8 bits is within one of what libjpeg-turbo gives", async () => {
    const { JPEGDecoder } = await libjpegTurbo({ print: () => {}, printErr: () => {} });
    const size = { columns: 64, rows: 32, precision: 8 };
    const blocks = blocksOf(size, (x, y) => (x * x + 7 * y * y + 50 * x) % 256);
    const bytes = encodeJpegSequential({ ...size, blocks }, { process: 0xc0 });
    const decoder = new JPEGDecoder();
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const expected = decoder.getDecodedBuffer();
    const values = decoded(bytes, size);
    expect(Math.max(...values.map((value, v) => Math.abs(value - expected[v])))).toBeLessThan(2);
  });
});

describe("sequential JPEG of 12 bits that dcmtk writes", () => {
  /**
   * Frames of 19 x 11 pixels by `dcmcjpeg +ee +bt` (dcmtk 3.6.7; +q 50 and +q 90), and what `dcmdjpeg`
   * makes of them. dcmtk's inverse transform has whole numbers with one bit behind the point between
   * columns and rows, ours has floats: of 532,496 pixels of 48 images 6 % differed by 1 and none by more.
   */
  const smooth = {
    frame:
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4" +
      "UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wQALDAALABMBAREA/8QAFwAAAwEAAAAAAAAAAAAAAAAAAgcKCf/EACUQAAIABgED" +
      "BQEAAAAAAAAAAAEEAAIDBQcRBhJS0QgUJjEyQf/aAAgBAQAAPwCPv0M8kStCiAZnlGhLvcbBY1zFxZSx0pWGaA1IPsiD" +
      "uObuDF+ttpbfV3CJ68QXZ9BWj7RqpS0Brphw3XI/MFLeQvf26YEv8I8QnrjlXnRfrfJnv13DxH///9k=",
    pixels:
      "BgCiAEoB5QGNAhwDoQMXBIYE7ARHBX4FsAXOBdMF1wW9BYkFWgUDAKIATgHsAZQCJQOvAyoEoQQHBWQFnwXXBfoFAwYJ" +
      "Bu8FvQWQBQAAoQBPAeoBjwIfA6wDKwSUBPkEVgWTBc8F9wUCBgkG+wXLBaIFAACeAEgB3QF6AgUDkAMPBIAE4QQ5BXUF" +
      "sQXZBeQF6gXhBbMFjAUBAJsAPQHKAWAC5AJpA+QDTASpBPwEMwVvBZYFoAWkBZMFZAU+BQQAlAAoAasBOwK3AjADoQP/" +
      "A1UEoQTSBAkFLAUyBTMFIgXzBMoEAgCFAAcBfAEBAnAC2QI+A54D7QMtBFIEfgSXBJQEkQSBBE8EJAQAAHcA6wBTAc4B" +
      "MQKMAugCIANpA58DuQPZA+gD3QPUA7oDiANaAwAAYQDLACYBhAHYAScCaQKpAs8C9QIIAxMDFwMHA+4CzAKbAm8CAABP" +
      "AKQA6gAzAXIBrAHhAQ8CLAJDAkUCPwI1AhoC/AHLAZoBbwEAAEAAgQC1AO8AHAFCAWgBYAF0AXsBawFXAUABGwH4AMkA" +
      "mABtAA==",
  };
  const edges = {
    frame:
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsL" +
      "EBYQERMUFRUVDA8XGBYUGBIUFRT/wQALDAALABMBAREA/8QAFwAAAwEAAAAAAAAAAAAAAAAAAAkLDf/EACcQAAAGAgED" +
      "AwUAAAAAAAAAAAQFBgcICQoLAwIMDQAbWxyYmtfZ/9oACAEBAAA/AGqbrK5LYabUPFiizVD3wpRNX/pztUCzszUrKGsW" +
      "9DCmXJRIeX753KFKIXKbaCOKtTqEdacBmEbY7YJYzEWA8y52sIgnGdNgkuDrW5Xyig5AqDGluS2GlE2mwd7Cx1htE1f+" +
      "Rb2V4t4ZSxi9LLYwWWrkoSF5rfU1u6buGPuXkcStcaus2Ct5nJYtaLmc5W3xbxw3MRZmEaJE9YJEOn0jAw1XxVfZtvHl" +
      "3zsuwA+x13P5T+mq+L6csa77uUrfrX5Yyu3VuRsA2oGNxFLGZf2xyPtO2azKFb3AxAZ2U6ZlNFRv0u/CSZ+R5otUkQuS" +
      "UIt1nRSwBZF5ZwHQMlcNWlgcbxAz4y4BJvDssa77C88l2Vy6irHzuRsAon1QLxZM2PXXG5WCVWlKFbx4oyW8WJSN1DY7" +
      "lSw51BhGmhayRi2zxGryvAYuCjRKQ5CVai3PWwhQAjTlUZt1i9P/APpOfSEfDda//wDF7hD+rvX//9k=",
    pixels:
      "/w//D/0P/w//DwAAAQABAAAABAD/D/8P/A//D/sPAQABAAEAAQD/D/gP/w/2D/4PAgAAAAEAAQAAAPwP/A//D/kP/w8C" +
      "AAAAAAAAAP8P/w/6D/4P/w8GAAAAAAAAAAAA/w//D/0P/w//DwAAAAAAAAAAAAAAAAQABQAAAPoP/w//D/8P/w8CAAYA" +
      "AAAAAAAA/w//D/8P/w8AAAMAAgAAAAgA/w/3D/8P+A//DwAAAAAHAAUAAAD/D/8P/w//DwEABAAAAAAAAAD/D/4P/w//" +
      "D/sPBAAEAAAAAAACAP0P/w//D/8P/g/7D/8P/w//DwAAAAABAAIAAAD/D/oP/g//D/8PAAAAAAAAAAD/D/0P/g/6D/8P" +
      "AAAEAAAAAAAAAP8P+w//D/wP/A8CAAEAAQABAP8P/w//D/8P+Q8DAAAAAAAFAAAA/w//D/8P/A//DwAAAAAAAAAAAAAA" +
      "AAAABQAHAPgP/w//D/sP/w8BAAAAAAAFAAIA/w//D/8P/w8BAAUAAQAAAAAA/w/zD/8P/w//DwAAAwAAAAAAAAD6D/4P" +
      "/g/+Dw==",
  };

  it.each([
    ["smooth", smooth],
    ["of hard edges", edges],
  ])("is within one of what dcmtk gives: %s", (_, { frame, pixels }) => {
    const size = { columns: 19, rows: 11, precision: 12 };
    const values = decoded(Buffer.from(frame, "base64"), size);
    const bytes = Buffer.from(pixels, "base64");
    const differences = values.map((value, v) => Math.abs(value - bytes.readUInt16LE(2 * v)));
    expect(Math.max(...differences)).toBe(1);
    expect(differences.filter((difference) => difference > 0).length).toBeLessThan(20);
  });
});

describe("sequential JPEG that is damaged or of another kind", () => {
  const size = { columns: 16, rows: 8, precision: 12 };
  const blocks = blocksOf(size, (x, y) => 100 * x + 37 * y);
  const bytes = encodeJpegSequential({ ...size, blocks }, { restart: 1 });

  it("is refused wherever it is cut off", () => {
    for (let length = 0; length < bytes.length - 3; length++) {
      expect(() => decoded(bytes.slice(0, length), size)).toThrow(/^JPEG frame is damaged: /);
    }
  });

  const changed = (marker: number, change: (body: Uint8Array) => void) => {
    const copy = bytes.slice();
    const at = copy.findIndex((byte, n) => byte === 0xff && copy[n + 1] === marker);
    change(copy.subarray(at));
    return copy;
  };
  it.each<[string, Uint8Array, string]>([
    [
      "an end amid blocks",
      encodeJpegSequential({ ...size, blocks: blocks.slice(0, 1) }),
      "its data end or make no sense at block 2 of 2",
    ],
    [
      "restarts that are missing",
      encodeJpegSequential({ ...size, blocks: blocks.slice(0, 1) }, { restart: 1 }),
      "found 1 intervals of restart, expected 2",
    ],
    [
      "no quantisation table",
      changed(0xdb, (body) => body.set([0x01], 4)),
      "its quantisation table 0 is missing or cut off",
    ],
    [
      "no Huffman table",
      changed(0xc4, (body) => body.set([0x01], 4)),
      "it has no Huffman table for its scan",
    ],
    [
      "several components in its scan",
      changed(0xda, (body) => body.set([2], 4)),
      "its scan has 2 components, expected 1",
    ],
    ["10 bits", changed(0xc1, (body) => body.set([10], 4)), "it is of process 1 with 10 bits"],
    [
      "another process",
      changed(0xc1, (body) => body.set([0xc2], 1)),
      "it is of process 2 with 12 bits",
    ],
  ])("is refused for %s", (_, damaged, message) => {
    expect(() => decoded(damaged, size)).toThrow(`JPEG frame is damaged: ${message}`);
  });

  it("is refused for runs beyond its blocks", () => {
    const long = [...new Array<number>(69).fill(0), 1];
    const one = { columns: 8, rows: 8, precision: 12, blocks: [long] };
    expect(() => decoded(encodeJpegSequential(one), one)).toThrow(
      "its data end or make no sense at block 1 of 1",
    );
  });

  it("has the table that was defined last", () => {
    const segments = [
      { marker: 0xdb, body: Uint8Array.of(0, ...new Array<number>(64).fill(7)), end: 0 },
      { marker: 0xdb, body: Uint8Array.of(1, ...new Array<number>(64).fill(8)), end: 0 },
      { marker: 0xdb, body: Uint8Array.of(0x10, ...new Array<number>(128).fill(1)), end: 0 },
    ];
    expect(quantisationTableOf("JPEG", segments, 0)).toEqual(new Array(64).fill(257));
    expect(quantisationTableOf("JPEG", segments, 1)).toEqual(new Array(64).fill(8));
  });
});
