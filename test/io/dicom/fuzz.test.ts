import { readFile } from "node:fs/promises";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributeOf, type Keyword, keywords } from "../../../src/io/dicom/attributes.ts";
import { parseDicom } from "../../../src/io/dicom/data-set.ts";
import { openDicom } from "../../../src/io/dicom/dicom.ts";
import { VoxomicsError } from "../../../src/messages/errors.ts";
import type { Grid } from "../../../src/volume/volume.ts";
import { dataPath, describeWithData } from "../../phantoms.ts";
import { mutants, randomFrom, type Survival, survive } from "../mutations.ts";
import {
  encodeHtj2k,
  encodeJpeg,
  encodeJpeg2000,
  encodeJpegLs,
} from "./codecs/compiled-encoders.ts";
import { encodeJpegLossless } from "./codecs/jpeg-lossless-encoder.ts";
import { blocksOf, encodeJpegSequential } from "./codecs/jpeg-sequential-encoder.ts";
import { encodeRle } from "./codecs/rle-encoder.ts";
import { dicomFile, type Elements, join, latin1, pixelBytes, syntaxes } from "./dicom-fixture.ts";
import { enhancedElements, obliqueGrid, slicesOf, volumeValues } from "./image-fixture.ts";

// every input is read, or refused with a VoxomicsError, in little CPU time and little memory

const read = async (...files: readonly Uint8Array[]) => {
  const contents = await openDicom(files.map((input) => ({ name: null, input })));
  return contents.volume();
};

/** Fails if reading leaves, or takes on its way, much more memory than small files need. */
async function inLittleMemory(work: () => Promise<Survival>, limit = 5e8): Promise<Survival> {
  const before = process.memoryUsage().rss;
  const outcome = await work();
  expect(process.memoryUsage().rss - before).toBeLessThan(limit);
  return outcome;
}

/** Mutations that never hit, or always do, would test nothing. */
function expectBoth({ read: sound, refused }: Survival, count: number): void {
  expect(sound).toBeGreaterThan(count / 50);
  expect(refused).toBeGreaterThan(count / 10);
}

const slice: Grid = { ...obliqueGrid, size: [4, 3, 1] };
const thickness = { SliceThickness: "2.9", "00091001 LO": "a private element" };
const [single] = slicesOf(slice, thickness);
const enhanced = enhancedElements(obliqueGrid);
const dose: Elements = {
  ...slicesOf({ ...obliqueGrid, direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] })[0],
  ...{ Modality: "RTDOSE", DoseGridScaling: "0.01", NumberOfFrames: "5" },
  GridFrameOffsetVector: ["0", "2.9", "5.8", "8.7", "11.6"],
  PixelData: pixelBytes(volumeValues(obliqueGrid), 16),
};

describe("damaged DICOM images", () => {
  const samples = [
    dicomFile(single),
    dicomFile(single, { syntax: syntaxes.implicit }),
    dicomFile(single, { syntax: syntaxes.implicit, meta: false }),
    dicomFile(single, { syntax: syntaxes.bigEndian }),
    dicomFile(single, { syntax: syntaxes.deflated }),
    dicomFile(enhanced),
    dicomFile(enhanced, { undefinedLengths: true }),
    dicomFile(enhanced, { syntax: syntaxes.implicit, undefinedLengths: true }),
    dicomFile(dose, { meta: false }),
  ];

  it("are read or refused", async () => {
    const count = 20_000;
    expectBoth(await inLittleMemory(() => survive(mutants(samples, 11), count, read)), count);
  });

  it("are read or refused among sound ones", async () => {
    const [first, second, third] = slicesOf(obliqueGrid).map((elements) => dicomFile(elements));
    const count = 3000;
    const outcome = await inLittleMemory(() =>
      survive(mutants([second], 12), count, (damaged) => read(first, damaged, third)),
    );
    expectBoth(outcome, count);
  });
});

describe("damaged DICOM doses", () => {
  const words = { BitsAllocated: 32, BitsStored: 32, HighBit: 31 };
  const whole = { ...dose, DoseUnits: "GY" };
  const first = Number(whole.ImagePositionPatient?.toString().split(",")[2]);
  const absolute = [0, 2.9, 5.8, 8.7, 11.6].map((offset) => String(first + offset));
  const samples = [
    dicomFile(whole),
    dicomFile({ ...whole, GridFrameOffsetVector: absolute }, { syntax: syntaxes.implicit }),
    dicomFile({ ...whole, ...words, PixelData: pixelBytes(volumeValues(obliqueGrid), 32) }),
    dicomFile({ ...whole, DoseUnits: "RELATIVE" }, { syntax: syntaxes.bigEndian }),
    dicomFile({ ...single, ...{ Modality: "RTDOSE", DoseUnits: "GY", DoseGridScaling: "0.01" } }),
  ];

  it("are sound before they are damaged", async () => {
    for (const sample of samples) await expect(read(sample)).resolves.toBeDefined();
  });

  it("are read or refused", async () => {
    const count = 20_000;
    expectBoth(await inLittleMemory(() => survive(mutants(samples, 31), count, read)), count);
  });
});

/** CPU time grew with the square of such a length, or with the square of the file's. */
describe("long runs of one value", () => {
  const length = 2 ** 17;
  const texts = keywords.filter((keyword) => {
    const { tag, vr } = attributeOf(keyword);
    return !["SQ", "OW", "OF", "OD", "OV"].includes(vr) && !tag.startsWith("0002");
  });
  /** A text that only its last character keeps from being padding, or a number. */
  const run = (value: string) => latin1(`${value.repeat(length / value.length)}x`);

  it.each(["\0", " ", "0", "1", "\\", "\x1b", "\x1b ", "1e", ".", "\n", "1\\", "\0 "])(
    "are read or refused in any element: %j",
    async (value) => {
      const bytes = run(value);
      const header: Elements = { ...single, RadiopharmaceuticalInformationSequence: [{}] };
      // lengths of 32 bits, as text without a limit has, and elements without a representation
      const explicit = texts.map((keyword) => {
        const { [keyword]: _, ...others } = header;
        return dicomFile({ ...others, [`${attributeOf(keyword).tag} UT`]: bytes } as Elements);
      });
      const implicit = texts
        .filter((keyword) => /^[A-Z]{2}$/.test(attributeOf(keyword).vr) && !isBinary(keyword))
        .map((keyword) =>
          dicomFile({ ...header, [keyword]: bytes }, { syntax: syntaxes.implicit }),
        );
      const files = [...explicit, ...implicit];
      const outcome = await inLittleMemory(() => survive(files, files.length, read));
      expect(outcome.read).toBeGreaterThan(10);
    },
  );

  it("are read or refused at the end of a deflated file", async () => {
    const deflated = dicomFile(enhanced, { syntax: syntaxes.deflated });
    const noise = randomFrom(15);
    const text = Array.from({ length: 30_000 }, () => String.fromCharCode(33 + noise.below(90)));
    const large = dicomFile(
      { ...enhanced, "00091001 UT": text.join("") },
      { syntax: syntaxes.deflated },
    );
    const zeros = new Uint8Array(40_000);
    const damaged = [deflated, large].flatMap((file) =>
      [0, 1, 2, 5, 20, 100].flatMap((cut) => [
        join(file.subarray(0, file.length - cut), zeros),
        join(file.subarray(0, file.length - cut), zeros.subarray(0, 1)),
      ]),
    );
    const outcome = await inLittleMemory(() => survive(damaged, damaged.length, read));
    expect(outcome.refused).toBeGreaterThan(8);
  });
});

function isBinary(keyword: Keyword): boolean {
  return ["US", "SS", "UL", "SL", "FL", "FD", "AT"].includes(attributeOf(keyword).vr);
}

describeWithData("a damaged file of the CT phantom", () => {
  it("is read or refused", async () => {
    const path = "ibsi_1_ct_radiomics_phantom/dicom/image/DCM_IMG_00030.dcm";
    const file = await croppedFile(await readFile(dataPath(path)), 8);
    expect((await read(file)).volume.size).toEqual([204, 8, 1]);
    const count = 4000;
    expectBoth(await inLittleMemory(() => survive(mutants([file], 13), count, read)), count);
  });
});

/** An implicit little-endian file with its first rows only. */
async function croppedFile(bytes: Uint8Array, rows: number): Promise<Uint8Array> {
  const { elements } = await parseDicom(bytes);
  const { dataOffset, length } = elements.x7fe00010;
  const [columns, all] = [elements.x00280011, elements.x00280010].map(
    (element) => bytes[element.dataOffset] + 256 * bytes[element.dataOffset + 1],
  );
  expect(length).toBe(2 * columns * all);
  const file = new Uint8Array(bytes.subarray(0, dataOffset + 2 * columns * rows));
  const view = new DataView(file.buffer);
  view.setUint16(elements.x00280010.dataOffset, rows, true);
  view.setUint32(dataOffset - 4, 2 * columns * rows, true);
  return file;
}

describe("damaged compressed images", async () => {
  const grid: Grid = { ...obliqueGrid, size: [24, 16, 1] };
  const values = Array.from({ length: 24 * 16 }, (_, v) => (v % 24) * 9 + ((v * 7919) % 40));
  const image = { columns: 24, rows: 16, precision: 16, samples: pixelBytes(values, 16) };
  const bytes = { columns: 64, rows: 32, precision: 8, samples: new Uint8Array(64 * 32).fill(99) };
  const size = { columns: 24, rows: 16, precision: 12 };
  const blocks = blocksOf(size, (x, y) => values[24 * y + x]);
  const twelve = encodeJpegSequential({ ...size, blocks }, { restart: 2 });
  const compressed = (syntax: string, frame: Uint8Array, others: Elements = {}) =>
    dicomFile(
      slicesOf(grid, { SliceThickness: "1", PixelData: { fragments: [frame] }, ...others })[0],
      { syntax },
    );
  const small: Elements = {
    ...{ Columns: 64, Rows: 32, BitsAllocated: 8, BitsStored: 8, HighBit: 7 },
    PixelRepresentation: 0,
  };

  // those that run compiled code are slower to start
  it.each([
    ["deflate", 4000, compressed("1.2.840.10008.1.2.8.1", deflateRawSync(image.samples))],
    ["RLE", 4000, compressed("1.2.840.10008.1.2.5", encodeRle(image.samples, 2))],
    [
      "JPEG lossless",
      4000,
      compressed("1.2.840.10008.1.2.4.57", encodeJpegLossless({ ...image, samples: values })),
    ],
    ["JPEG-LS", 500, compressed("1.2.840.10008.1.2.4.80", await encodeJpegLs(image))],
    ["JPEG 2000", 500, compressed("1.2.840.10008.1.2.4.90", await encodeJpeg2000(image))],
    ["HTJ2K", 500, compressed("1.2.840.10008.1.2.4.201", await encodeHtj2k(image))],
    ["JPEG", 500, compressed("1.2.840.10008.1.2.4.50", await encodeJpeg(bytes), small)],
    ["JPEG of 12 bits", 500, compressed("1.2.840.10008.1.2.4.51", twelve, { BitsStored: 12 })],
  ])("by %s are read or refused", async (_, count, file) => {
    await read(file);
    const outcome = await inLittleMemory(() => survive(mutants([file], 14), count, read), 1e9);
    expectBoth(outcome, count);
  });
});

describe("headers of any values", () => {
  const sound = ["1", "2", "0.5", "3\\4", "1\\0\\0", "1\\0\\0\\0\\1\\0", "HU", "CT", "MONOCHROME1"];
  const odd = ["", "0", "-1", "1e308", "1e-308", "\\", "NaN", "65536", "1000000000000"];
  const text = fc.oneof(
    fc.constantFrom(...sound, ...odd),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.array(fc.integer().map(String), { maxLength: 7 }).map((parts) => parts.join("\\")),
    fc.string({ maxLength: 20 }),
  );
  const short = fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 8, 12, 15, 16, 32, 65535), fc.nat(65535));
  const shorts = [
    ...["Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit"],
    ...["PixelRepresentation", "SamplesPerPixel"],
  ];
  const texts = [
    ...["NumberOfFrames", "PixelSpacing", "ImagePositionPatient", "ImageOrientationPatient"],
    ...[
      "SliceThickness",
      "SpacingBetweenSlices",
      "RescaleSlope",
      "RescaleIntercept",
      "RescaleType",
    ],
    ...["PhotometricInterpretation", "GridFrameOffsetVector", "DoseGridScaling", "Modality"],
    ...["SpecificCharacterSet", "SOPClassUID", "SeriesInstanceUID", "FrameOfReferenceUID"],
  ];
  const header = fc
    .array(
      fc.oneof(
        fc.tuple(fc.constantFrom(...shorts), short),
        fc.tuple(fc.constantFrom(...texts), text),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((entries) => Object.fromEntries(entries) as Elements);
  const syntax = fc.constantFrom(...Object.values(syntaxes));
  const image = fc.constantFrom(single, enhanced, dose);

  it("are read or refused", async () => {
    const outcomes = { read: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(image, header, syntax, fc.boolean(), async (whole, others, uid, open) => {
        const file = dicomFile({ ...whole, ...others }, { syntax: uid, undefinedLengths: open });
        try {
          await read(file);
          outcomes.read++;
        } catch (error) {
          expect(error).toBeInstanceOf(VoxomicsError);
          outcomes.refused++;
        }
      }),
      { numRuns: 3000, endOnFailure: true },
    );
    expect(outcomes.read).toBeGreaterThan(100);
    expect(outcomes.refused).toBeGreaterThan(1000);
  });
});

describe("lengths that lead elsewhere", () => {
  const sequence = latin1("\x40\x00\x15\x11SQ\0\0");
  const item = latin1("\xfe\xff\x00\xe0");
  const length = (value: number) => new Uint8Array(Uint32Array.of(value).buffer);
  const start = dicomFile({ Modality: "CT" });

  it.each<[string, readonly Uint8Array[]]>([
    ["a sequence that is longer than the file", [sequence, length(0xfffffffe)]],
    ["an item that is longer than its sequence", [sequence, length(8), item, length(1000)]],
    ["an item as long as the file", [sequence, length(8), item, length(0xfffffffe)]],
    ["an item that holds its own sequence's end", [sequence, length(12), item, length(0xffffffff)]],
    ["items of no length without end", [sequence, length(0xffffffff), item, length(0)]],
  ])("are refused: %s", async (_, parts) => {
    const error = await parseDicom(join(start, ...parts)).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(VoxomicsError);
    expect(error.code).toBe("invalid-file");
  });
});
