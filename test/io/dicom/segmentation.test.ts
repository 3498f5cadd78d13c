import { deflateRawSync } from "node:zlib";
import dcmjs from "dcmjs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDicom } from "../../../src/io/dicom/data-set.ts";
import {
  isSegmentation,
  listSegments,
  readSegmentation,
  type SegmentationOptions,
} from "../../../src/io/dicom/segmentation.ts";
import { VoxomicsError } from "../../../src/messages/errors.ts";
import { indexToWorld } from "../../../src/volume/geometry.ts";
import { type Grid, identityDirection, type Mat3, type Vec3 } from "../../../src/volume/volume.ts";
import { permuted } from "../../regions.ts";
import { rotation } from "../../rotation.ts";
import { mutants, randomFrom, survive } from "../mutations.ts";
import { encodeRle } from "./codecs/rle-encoder.ts";
import { dicomFile, type Elements, sliceElements, syntaxes } from "./dicom-fixture.ts";
import {
  packBits,
  type StoredFrame,
  segmentation,
  segmentationElements,
} from "./segmentation-fixture.ts";

const grid: Grid = {
  size: [5, 3, 7],
  spacing: [0.75, 1.5, 2.5],
  origin: [-12, 8, -40],
  direction: identityDirection,
};

const segments = [
  { number: 1, label: "Tumour" },
  { number: 2, label: "Oedema" },
];

/** Fifteen pixels: no whole number of bytes. */
const pattern = (seed: number, values = [0, 1]): number[] => {
  const random = randomFrom(seed);
  return Array.from({ length: 15 }, () => random.pick(values));
};

const frames: StoredFrame[] = [
  { segment: 1, z: 1, pixels: pattern(1) },
  { segment: 1, z: 2, pixels: pattern(2) },
  { segment: 1, z: 4, pixels: pattern(3) },
  { segment: 2, z: 2, pixels: pattern(4) },
  { segment: 2, z: 3, pixels: pattern(5) },
];

const binary = (others?: Elements, stored = frames) =>
  segmentation("BINARY", grid, segments, stored, others);

const readFrom = async (bytes: Uint8Array, options: SegmentationOptions = {}) =>
  readSegmentation(await parseDicom(bytes), options);

/** The voxels of a segment, by its frames, in planes [from, to) of the grid. */
function voxels(segment: number, from: number, to: number, stored = frames): Uint8Array {
  return Uint8Array.from(
    Array.from({ length: to - from }, (_, n) => from + n).flatMap((z) => {
      const frame = stored.find((one) => one.segment === segment && one.z === z);
      return frame === undefined ? Array<number>(15).fill(0) : [...frame.pixels];
    }),
  );
}

async function refusal(result: Promise<unknown>): Promise<VoxomicsError> {
  const error = await result.then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(VoxomicsError);
  return error as VoxomicsError;
}

describe("a SEG's segments", () => {
  it("are listed with number, label and what they show", async () => {
    const dataSet = await parseDicom(binary());
    expect(isSegmentation(dataSet)).toBe(true);
    expect(listSegments(dataSet)).toEqual([
      { number: 1, name: "Tumour", type: "Neoplasm" },
      { number: 2, name: "Oedema", type: "Neoplasm" },
    ]);
  });

  it.each([1, "Tumour", "tumour "])("are chosen by %j", async (region) => {
    const { volume } = await readFrom(binary(), { region, grid });
    expect(volume.data).toEqual(voxels(1, 0, 7));
  });

  it("must be chosen where there are several, and be there", async () => {
    expect((await refusal(readFrom(binary()))).message).toBe(
      'SEG holds 2 regions: "Tumour" (1), "Oedema" (2): choose one by its name or number',
    );
    expect((await refusal(readFrom(binary(), { region: "Tumor" }))).message).toContain(
      'did you mean "Tumour"?',
    );
    expect((await refusal(readFrom(binary(), { region: 3 }))).code).toBe("invalid-settings");
  });

  it("overlap without disturbing each other", async () => {
    const full = Array<number>(15).fill(1);
    const both = segmentation("BINARY", grid, segments, [
      { segment: 1, z: 1, pixels: full },
      { segment: 2, z: 1, pixels: pattern(9) },
    ]);
    expect((await readFrom(both, { region: 1 })).volume.data).toEqual(Uint8Array.from(full));
    expect((await readFrom(both, { region: 2 })).volume.data).toEqual(Uint8Array.from(pattern(9)));
  });
});

describe("a binary SEG", () => {
  it("is read bit by bit: frames start anywhere in a byte", async () => {
    const { volume, description } = await readFrom(binary(), { region: 2, grid });
    expect(volume).toMatchObject(grid);
    expect(volume.data).toEqual(voxels(2, 0, 7));
    expect(description).toEqual({
      format: "DICOM SEG",
      region: { number: 2, name: "Oedema", type: "Neoplasm" },
      segmentation: "BINARY",
      fraction: null,
      threshold: null,
      frames: 2,
      outside: 0,
      voxels: voxels(2, 0, 7).reduce((sum, v) => sum + v, 0),
    });
  });

  it("is read in every encoding of data sets", async () => {
    for (const syntax of [syntaxes.implicit, syntaxes.explicit, syntaxes.deflated]) {
      for (const undefinedLengths of [false, true]) {
        const bytes = segmentation(
          "BINARY",
          grid,
          segments,
          frames,
          {},
          { syntax, undefinedLengths },
        );
        expect((await readFrom(bytes, { region: 1, grid })).volume.data).toEqual(voxels(1, 0, 7));
      }
    }
  });

  it("is read from big-endian words", async () => {
    const swapped = packBits(frames.flatMap(({ pixels }) => pixels));
    const words = new Uint8Array(swapped.length + (swapped.length % 2));
    swapped.forEach((byte, n) => { words[n ^ 1] = byte; }); // biome-ignore format: one statement
    const others = { "7FE00010 OB": undefined, PixelData: words };
    const bytes = segmentation("BINARY", grid, segments, frames, others, {
      syntax: syntaxes.bigEndian,
    });
    expect((await readFrom(bytes, { region: 1, grid })).volume.data).toEqual(voxels(1, 0, 7));
  });

  const compressed = async (
    syntax: string,
    encode: (pixels: readonly number[]) => Uint8Array | Promise<Uint8Array>,
  ) => {
    const fragments = await Promise.all(frames.map(({ pixels }) => encode(pixels)));
    const others = { "7FE00010 OB": { fragments } };
    return segmentation("BINARY", grid, segments, frames, others, { syntax });
  };

  it.each<[string, string, Parameters<typeof compressed>[1]]>([
    // PS3.5 A.4.13: a frame's own bytes, in which its first pixel is the lowest bit
    ["deflated", "1.2.840.10008.1.2.8.1", (pixels) => deflateRawSync(packBits(pixels))],
    // PS3.5 G.2: what is no whole number of bytes is filled up, so that a pixel is a byte
    ["RLE", "1.2.840.10008.1.2.5", (pixels) => encodeRle(Uint8Array.from(pixels), 1)],
  ])("may be compressed, each frame by itself: %s", async (_, syntax, encode) => {
    const bytes = await compressed(syntax, encode);
    for (const region of [1, 2]) {
      const { volume } = await readFrom(bytes, { region, grid });
      expect(volume.data).toEqual(voxels(region, 0, 7));
    }
  });

  it("is refused for compressed frames of other values, or of another length", async () => {
    const bytes = await compressed(syntaxes.rle, (pixels) =>
      encodeRle(
        Uint8Array.from(pixels, (pixel, n) => (n === 6 ? 3 : pixel)),
        1,
      ),
    );
    const values = await refusal(readFrom(bytes, { region: 1 }));
    expect(values.code).toBe("invalid-file");
    expect(values.message).toBe(
      "pixel 7 of frame 1 is 3, expected 0 or 1: BitsAllocated (0028,0100) is 1",
    );
    const whole = await compressed("1.2.840.10008.1.2.8.1", (pixels) =>
      deflateRawSync(Uint8Array.from(pixels)),
    );
    expect((await refusal(readFrom(whole, { region: 1 }))).message).toContain(
      "deflated frame is damaged: it holds more than 2 bytes",
    );
    const packed = await compressed(syntaxes.rle, (pixels) => encodeRle(packBits(pixels), 1));
    expect((await refusal(readFrom(packed, { region: 1 }))).message).toContain(
      "RLE frame is damaged: segment 1 holds 2 bytes, expected 15",
    );
    const other = await compressed("1.2.840.10008.1.2.4.110", (pixels) => Uint8Array.from(pixels));
    expect((await refusal(readFrom(other, { region: 1 }))).code).toBe("unsupported-format");
  });

  it("may take a byte for a pixel", async () => {
    const bytes = Uint8Array.from(frames.flatMap(({ pixels }) => pixels));
    const others = { BitsAllocated: 8, BitsStored: 8, HighBit: 7, "7FE00010 OB": bytes };
    expect((await readFrom(binary(others), { region: 1, grid })).volume.data).toEqual(
      voxels(1, 0, 7),
    );
  });

  it("may name its segment in the groups that all frames share", async () => {
    const one = segmentationElements("BINARY", grid, segments.slice(0, 1), frames.slice(0, 3));
    const [shared] = one.SharedFunctionalGroupsSequence as Elements[];
    const perFrame = (one.PerFrameFunctionalGroupsSequence as Elements[]).map(({ PlanePositionSequence }) => ({ PlanePositionSequence })); // biome-ignore format: one mapping
    const elements = {
      ...one,
      SharedFunctionalGroupsSequence: [
        { ...shared, SegmentIdentificationSequence: [{ ReferencedSegmentNumber: 1 }] },
      ],
      PerFrameFunctionalGroupsSequence: perFrame,
    };
    expect((await readFrom(dicomFile(elements), { grid })).volume.data).toEqual(voxels(1, 0, 7));
  });
});

describe("a fractional SEG", () => {
  const fractions = [0, 1, 63, 64, 127, 128, 200, 254, 255, 0, 10, 77, 102, 103, 250];
  const fractional = (others?: Elements) =>
    segmentation(
      "FRACTIONAL",
      grid,
      segments.slice(0, 1),
      [{ segment: 1, z: 0, pixels: fractions }],
      others,
    );

  it.each([
    { threshold: undefined, least: 128 }, // 127.5
    { threshold: 0.4, least: 102 },
    { threshold: 1, least: 255 },
    { threshold: 64 / 255, least: 64 },
  ])("belongs to its segment from the fraction $threshold on", async ({ threshold, least }) => {
    const { volume, description } = await readFrom(fractional(), { threshold });
    expect(volume.data).toEqual(Uint8Array.from(fractions, (value) => (value >= least ? 1 : 0)));
    expect(description).toMatchObject({
      segmentation: "FRACTIONAL",
      fraction: "PROBABILITY",
      threshold: threshold ?? 0.5,
    });
  });

  it("has fractions of its own largest value", async () => {
    const { volume, description } = await readFrom(
      fractional({ MaximumFractionalValue: 200, SegmentationFractionalType: "OCCUPANCY" }),
    );
    expect(volume.data).toEqual(Uint8Array.from(fractions, (value) => (value >= 100 ? 1 : 0)));
    expect(description.fraction).toBe("OCCUPANCY");
  });

  it("needs that value", async () => {
    expect((await refusal(readFrom(fractional({ MaximumFractionalValue: 0 })))).code).toBe(
      "invalid-file",
    );
    expect(
      (await refusal(readFrom(fractional({ MaximumFractionalValue: undefined })))).message,
    ).toContain("MaximumFractionalValue (0062,000E)");
  });

  it("may be compressed, each frame by itself", async () => {
    const stored = [0, 2].map(
      (z): StoredFrame => ({ segment: 1, z, pixels: pattern(z, [0, 90, 255]) }),
    );
    // RLE (PS3.5, annex G): one segment from byte 64 on, of one literal run
    const header = [1, 0, 0, 0, 64, ...Array<number>(59).fill(0)];
    const fragments = stored.map(({ pixels }) =>
      Uint8Array.of(...header, pixels.length - 1, ...pixels),
    );
    const bytes = segmentation(
      "FRACTIONAL",
      grid,
      segments.slice(0, 1),
      stored,
      { "7FE00010 OB": { fragments } },
      { syntax: syntaxes.rle },
    );
    const { volume } = await readFrom(bytes, { grid });
    expect(volume.data).toEqual(voxels(1, 0, 7, stored).map((value) => (value >= 128 ? 1 : 0)));
  });
});

describe("a label map", () => {
  it("gives the pixels of a segment's number, of 8 or 16 bits, whatever their colours", async () => {
    const stored = [0, 1].map((z) => ({ z, pixels: pattern(20 + z, [0, 1, 2, 3]) }));
    const background = { number: 0, label: "Background" };
    const narrow = segmentationElements("LABELMAP", grid, [background, ...segments], stored, {
      PhotometricInterpretation: "PALETTE COLOR",
    });
    const words = Uint8Array.from(
      stored.flatMap(({ pixels }) => pixels.flatMap((value) => [value, 0])),
    );
    const wide = {
      ...narrow,
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      "7FE00010 OB": words,
    };
    for (const elements of [narrow, wide]) {
      const bytes = dicomFile(elements);
      const expected = stored.flatMap(({ pixels }) => pixels.map((value) => Number(value === 2)));
      const { volume, description } = await readFrom(bytes, { region: "Oedema" });
      expect(volume.data).toEqual(Uint8Array.from(expected));
      expect(description).toMatchObject({ segmentation: "LABELMAP", frames: 2 });
      expect(listSegments(await parseDicom(bytes)).map(({ number }) => number)).toEqual([1, 2]);
    }
  });
});

describe("the grid of a SEG without its image", () => {
  it("holds the frames of all segments, with planes that have none", async () => {
    const { volume } = await readFrom(binary(), { region: 1 });
    expect(volume.size).toEqual([5, 3, 4]);
    expect(volume.origin).toEqual([-12, 8, -37.5]);
    expect(volume.spacing).toEqual([0.75, 1.5, 2.5]);
    expect(volume.data).toEqual(voxels(1, 1, 5));
  });

  it("takes frames in any order, obliquely, with what SpacingBetweenSlices says of gaps", async () => {
    const oblique: Grid = { ...grid, direction: rotation(0.5) };
    const sparse = [5, 1].map((z): StoredFrame => ({ segment: 1, z, pixels: pattern(z) }));
    const bytes = segmentation("BINARY", oblique, segments.slice(0, 1), sparse);
    const { volume } = await readFrom(bytes);
    expect(volume.size).toEqual([5, 3, 5]);
    volume.origin.forEach((o, a) => {
      expect(o).toBeCloseTo(indexToWorld(oblique, [0, 0, 1])[a], 9);
    });
    volume.direction.forEach((d, n) => {
      expect(d).toBeCloseTo(oblique.direction[n], 9);
    });
    expect(volume.data).toEqual(voxels(1, 1, 6, sparse));
  });

  const measured = (measures: Elements, stored: StoredFrame[]) => {
    const elements = segmentationElements("BINARY", grid, segments.slice(0, 1), stored);
    const [shared] = elements.SharedFunctionalGroupsSequence as Elements[];
    const PixelMeasuresSequence = [{ PixelSpacing: ["1.5", "0.75"], ...measures }];
    const groups = [{ ...shared, PixelMeasuresSequence }];
    return dicomFile({ ...elements, SharedFunctionalGroupsSequence: groups });
  };
  const at = (...planes: number[]) =>
    planes.map((z): StoredFrame => ({ segment: 1, z, pixels: pattern(z) }));

  it("has the smallest distance of its frames where the file states none", async () => {
    const { volume } = await readFrom(measured({ SliceThickness: "2.5" }, at(0, 1, 2, 5)));
    expect(volume.size).toEqual([5, 3, 6]);
    expect((await readFrom(measured({}, at(0, 2, 6)))).volume.spacing[2]).toBe(5);
  });

  it("keeps count of planes whose positions are rounded", async () => {
    // a third of a mm in three decimals: from the first gap alone, plane 600 would be 599.4
    const elements = segmentationElements(
      "BINARY",
      grid,
      segments.slice(0, 1),
      at(0, 1, 2, 3, 600),
    );
    const perFrame = [0, 1, 2, 3, 600].map((z) => ({
      PlanePositionSequence: [{ ImagePositionPatient: ["-12", "8", (z / 3).toFixed(3)] }],
      SegmentIdentificationSequence: [{ ReferencedSegmentNumber: 1 }],
    }));
    const [shared] = elements.SharedFunctionalGroupsSequence as Elements[];
    const bytes = dicomFile({
      ...elements,
      SharedFunctionalGroupsSequence: [
        { ...shared, PixelMeasuresSequence: [{ PixelSpacing: ["1.5", "0.75"] }] },
      ],
      PerFrameFunctionalGroupsSequence: perFrame,
    });
    expect((await readFrom(bytes)).volume.size[2]).toBe(601);
  });

  it("is refused where planes between frames may have been left out", async () => {
    const error = await refusal(readFrom(measured({ SliceThickness: "2.5" }, at(0, 4, 6))));
    expect(error.code).toBe("invalid-file");
    expect(error.message).toBe(
      "frames lie 5 mm apart or more and are 2.5 mm thick: without SpacingBetweenSlices (0018,0088) " +
        "the distance between planes is not known: the grid of the image has it; option grid: the image gives it",
    );
    const placed = await readFrom(measured({ SliceThickness: "2.5" }, at(0, 4, 6)), { grid });
    expect(placed.volume.data).toEqual(voxels(1, 0, 7, at(0, 4, 6)));
  });

  it("is that of the slice's thickness for a single plane", async () => {
    const { volume } = await readFrom(measured({ SliceThickness: "4" }, at(3)));
    expect(volume).toMatchObject({ size: [5, 3, 1], spacing: [0.75, 1.5, 4] });
    const error = await refusal(readFrom(measured({}, at(3))));
    expect(error.message).toContain("a single slice needs its thickness");
  });

  it("is refused for frames that are not planes of one grid", async () => {
    const uneven = at(0, 1, 2).map((frame, n) => ({
      ...frame,
      at: [0, 0, [0, 1, 2.3][n]] as Vec3,
    }));
    const error = await refusal(readFrom(measured({ SpacingBetweenSlices: "2.5" }, uneven)));
    expect(error.code).toBe("invalid-file");
    expect(error.message).toContain(
      "does not lie on the grid of the first frame: its first pixel lies at voxel [0, 0, ",
    );
    const aside = at(0, 1).map((frame, n) => ({ ...frame, at: [0.4 * n, 0, n] as Vec3 }));
    expect((await refusal(readFrom(measured({}, aside)))).code).toBe("invalid-file");
    const far = at(0, 1).map((frame, n) => ({ ...frame, at: [0, 0, 1e6 * n] as Vec3 }));
    const apart = await refusal(readFrom(measured({ SpacingBetweenSlices: "2.5" }, far)));
    expect(apart.message).toContain("expected at most 65536");
  });

  it("grows in the planes too, where frames are moved in them", async () => {
    const tiles: StoredFrame[] = [
      { segment: 1, z: 0, pixels: Array(15).fill(1) },
      { segment: 1, z: 0, at: [5, 0, 0], pixels: Array(15).fill(1) },
      { segment: 1, z: 1, at: [-2, 1, 1], pixels: Array(15).fill(1) },
    ];
    const bytes = segmentation("BINARY", grid, segments.slice(0, 1), tiles);
    const { volume, description } = await readFrom(bytes);
    expect(volume.size).toEqual([12, 4, 2]);
    expect(volume.origin).toEqual([-13.5, 8, -40]);
    expect(description.voxels).toBe(45);
  });
});

describe("placing a SEG on its image", () => {
  /** The same voxels stored the other way round along an axis. */
  const reversed = (one: Grid, axis: number): Grid => {
    const last = [0, 1, 2].map((a) => (a === axis ? one.size[a] - 1 : 0)) as unknown as Vec3;
    return {
      ...one,
      origin: indexToWorld(one, last),
      direction: one.direction.map((d, n) => (n % 3 === axis ? -d : d)) as unknown as Mat3,
    };
  };

  it("finds the voxels in whatever order the image stores them", async () => {
    const base: Grid = { ...grid, direction: rotation(-0.3) };
    const dataSet = await parseDicom(segmentation("BINARY", base, segments, frames));
    const expected = voxels(1, 0, 7);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom([0, 1, 2], [1, 0, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1], [0, 2, 1]),
        fc.subarray([0, 1, 2]),
        async (order, reversals) => {
          const { data: _, ...stored } = permuted({ ...base, data: new Uint8Array(105) }, order);
          const image = reversals.reduce(reversed, stored as Grid);
          const { volume } = await readSegmentation(dataSet, { region: 1, grid: image });
          const [nx, ny] = volume.size;
          const found = new Uint8Array(105);
          volume.data.forEach((value, v) => {
            const at = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
            const index = [0, 0, 0];
            order.forEach((axis, a) => {
              index[axis] = reversals.includes(a) ? image.size[a] - 1 - at[a] : at[a];
            });
            found[index[0] + 5 * (index[1] + 3 * index[2])] = value;
          });
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 48 },
    );
  });

  it("cuts off what reaches past the image, and tells it", async () => {
    const cropped: Grid = { ...grid, size: [3, 3, 2], origin: indexToWorld(grid, [1, 0, 1]) };
    const { volume, description } = await readFrom(binary(), { region: 1, grid: cropped });
    const whole = voxels(1, 0, 7);
    const expected = Array.from(
      { length: 18 },
      (_, v) => whole[1 + (v % 3) + 5 * (Math.floor(v / 3) + 3)],
    );
    expect([...volume.data]).toEqual(expected);
    const inside = expected.reduce((sum, v) => sum + v, 0);
    expect(description.voxels).toBe(inside);
    expect(description.outside).toBe(whole.reduce((sum, v) => sum + v, 0) - inside);
  });

  it.each([
    [
      "a shift of half a voxel",
      { ...grid, origin: [-12, 8.75, -40] },
      "its first pixel lies at voxel [0, -0.5, 1], expected whole numbers to within 0.02",
    ],
    [
      "another spacing",
      { ...grid, spacing: [0.75, 1, 2.5] },
      "its pixels are 1.5 mm apart along its columns, the voxels 1 mm",
    ],
    [
      "another orientation",
      { ...grid, direction: rotation(0.1) },
      "its rows make cosines of 0.995004",
    ],
  ] as [string, Grid, string][])("refuses %s, with the numbers", async (_, image, message) => {
    const error = await refusal(readFrom(binary(), { region: 1, grid: image }));
    expect(error.code).toBe("geometry-mismatch");
    expect(error.message).toContain(
      `frame 1 of 5 does not lie on the grid of the image: ${message}`,
    );
  });

  it("allows the rounding of decimals", async () => {
    const rounded: Grid = {
      ...grid,
      origin: [-12.003, 8.002, -40.004],
      spacing: [0.75003, 1.5, 2.5],
    };
    const { volume } = await readFrom(binary(), { region: 1, grid: rounded });
    expect(volume.data).toEqual(voxels(1, 0, 7));
  });
});

describe("a SEG that gives no mask", () => {
  it("is refused with what is there", async () => {
    const bare = segmentation("BINARY", grid, segments, frames.slice(0, 3));
    const none = await refusal(readFrom(bare, { region: 2 }));
    expect(none.message).toBe('segment "Oedema" has none of the 3 frames');
    const zero = segmentation("BINARY", grid, segments.slice(0, 1), [
      { segment: 1, z: 0, pixels: Array(15).fill(0) },
    ]);
    const error = await refusal(readFrom(zero));
    expect([error.code, error.message]).toEqual([
      "empty-mask",
      'segment "Tumour" has no voxel in a grid of 5 x 3 x 1',
    ]);
    const away: Grid = { ...grid, origin: indexToWorld(grid, [50, 0, 0]) };
    const outside = await refusal(readFrom(binary(), { region: 1, grid: away }));
    expect(outside.message).toMatch(/all of its \d+ lie outside$/);
  });

  it.each([
    [
      "frames claimed without end",
      { NumberOfFrames: 1_000_000_000 },
      "invalid-file",
      "NumberOfFrames (0028,0008) is 1000000000, but PerFrameFunctionalGroupsSequence (5200,9230) has 5 items",
    ],
    [
      "too few pixels",
      { "7FE00010 OB": Uint8Array.of(1, 2) },
      "invalid-file",
      "PixelData (7FE0,0010) holds 2 bytes, expected 10: 5 frames of 15 pixels of one bit",
    ],
    ["no pixels", { "7FE00010 OB": undefined }, "invalid-file", "holds 0 bytes, expected 10"],
    [
      "more pixels than fit",
      { Rows: 65535, Columns: 65535 },
      "invalid-file",
      "holds 10 bytes, expected 26842",
    ],
    ["no segments", { SegmentSequence: undefined }, "invalid-file", "SEG holds no region"],
    [
      "another kind of segmentation",
      { SegmentationType: "SURFACE" },
      "unsupported-format",
      'is "SURFACE", expected BINARY, FRACTIONAL, LABELMAP',
    ],
    [
      "other sizes of pixels",
      { BitsAllocated: 32 },
      "unsupported-format",
      "BitsAllocated (0028,0100) of a SEG is 32, expected 1, 8 or 16",
    ],
  ] as [string, Elements, string, string][])(
    "is refused for %s",
    async (_, others, code, message) => {
      const error = await refusal(readFrom(binary(others), { region: 1 }));
      expect(error.code).toBe(code);
      expect(error.message).toContain(message);
    },
  );

  it("is refused where frames do not say what they belong to, or share a place", async () => {
    const stored = frames.map(({ segment: _, ...frame }) => frame);
    const nameless = segmentation("BINARY", grid, segments, stored);
    const unknown = await refusal(readFrom(nameless, { region: 1 }));
    expect(unknown.message).toContain("frame 1 of 5 does not say which segment it belongs to");
    const twice = segmentation("BINARY", grid, segments, [...frames, frames[1]]);
    const error = await refusal(readFrom(twice, { region: 1 }));
    expect([error.code, error.message]).toEqual([
      "unsupported-format",
      'segment "Tumour" has two frames in one place: frame 2 of 6, and frame 6 of 6',
    ]);
  });
});

describe("SEGs that dcmjs writes", () => {
  /** What is used of dcmjs here beyond its declaration. */
  interface Writer {
    readonly data: {
      readonly DicomMessage: { readFile(bytes: ArrayBuffer): { dict: object; meta: object } };
      readonly DicomMetaDictionary: Record<
        "naturalizeDataset" | "namifyDataset",
        (dict: object) => object
      >;
      readonly datasetToDict: (dataset: object) => { write(): ArrayBuffer };
    };
    readonly normalizers: {
      readonly Normalizer: { normalizeToDataset(datasets: object[]): Multiframe };
    };
    readonly derivations: {
      readonly Segmentation: new (
        datasets: object[],
      ) => {
        readonly dataset: object;
        setNumberOfFrames(count: number): void;
        addSegment(segment: object, pixels: Uint8Array, frames: number[]): void;
        bitPackPixelData(): void;
      };
    };
  }
  interface Multiframe {
    readonly PerFrameFunctionalGroupsSequence: readonly {
      readonly PlanePositionSequence: { readonly ImagePositionPatient: readonly number[] };
    }[];
  }
  const { data, normalizers, derivations } = dcmjs as unknown as Writer;
  const { naturalizeDataset, namifyDataset } = data.DicomMetaDictionary;

  it("are read on the image that they were derived from", async () => {
    const slices = Array.from({ length: 7 }, (_, z) => {
      const slice = {
        size: [5, 3] as const,
        spacing: [0.75, 1.5] as const,
        position: indexToWorld(grid, [0, 0, z]),
        orientation: [1, 0, 0, 0, 1, 0],
        pixels: pattern(z, [0, 100]),
      };
      const others = { InstanceNumber: z + 1, SliceThickness: "2.5", StudyInstanceUID: "1.2.826" };
      const { dict, meta } = data.DicomMessage.readFile(
        dicomFile(sliceElements(slice, others)).buffer,
      );
      return { ...naturalizeDataset(dict), _meta: namifyDataset(meta) };
    });
    const multiframe = normalizers.Normalizer.normalizeToDataset(slices);
    // in an order of its own
    const order = multiframe.PerFrameFunctionalGroupsSequence.map(({ PlanePositionSequence }) =>
      Math.round((Number(PlanePositionSequence.ImagePositionPatient[2]) + 40) / 2.5),
    );
    expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);

    const seg = new derivations.Segmentation([multiframe]);
    seg.setNumberOfFrames(frames.length);
    const code = [
      { CodeValue: "108369006", CodingSchemeDesignator: "SCT", CodeMeaning: "Neoplasm" },
    ];
    for (const { number, label } of segments) {
      const own = frames.filter(({ segment }) => segment === number);
      const segment = {
        SegmentLabel: label,
        SegmentAlgorithmType: "MANUAL",
        SegmentedPropertyCategoryCodeSequence: code,
        SegmentedPropertyTypeCodeSequence: code,
        RecommendedDisplayCIELabValue: [1, 2, 3],
      };
      const pixels = Uint8Array.from(own.flatMap((frame) => frame.pixels));
      seg.addSegment(
        segment,
        pixels,
        own.map(({ z }) => order.indexOf(z) + 1),
      );
    }
    seg.bitPackPixelData();
    const bytes = new Uint8Array(data.datasetToDict(seg.dataset).write());

    for (const { number, label } of segments) {
      const { volume, description } = await readFrom(bytes, { region: label, grid });
      expect(volume.data).toEqual(voxels(number, 0, 7));
      expect(description.segmentation).toBe("BINARY");
      expect(description.region).toEqual({ number, name: label, type: "Neoplasm" });
    }
    expect((await readFrom(bytes, { region: 1 })).volume.data).toEqual(voxels(1, 1, 5));
  });
});

describe("damaged SEGs", () => {
  it("are read or refused, in little CPU time each", async () => {
    const single = segments.slice(0, 1);
    const fractions = [{ segment: 1, z: 0, pixels: pattern(7, [0, 128, 255]) }];
    const labels = [0, 1].map((z) => ({ z, pixels: pattern(z, [0, 1, 2]) }));
    const fragments = frames.map(({ pixels }) => deflateRawSync(packBits(pixels)));
    const deflated = { "7FE00010 OB": { fragments } };
    const options = { syntax: "1.2.840.10008.1.2.8.1" };
    const samples = [
      binary(),
      segmentation("BINARY", grid, single, frames.slice(0, 3), {}, { undefinedLengths: true }),
      segmentation("FRACTIONAL", grid, single, fractions, {}, { syntax: syntaxes.implicit }),
      segmentation("LABELMAP", grid, segments, labels),
      segmentation("BINARY", grid, segments, frames, deflated, options),
    ];
    const outcome = await survive(mutants(samples, 20250612), 20_000, async (bytes) => {
      const dataSet = await parseDicom(bytes);
      listSegments(dataSet);
      await readSegmentation(dataSet, bytes.length % 4 < 2 ? { region: 1 } : { region: 1, grid });
    });
    expect(outcome.read).toBeGreaterThan(2000);
    expect(outcome.refused).toBeGreaterThan(2000);
  });
});
