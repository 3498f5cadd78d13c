import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boundingBox,
  boxCorners,
  boxSize,
  crop,
  growBox,
  intersectBoxes,
  scanVolume,
  shiftBox,
  widenBox,
} from "../../src/volume/box.ts";
import { indexToWorld } from "../../src/volume/geometry.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { rotation } from "../rotation.ts";

function volumeOf(size: [number, number, number], data: Uint8Array): Volume<Uint8Array> {
  return { data, size, spacing: [1, 2, 3], origin: [7, 8, 9], direction: rotation(0.3) };
}

const masks = fc
  .tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 5 }),
  )
  .chain(([nx, ny, nz]) =>
    fc
      .uint8Array({ minLength: nx * ny * nz, maxLength: nx * ny * nz, max: 1 })
      .map((data) => volumeOf([nx, ny, nz], data)),
  );

describe("boundingBox", () => {
  it("is null for an empty mask", () => {
    expect(boundingBox(volumeOf([2, 2, 2], new Uint8Array(8)))).toBeNull();
  });

  it("is the smallest and largest index of the voxels", () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const [nx, ny] = mask.size;
        const voxels = [...mask.data.keys()]
          .filter((v) => mask.data[v] !== 0)
          .map((v) => [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))]);
        const box = boundingBox(mask);
        if (voxels.length === 0) {
          expect(box).toBeNull();
          return;
        }
        for (const axis of [0, 1, 2]) {
          expect(box?.min[axis]).toBe(Math.min(...voxels.map((v) => v[axis])));
          expect(box?.max[axis]).toBe(Math.max(...voxels.map((v) => v[axis])));
        }
      }),
    );
  });
});

describe("scanVolume", () => {
  const lists = [Uint8Array, Int16Array, Uint16Array, Float32Array, Float64Array];

  it("finds the same box in numbers of every type", () => {
    fc.assert(
      fc.property(masks, fc.constantFrom(...lists), (mask, List) => {
        const { box } = scanVolume({ ...mask, data: List.from(mask.data) });
        expect(box).toEqual(boundingBox(mask));
      }),
    );
  });

  it("has every bit of every byte and the box, wherever the bytes start", () => {
    const bytes = fc.uint8Array({ minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(bytes, masks, fc.nat(7), (values, { size, data: inside }, offset) => {
        const list = inside.map((bit, v) => bit * values[v % 60]);
        const data = new Uint8Array(new ArrayBuffer(list.length + offset), offset);
        data.set(list);
        const { box, bits } = scanVolume(volumeOf([...size], data));
        expect(bits).toBe(list.reduce((union, byte) => union | byte, 0));
        const marks = list.map((byte) => Math.sign(byte));
        expect(box).toEqual(boundingBox(volumeOf([...size], marks)));
      }),
    );
  });
});

describe("crop", () => {
  it("keeps every voxel at its place in the world", () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const box = boundingBox(mask) ?? { min: [0, 0, 0], max: [0, 0, 0] };
        const part = crop(mask, box);
        expect(part.size).toEqual(boxSize(box));
        expect(indexToWorld(part, [0, 0, 0])).toEqual(indexToWorld(mask, box.min));
        const [nx, ny] = mask.size;
        const [px, py, pz] = part.size;
        for (let z = 0; z < pz; z++)
          for (let y = 0; y < py; y++)
            for (let x = 0; x < px; x++) {
              const v = x + box.min[0] + nx * (y + box.min[1] + ny * (z + box.min[2]));
              expect(part.data[x + px * (y + py * z)]).toBe(mask.data[v]);
            }
      }),
    );
  });
});

describe("growBox", () => {
  it("stops at the grid", () => {
    const box = { min: [1, 1, 0], max: [2, 2, 0] } as const;
    expect(growBox(box, [1, 5, 0], [10, 4, 1])).toEqual({ min: [0, 0, 0], max: [3, 3, 0] });
  });
});

describe("box algebra", () => {
  const box = { min: [1, 2, 3], max: [4, 5, 6] } as const;

  it("widens past the grid, and moves", () => {
    expect(widenBox(box, [1, 2, 4])).toEqual({ min: [0, 0, -1], max: [5, 7, 10] });
    expect(shiftBox(box, [-1, 0, 10])).toEqual({ min: [0, 2, 13], max: [3, 5, 16] });
  });

  it("finds what two boxes have in common", () => {
    const other = { min: [0, 4, 4], max: [2, 9, 5] } as const;
    expect(intersectBoxes(box, other)).toEqual({ min: [1, 4, 4], max: [2, 5, 5] });
    expect(intersectBoxes(other, box)).toEqual(intersectBoxes(box, other));
  });

  it("puts the lowest voxel above the highest where boxes do not meet", () => {
    const { min, max } = intersectBoxes(box, { min: [5, 2, 3], max: [9, 5, 6] });
    expect(min[0]).toBeGreaterThan(max[0]);
  });

  it("gives the corners, x changing fastest", () => {
    expect(boxCorners({ min: [0, 0, 0], max: [1, 2, 3] })).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [0, 2, 0],
      [1, 2, 0],
      [0, 0, 3],
      [1, 0, 3],
      [0, 2, 3],
      [1, 2, 3],
    ]);
  });
});
