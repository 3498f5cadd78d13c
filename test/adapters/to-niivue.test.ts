import { NVImage } from "@niivue/niivue";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { fromNiivue, toNiivue } from "../../src/adapters.ts";
import type { Grid, Volume, VoxelArray } from "../../src/volume/volume.ts";
import { anyGrid, farthest, grids, volumeOn } from "./grids.ts";
import { expectCornersOf } from "./niivue-corners.ts";

vi.spyOn(console, "warn").mockImplementation(() => {}); // NiiVue warns of oblique grids

const plain = grids[0][1];

/** A map: NaN in its first half, 2 to 31 in the other. */
const map: Volume = {
  ...plain,
  data: Float64Array.from({ length: 60 }, (_, v) => (v < 30 ? Number.NaN : v - 28)),
};

describe.each(grids)("NiiVue, %s", (_, grid) => {
  it("has its corners, and their values, where NiiVue has them", () => {
    const volume = volumeOn(grid);
    const image = toNiivue(volume, NVImage);
    expect(image).toBeInstanceOf(NVImage);
    expectCornersOf(image, volume);
    expect(image.img).toBe(volume.data);
  });

  it("is where NiiVue puts the NIfTI file of the same header", async () => {
    const image = toNiivue(volumeOn(grid), NVImage);
    const file = await image.saveToUint8Array("a.nii");
    const again = await NVImage.loadFromUrl({ url: file, name: "a.nii" });
    for (const row of [0, 1, 2]) {
      for (const column of [0, 1, 2, 3]) {
        const found = again.hdr!.affine[row][column];
        expect(found).toBeCloseTo(image.hdr!.affine[row][column], 4);
      }
    }
    expect(fromNiivue(again).data).toEqual(volumeOn(grid).data);
  });
});

describe("there and back", () => {
  const back = (grid: Grid) => fromNiivue(toNiivue(volumeOn(grid), NVImage));

  it("is exact where axes are parallel to the world's", () => {
    fc.assert(
      fc.property(anyGrid(fc.constant(0)), (grid) => {
        expect(back(grid)).toEqual(volumeOn(grid));
      }),
    );
  });

  it("is exact in values, and to the rounding of a product and a quotient in positions, where they are not", () => {
    fc.assert(
      fc.property(anyGrid(fc.double({ min: -3, max: 3, noNaN: true })), (grid) => {
        const { data, size, spacing, origin, direction } = back(grid);
        expect(data).toEqual(volumeOn(grid).data);
        expect(size).toEqual(grid.size);
        expect(origin).toEqual(grid.origin);
        expect(farthest([direction], [grid.direction])).toBeLessThan(2e-15);
        const relative = spacing.map((length, a) => length / grid.spacing[a] - 1);
        expect(Math.max(...relative.map(Math.abs))).toBeLessThan(2e-15);
      }),
    );
  });

  it.each([
    [Int8Array, Int16Array],
    [Uint8Array, Uint8Array],
    [Uint8ClampedArray, Uint8Array],
    [Int16Array, Int16Array],
    [Uint16Array, Uint16Array],
    [Int32Array, Float64Array],
    [Uint32Array, Float64Array],
    [Float32Array, Float32Array],
    [Float64Array, Float64Array],
  ] as const)("keeps the values of %o", (Given, Kept) => {
    const volume = volumeOn(plain, Given as new (values: readonly number[]) => VoxelArray);
    const { data } = fromNiivue(toNiivue(volume, NVImage));
    expect(data).toBeInstanceOf(Kept);
    expect([...data]).toEqual([...volume.data]);
    expect(data.buffer === volume.data.buffer).toBe(Given === Kept || Given === Uint8ClampedArray);
  });

  it("keeps NaN", () => {
    expect(fromNiivue(toNiivue(map, NVImage)).data).toBe(map.data);
  });
});

describe("toNiivue", () => {
  it("draws from the least to the greatest value", () => {
    const image = toNiivue(volumeOn(plain), NVImage);
    expect([image.cal_min, image.cal_max]).toEqual([-20, 157]);
    expect([image.global_min, image.global_max]).toEqual([-20, 157]);
    expect([image.colormap, image.opacity, image.name]).toEqual(["gray", 1, "volume"]);
  });

  it("draws a map's least value too, though NiiVue draws what is above the first colour only", () => {
    const { cal_min, cal_max, global_min } = toNiivue(map, NVImage);
    expect(Math.fround(cal_min!)).toBeLessThan(2);
    expect(cal_min).toBeGreaterThan(2 - 1e-4);
    expect([cal_max, global_min]).toEqual([31, 2]);
    const constant = { ...map, data: map.data.map((value) => value * 0) };
    expect(Math.fround(toNiivue(constant, NVImage).cal_min!)).toBeLessThan(0);
  });

  it("draws what has no value at all without a range", () => {
    const image = toNiivue({ ...map, data: new Float32Array(60).fill(Number.NaN) }, NVImage);
    expect([image.global_min, image.global_max]).toEqual([0, 0]);
  });

  it("takes a window, a colour map, an opacity and a name", () => {
    const drawing = { window: [-160, 240], colormap: "red", opacity: 0.3, name: "tumour" } as const;
    const image = toNiivue(volumeOn(plain), NVImage, drawing);
    expect([image.cal_min, image.cal_max]).toEqual([-160, 240]);
    expect([image.colormap, image.opacity, image.name]).toEqual(["red", 0.3, "tumour"]);
  });

  it("refuses what it cannot draw so", () => {
    const volume = volumeOn(plain);
    const drawn = (options: object) => () => toNiivue(volume, NVImage, options);
    expect(drawn({ window: [3, 1] })).toThrow(
      "window: found [3, 1], expected two numbers, the lesser first",
    );
    expect(drawn({ window: [3] })).toThrow("window: found [3], expected two numbers");
    expect(drawn({ opacity: 30 })).toThrow("opacity: found 30, expected a number from 0 to 1");
    expect(drawn({ colourmap: "red" })).toThrow(/colourmap/);
    expect(() => toNiivue(volume, {} as never)).toThrow(
      "expected NiiVue's class NVImage, found object",
    );
    expect(() => toNiivue({ ...volume, size: [3, 4, 6] }, NVImage)).toThrow(
      /volume.data: found 60/,
    );
  });
});
