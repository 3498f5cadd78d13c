import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bitmapFrames } from "../../../src/io/dicom/bitmap-frames.ts";
import { parseDicom } from "../../../src/io/dicom/data-set.ts";
import { encodeHtj2k, encodeJpeg2000 } from "./codecs/compiled-encoders.ts";
import { encodeRle } from "./codecs/rle-encoder.ts";
import { dicomFile, type ElementValue } from "./dicom-fixture.ts";
import { packBits } from "./segmentation-fixture.ts";

// 1333 pixels a frame: no whole number of bytes; more than the encoder's output takes
const [columns, rows] = [43, 31];
const frames = [0, 1, 2].map((n) =>
  Array.from({ length: columns * rows }, (_, v) =>
    Number(Math.hypot((v % columns) - 20 - n, Math.floor(v / columns) - 15) < 7 + 2 * n),
  ),
);

async function read(syntax: string, pixels: ElementValue) {
  const others = { Columns: columns, Rows: rows, NumberOfFrames: "3", "7FE00010 OB": pixels };
  const dataSet = await parseDicom(dicomFile({ SOPClassUID: "1.2.3", ...others }, { syntax }));
  const frame = await bitmapFrames(dataSet, { columns, rows }, frames.length);
  return frames.map((_, n) => Array.from(frame(n)));
}

const encapsulated = async (
  encode: (pixels: readonly number[]) => Uint8Array | Promise<Uint8Array>,
) => ({ fragments: await Promise.all(frames.map(encode)) });

describe("frames of bits", () => {
  it("follow each other without a gap where they are not compressed", async () => {
    expect(await read("1.2.840.10008.1.2.1", packBits(frames.flat()))).toEqual(frames);
    expect(await read("1.2.840.10008.1.2.1.99", packBits(frames.flat()))).toEqual(frames);
  });

  it("start with a byte each where they are deflated", async () => {
    const packed = await encapsulated((pixels) => deflateRawSync(packBits(pixels)));
    expect(await read("1.2.840.10008.1.2.8.1", packed)).toEqual(frames);
  });

  it.each<[string, string, (pixels: readonly number[]) => Uint8Array | Promise<Uint8Array>]>([
    ["RLE", "1.2.840.10008.1.2.5", (pixels) => encodeRle(Uint8Array.from(pixels), 1)],
    [
      "JPEG 2000",
      "1.2.840.10008.1.2.4.90",
      (pixels) => encodeJpeg2000({ columns, rows, precision: 1, samples: Uint8Array.from(pixels) }),
    ],
    [
      "HTJ2K",
      "1.2.840.10008.1.2.4.201",
      (pixels) => encodeHtj2k({ columns, rows, precision: 1, samples: Uint8Array.from(pixels) }),
    ],
  ])("are samples in %s", async (_, syntax, encode) => {
    expect(await read(syntax, await encapsulated(encode))).toEqual(frames);
  });
});
