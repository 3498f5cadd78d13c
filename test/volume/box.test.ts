import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundingBox, boxSize, crop, growBox } from "../../src/volume/box.ts";
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
