import { cache, type Types, volumeLoader } from "@cornerstonejs/core";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { fromCornerstone, toCornerstone } from "../../src/adapters.ts";
import { extract, type Mask } from "../../src/index.ts";
import { digitalPhantom } from "../../src/validate.ts";
import type { Volume, VoxelArray } from "../../src/volume/volume.ts";
import { anyGrid, cornerIndices, corners, farthest, grids, volumeOn } from "./grids.ts";

afterEach(() => cache.purgeCache());

const plain = grids[0][1];

function local(volume: Volume, id = "local:volume"): Types.IImageVolume {
  cache.purgeCache(); // a volume of the same name would be given again
  return volumeLoader.createLocalVolume(id, toCornerstone(volume));
}

/** A map: NaN in its first half, 2 to 31 in the other. */
const map: Volume = {
  ...plain,
  data: Float32Array.from({ length: 60 }, (_, v) => (v < 30 ? Number.NaN : v - 28)),
};

describe.each(grids)("cornerstone3D, %s", (_, grid) => {
  it("has its corners, and their values, where its imageData has them", () => {
    const volume = volumeOn(grid);
    const image = local(volume);
    const expected = cornerIndices(grid).map((index) => image.imageData!.indexToWorld([...index]));
    const found = corners(volume);
    expect(
      farthest(
        found.map(({ at }) => at),
        expected,
      ),
    ).toBeLessThan(1e-9);
    for (const [n, [x, y, z]] of cornerIndices(grid).entries()) {
      expect(image.voxelManager!.getAtIJK(x, y, z)).toBe(found[n].value);
    }
  });
});

describe("there and back", () => {
  it("is exact, whatever the orientation", () => {
    fc.assert(
      fc.property(anyGrid(fc.double({ min: -3, max: 3, noNaN: true })), (grid) => {
        expect(fromCornerstone(local(volumeOn(grid)))).toEqual(volumeOn(grid));
      }),
    );
  });

  it.each([
    [Int8Array, Int16Array],
    [Uint8Array, Uint8Array],
    [Uint8ClampedArray, Uint8Array],
    [Int16Array, Int16Array],
    [Uint16Array, Uint16Array],
    [Int32Array, Float32Array],
    [Uint32Array, Float32Array],
    [Float32Array, Float32Array],
    [Float64Array, Float32Array],
  ] as const)("keeps the values of %o", (Given, Kept) => {
    const { data } = volumeOn(plain, Given as new (values: readonly number[]) => VoxelArray);
    const given = Given === Uint32Array ? data.map((value) => value & 0xffff) : data;
    const { scalarData } = toCornerstone({ ...plain, data: given });
    expect(scalarData).toBeInstanceOf(Kept);
    expect([...scalarData]).toEqual([...given]);
    expect(scalarData.buffer === given.buffer).toBe(Given === Kept || Given === Uint8ClampedArray);
    expect([...fromCornerstone(local({ ...plain, data: given })).data]).toEqual([...given]);
  });

  it("keeps NaN, which cornerstone3D holds as a number below all others", () => {
    const { scalarData, metadata } = toCornerstone(map);
    expect(metadata.valueForNaN).toBe(-27);
    expect(scalarData.slice(28, 32)).toEqual(Float32Array.of(-27, -27, 2, 3));
    const image = local(map);
    expect(image.voxelManager!.getAtIJK(0, 0, 0)).toBe(-27);
    expect(fromCornerstone(image)).toEqual(map);
  });

  it("keeps frame of reference and series", () => {
    const volume = { ...volumeOn(plain), frameOfReference: "1.2.3", series: "1.2.4" };
    expect(fromCornerstone(local(volume))).toEqual(volume);
  });

  it("gives a label map's labels, and the mask of each", () => {
    const data = Uint8Array.from({ length: 60 }, (_, v) => v % 3);
    const labels = { ...plain, data };
    const segmentation = volumeLoader.createLocalLabelmapVolume(toCornerstone(labels), "local:seg");
    expect(fromCornerstone(segmentation)).toEqual(labels);
    for (const label of [1, 2]) {
      expect(fromCornerstone(segmentation, { label })).toEqual({
        ...plain,
        data: data.map((value) => Number(value === label)),
      });
    }
    expect(() => fromCornerstone(segmentation, { label: 3 })).toThrow(/label 3/);
  });

  it("measures the same", () => {
    const { image, mask } = digitalPhantom();
    const segmentation = volumeLoader.createLocalLabelmapVolume(toCornerstone(mask), "local:mask");
    const again: Mask = fromCornerstone(segmentation, { label: 1 });
    const families = ["statistics"] as const;
    const found = extract(fromCornerstone(local(image)), fromCornerstone(segmentation, { label: 1 }), { families }); // biome-ignore format: one line
    expect(again.data).toEqual(mask.data);
    expect(found.features).toEqual(extract(image, mask, { families }).features);
  });
});

describe("toCornerstone", () => {
  it("tells what cornerstone3D reads of DICOM", () => {
    const grid = { ...plain, direction: grids[1][1].direction };
    const { metadata, direction } = toCornerstone(volumeOn(grid), { modality: "CT" });
    expect(direction).toEqual([0, 1, 0, 0, 0, -1, 1, 0, 0]);
    expect(metadata).toEqual({
      BitsAllocated: 16,
      BitsStored: 16,
      SamplesPerPixel: 1,
      HighBit: 15,
      PhotometricInterpretation: "MONOCHROME2",
      PixelRepresentation: 1,
      Modality: "CT",
      ImageOrientationPatient: [0, 1, 0, 0, 0, -1],
      PixelSpacing: [1.5, 0.75],
      FrameOfReferenceUID: "",
      Columns: 3,
      Rows: 4,
      voiLut: [{ windowWidth: 177, windowCenter: 68.5 }],
      VOILUTFunction: "LINEAR_EXACT",
    });
    expect(toCornerstone(volumeOn(plain, Uint8Array)).metadata.PixelRepresentation).toBe(0);
  });

  it("finds a number for NaN below any values", () => {
    const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 59,
      maxLength: 59,
    });
    fc.assert(
      fc.property(values, (finite) => {
        const { metadata } = toCornerstone({
          ...plain,
          data: Float32Array.of(Number.NaN, ...finite),
        });
        const least = Math.min(...finite);
        if (least > -3e38) expect(metadata.valueForNaN).toBeLessThan(least);
        expect(metadata.valueForNaN).toBe(Math.fround(metadata.valueForNaN!));
      }),
    );
    const nothing = toCornerstone({ ...plain, data: new Float32Array(60).fill(Number.NaN) });
    expect(nothing.metadata.valueForNaN).toBeLessThan(0);
  });

  it("refuses numbers that cornerstone3D does not hold", () => {
    const withValue = (data: VoxelArray, value: number) => {
      data[7] = value;
      return () => toCornerstone({ ...plain, data });
    };
    expect(withValue(new Int32Array(60), 2 ** 24 + 1)).toThrow(
      "volume.data: found 16777217, expected an integer within 24 bits",
    );
    expect(withValue(new Float64Array(60), 1e39)).toThrow(
      "volume.data: found 1e+39, expected at most 3.4e38 in size",
    );
    expect(() => toCornerstone(map, { modality: 7 as never })).toThrow("modality: found 7");
    expect(() => toCornerstone({ ...map, size: [1, 1, 1] })).toThrow(/volume.data: found 60/);
  });
});
