import { describe, expect, it } from "vitest";
import type { Grid } from "../../../src/volume/volume.ts";
import { encodeJpeg2000, encodeJpegLs } from "./codecs/compiled-encoders.ts";
import { encodeRle } from "./codecs/rle-encoder.ts";
import { dicomFile, type Elements, type Encapsulated, pixelBytes } from "./dicom-fixture.ts";
import {
  enhancedElements,
  obliqueGrid,
  planeValues,
  readFiles,
  volumeValues,
} from "./image-fixture.ts";

const rle = "1.2.840.10008.1.2.5";
const jpegLs = "1.2.840.10008.1.2.4.80";
const jpeg2000 = "1.2.840.10008.1.2.4.90";

// the encoders fail for images that get no smaller
const grid: Grid = { ...obliqueGrid, size: [24, 16, 5] };

const slices = Array.from({ length: grid.size[2] }, (_, z) => pixelBytes(planeValues(grid, z), 16));
const image = (samples: Uint8Array) => ({ columns: 24, rows: 16, precision: 16, samples });

const frames: Readonly<Record<string, readonly Uint8Array[]>> = {
  [rle]: slices.map((slice) => encodeRle(slice, 2)),
  [jpegLs]: await Promise.all(slices.map((slice) => encodeJpegLs(image(slice)))),
  [jpeg2000]: await Promise.all(
    slices.map((slice) => encodeJpeg2000({ ...image(slice), signed: true })),
  ),
};

/** A frame as fragments of an even number of bytes. */
function split(frame: Uint8Array, parts: number): Uint8Array[] {
  const length = 2 * Math.ceil(frame.length / parts / 2);
  return Array.from({ length: Math.ceil(frame.length / length) }, (_, n) =>
    frame.slice(n * length, (n + 1) * length),
  );
}

const padded = ({ length }: Uint8Array) => length + (length % 2);

/** Where each group of fragments starts, counted from the first fragment's item. */
function offsetsOf(groups: readonly (readonly Uint8Array[])[]): number[] {
  let at = 0;
  return groups.map((group) => {
    const start = at;
    for (const fragment of group) at += 8 + padded(fragment);
    return start;
  });
}

async function read(PixelData: Encapsulated, syntax: string, others: Elements = {}) {
  const elements = enhancedElements(grid, { PixelData, ...others });
  const { volume } = await readFiles([dicomFile(elements, { syntax })]);
  return Array.from(volume.data);
}

const expected = volumeValues(grid);

describe.each([rle, jpegLs, jpeg2000])("encapsulated frames: %s", (syntax) => {
  const whole = frames[syntax];

  it("one a fragment, without an offset table", async () => {
    expect(await read({ fragments: whole }, syntax)).toEqual(expected);
  });

  it("one a fragment, with one", async () => {
    const offsets = offsetsOf(whole.map((frame) => [frame]));
    expect(await read({ fragments: whole, offsets }, syntax)).toEqual(expected);
  });

  it("without the delimiter at the end", async () => {
    expect(await read({ fragments: whole, delimited: false }, syntax)).toEqual(expected);
  });

  it("several fragments each, with an offset table", async () => {
    const groups = whole.map((frame, n) => split(frame, 1 + (n % 3)));
    const PixelData = { fragments: groups.flat(), offsets: offsetsOf(groups) };
    expect(await read(PixelData, syntax)).toEqual(expected);
  });

  it("several fragments each, with an extended offset table", async () => {
    const groups = whole.map((frame, n) => split(frame, 3 - (n % 3)));
    const others = { ExtendedOffsetTable: offsetsOf(groups) };
    expect(await read({ fragments: groups.flat() }, syntax, others)).toEqual(expected);
  });
});

describe("encapsulated frames in several fragments without an offset table", () => {
  it.each([jpegLs, jpeg2000])("start where a stream starts: %s", async (syntax) => {
    const groups = frames[syntax].map((frame, n) => split(frame, 1 + ((n + 1) % 3)));
    expect(await read({ fragments: groups.flat() }, syntax)).toEqual(expected);
  });

  it("are refused if none can be told from another", async () => {
    const fragments = frames[rle].flatMap((frame) => split(frame, 2));
    await expect(read({ fragments }, rle)).rejects.toThrow(
      "pixel data hold 10 fragments that start 0 frames, expected 5 frames",
    );
  });
});

describe("encapsulated frames that contradict the data set are refused", () => {
  const [first, second] = frames[jpegLs];
  it.each<[string, Encapsulated, Elements, string]>([
    [
      "too few of them",
      { fragments: [first, second] },
      {},
      "pixel data hold 2 fragments that start 2 frames, expected 5 frames",
    ],
    [
      "none at all",
      { fragments: [] },
      {},
      "pixel data hold 0 fragments that start 0 frames, expected 5 frames",
    ],
    [
      "an offset that is no fragment's",
      { fragments: frames[jpegLs], offsets: [0, 1e6, 2e6, 3e6, 4e6] },
      {},
      "basic offset table has 5 offsets, of which 1000000 is no fragment's, expected those of 5 frames, ascending",
    ],
    [
      "offsets that come back",
      { fragments: frames[jpegLs], offsets: [0, 0, 0, 0, 0] },
      {},
      "basic offset table has 5 offsets, expected those of 5 frames, ascending",
    ],
    [
      "too few offsets",
      { fragments: frames[jpegLs], offsets: [0] },
      {},
      "basic offset table has 1 offsets, expected those of 5 frames, ascending",
    ],
    [
      "an extended offset far outside",
      { fragments: frames[jpegLs] },
      { ExtendedOffsetTable: [0, 1, 2, 3, 2 ** 40] },
      "ExtendedOffsetTable (7FE0,0001) has 5 offsets, of which 1 is no fragment's, expected those of 5 frames, ascending",
    ],
  ])("%s", async (_, PixelData, others, message) => {
    await expect(read(PixelData, jpegLs, others)).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringContaining(message),
    });
  });

  it("fragments that are cut off", async () => {
    const elements = enhancedElements(grid, { PixelData: { fragments: frames[jpegLs] } });
    const file = dicomFile(elements, { syntax: jpegLs });
    await expect(readFiles([file.slice(0, -40)])).rejects.toThrow(
      /^DICOM file is cut off: found \d+ bytes, expected at least \d+$/,
    );
  });

  it("pixels that are not compressed, by the transfer syntax", async () => {
    const file = dicomFile(enhancedElements(grid), { syntax: jpegLs });
    await expect(readFiles([file])).rejects.toThrow(
      "PixelData (7FE0,0010) is not compressed, expected JPEG-LS Lossless (1.2.840.10008.1.2.4.80)",
    );
  });

  it.each([
    [
      "1.2.840.10008.1.2.4.102",
      'MPEG-4 AVC/H.264 High Profile / Level 4.1 ("1.2.840.10008.1.2.4.102")',
    ],
    ["1.2.3.4", 'unknown transfer syntax ("1.2.3.4")'],
    ["constructor", 'unknown transfer syntax ("constructor")'],
  ])("a transfer syntax that is not decoded: %s", async (syntax, name) => {
    const elements = enhancedElements(grid, { PixelData: { fragments: [first] } });
    await expect(readFiles([dicomFile(elements, { syntax })])).rejects.toMatchObject({
      code: "unsupported-format",
      message: expect.stringContaining(
        `pixel data are encoded as ${name}, expected uncompressed or JPEG`,
      ),
    });
  });
});
