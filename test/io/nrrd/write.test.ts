import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { read, readDescribed, writeNrrd } from "../../../src/io.ts";
import type { Volume, VoxelArray } from "../../../src/volume/volume.ts";
import { rotation } from "../../rotation.ts";
import { readByItk } from "../itk.ts";

const size = [3, 4, 2] as const;
const arrays = [
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
];

const length = fc.double({ min: 0.01, max: 100, noNaN: true });
const place = fc.double({ min: -1000, max: 1000, noNaN: true });
const arbitraryVolume: fc.Arbitrary<Volume> = fc.record({
  data: fc
    .constantFrom(...arrays)
    .chain((array) =>
      fc
        .array(fc.integer({ min: 0, max: 127 }), { minLength: 24, maxLength: 24 })
        .map((values): VoxelArray => new array(values)),
    ),
  size: fc.constant(size),
  spacing: fc.tuple(length, length, length),
  origin: fc.tuple(place, place, place),
  direction: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }).map(rotation),
});

function expectSame(found: Volume, expected: Volume): void {
  expect(found.data).toEqual(expected.data);
  expect(found.size).toEqual(expected.size);
  for (const field of ["spacing", "origin", "direction"] as const) {
    for (const [n, value] of expected[field].entries()) {
      expect(Math.abs(found[field][n] - value)).toBeLessThanOrEqual(
        1e-12 * Math.abs(value) + 1e-14,
      );
    }
  }
}

describe("writeNrrd", () => {
  it.each([true, false])("is undone by read (gzip: %s)", async (gzip) => {
    await fc.assert(
      fc.asyncProperty(arbitraryVolume, async (volume) => {
        expectSame(await read(await writeNrrd(volume, { gzip })), volume);
      }),
      { numRuns: 50 },
    );
  });

  it("keeps a grid along the axes exactly", async () => {
    const volume: Volume = {
      data: Float64Array.from({ length: 24 }, (_, n) => n / 7),
      size,
      spacing: [0.1, 1 / 3, 2.7],
      origin: [-0.3, 1 / 7, 1e-20],
      direction: [0, -1, 0, 1, 0, 0, 0, 0, -1],
    };
    expect(await read(await writeNrrd(volume))).toEqual(volume);
  });

  it("is understood by ITK, in every type", async () => {
    const spacing = [0.7, 1.3, 2.9] as const;
    const origin = [-12.5, 33.25, 7] as const;
    for (const [n, array] of arrays.entries()) {
      const volume: Volume = {
        data: new array(Array.from({ length: 24 }, (_, v) => (v * 11) % 128)),
        size,
        spacing,
        origin,
        direction: rotation(0.3 * n + 0.1),
      };
      for (const gzip of [true, false]) {
        expectSame(await readByItk("x.nrrd", await writeNrrd(volume, { gzip })), volume);
      }
    }
  });

  it("compresses unless told otherwise", async () => {
    const volume: Volume = {
      data: new Uint8Array(1e6),
      size: [100, 100, 100],
      spacing: [1, 1, 1],
      origin: [0, 0, 0],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    };
    expect((await writeNrrd(volume)).length).toBeLessThan(1e4);
    expect((await writeNrrd(volume, { gzip: false })).length).toBeGreaterThan(1e6);
    await expect(writeNrrd({ ...volume, size: [1, 1, 1] })).rejects.toMatchObject({
      code: "invalid-volume",
    });
  });
});

describe("a slice whose thickness was assumed", () => {
  const slice: Volume = {
    data: new Uint8Array(12),
    size: [3, 4, 1],
    spacing: [0.7, 0.9, 5],
    origin: [5, -6, 7],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    thicknessAssumed: true,
  };

  it("keeps its mark, however thick it was taken to be", async () => {
    const bytes = await writeNrrd(slice);
    expect(await read(bytes)).toEqual(slice);
    const { thicknessAssumed: _, ...known } = slice;
    expect(await read(await writeNrrd(known))).toEqual(known);
    expect(await read(bytes, { sliceThickness: 3 })).toEqual({ ...known, spacing: [0.7, 0.9, 3] });
  });

  it("is told where its file states a thickness and another is given", async () => {
    const { thicknessAssumed: _, ...known } = slice;
    const bytes = await writeNrrd(known);
    const { volume, notes } = await readDescribed(bytes, { sliceThickness: 3 });
    expect(volume.spacing[2]).toBe(5);
    expect(notes).toMatchObject([{ code: "option-unused", details: { stated: 5, thickness: 3 } }]);
    expect((await readDescribed(bytes, { sliceThickness: 5 })).notes).toEqual([]);
  });

  it("is read by ITK as any other", async () => {
    expect((await readByItk("slice.nrrd", await writeNrrd(slice))).spacing).toEqual(slice.spacing);
  });
});
