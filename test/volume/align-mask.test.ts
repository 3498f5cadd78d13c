import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import { alignMask, inOrderOf } from "../../src/volume/align-mask.ts";
import { indexToWorld, worldToIndex } from "../../src/volume/geometry.ts";
import type { Grid, Mat3, Vec3, Volume } from "../../src/volume/volume.ts";

const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
const grid: Grid = {
  size: [5, 4, 3],
  spacing: [0.9, 1.1, 1.2],
  origin: [-40, 13.5, 7],
  direction: [c, -s, 0, s, c, 0, 0, 0, 1],
};
const image: Volume = {
  ...grid,
  data: Float32Array.from({ length: 60 }, (_, n) => ((n * 37) % 23) + n / 7),
};
const mask: Volume<Uint8Array> = {
  ...grid,
  data: Uint8Array.from({ length: 60 }, (_, n) => Number((n * 29) % 7 < 4)),
};

/** The same voxels with other axes: each new one runs along or against an old one. */
function turned(volume: Volume, order: readonly number[], against: readonly boolean[]): Volume {
  const column = (a: number) => [0, 1, 2].map((row) => volume.direction[3 * row + a]);
  const columns = order.map((a, n) => column(a).map((value) => (against[n] ? -value : value)));
  const size = order.map((a) => volume.size[a]) as unknown as Vec3;
  const corner = [0, 1, 2].map((a) => (against[order.indexOf(a)] ? volume.size[a] - 1 : 0));
  const out: Volume = {
    size,
    spacing: order.map((a) => volume.spacing[a]) as unknown as Vec3,
    origin: indexToWorld(volume, corner as unknown as Vec3),
    direction: [0, 1, 2].flatMap((row) => columns.map((one) => one[row])) as unknown as Mat3,
    data: volume.data.slice(),
  };
  // each voxel is found again by its place in the world
  for (let z = 0, v = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      for (let x = 0; x < size[0]; x++, v++) {
        const [i, j, k] = worldToIndex(volume, indexToWorld(out, [x, y, z])).map(Math.round);
        out.data[v] = volume.data[i + volume.size[0] * (j + volume.size[1] * k)];
      }
    }
  }
  return out;
}

const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]; // biome-ignore format: one line
const anyTurn = fc.tuple(
  fc.constantFrom(...orders),
  fc.tuple(...[0, 1, 2].map(() => fc.boolean())),
);

describe("alignMask", () => {
  it("gives a mask of the image's order as it is", () => {
    expect(alignMask(mask, image)).toEqual({ mask, notes: [] });
    expect(alignMask(mask, image).mask).toBe(mask);
  });

  it("puts the voxels of every other order into the image's, exactly", () => {
    fc.assert(
      fc.property(anyTurn, ([order, against]) => {
        const other = turned(mask, order, against);
        const { mask: aligned, notes } = alignMask(other, image);
        expect(aligned.data).toEqual(mask.data);
        expect({ ...aligned, data: null }).toEqual({ ...grid, data: null });
        const isSame = order.every((a, n) => a === n && !against[n]);
        expect(notes.map(({ code }) => code)).toEqual(isSame ? [] : ["mask-reordered"]);
      }),
    );
  });

  it("says how the axes ran", () => {
    const [note] = alignMask(turned(mask, [1, 0, 2], [false, true, false]), image).notes;
    expect(note.message).toContain("its axes run along +y, -x, +z of the image");
    expect(note.details).toEqual({ axes: ["+y", "-x", "+z"] });
  });

  it("keeps the type of labels, and takes a Buffer", () => {
    const labels = { ...mask, data: Int16Array.from(mask.data, (value) => 300 * value) };
    const { mask: aligned } = alignMask(turned(labels, [0, 1, 2], [false, true, false]), image);
    expect(aligned.data).toEqual(labels.data);
    const bytes = turned(mask, [0, 1, 2], [true, false, false]);
    const fromBuffer = alignMask({ ...bytes, data: Buffer.from(bytes.data) }, image).mask;
    expect(fromBuffer.data).toEqual(mask.data);
  });

  it("refuses a mask that has only a part of its voxels in common with the image", () => {
    const flipped = turned(mask, [0, 1, 2], [false, true, false]);
    const part = { ...flipped, size: [5, 3, 3] as Vec3, data: new Uint8Array(45).fill(1) };
    const moved = { ...flipped, origin: indexToWorld(flipped, [0, 1, 0]) };
    for (const other of [part, moved, { ...flipped, spacing: [0.9, 1.1, 1.4] as Vec3 }]) {
      expect(inOrderOf(other, image)).toBeNull();
      expect(() => alignMask(other, image)).toThrow(
        expect.objectContaining({ code: "geometry-mismatch" }),
      );
    }
  });
});

describe("a mask in another order", () => {
  const settings = { discretise: { method: "fixedBinNumber", bins: 8 } } as const;
  const other = turned(mask, [2, 0, 1], [true, false, true]);

  it("is measured as in the image's order, to the last bit, with a note", () => {
    const expected = extract(image, mask, settings);
    const found = extract(image, other, settings);
    expect(found.features).toEqual(expected.features);
    expect(found.notes.map(({ code }) => code)).toEqual(["mask-reordered"]);
    expect(expected.notes).toEqual([]);
  });

  it("is mapped and prepared as in the image's order", () => {
    const options = { features: ["stat_mean"], settings };
    expect(featureMap(image, other, options)).toEqual(featureMap(image, mask, options));
    expect(prepareRegion(image, other as Volume<Uint8Array>)).toEqual(prepareRegion(image, mask));
  });
});

describe("an image without a place", () => {
  // NIfTI's convention: RAS from 0
  const ras: Mat3 = [-1, 0, 0, 0, -1, 0, 0, 0, 1];
  const lps: Mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  const unplaced: Volume = { ...image, origin: [0, 0, 0], direction: ras, unplaced: true };
  const byItk = { ...mask, origin: [0, 0, 0] as Vec3, direction: lps };

  it("takes a mask that ITK wrote for it, voxel by voxel, with a note", () => {
    const { mask: aligned, notes } = alignMask(byItk, unplaced);
    expect(aligned.data).toBe(mask.data);
    expect(aligned.direction).toBe(ras);
    expect(notes).toMatchObject([{ code: "mask-unplaced", details: { without: "image" } }]);
    expect(extract(unplaced, byItk).notes).toEqual(notes);
  });

  it("is one for a mask too, beside an image that ITK wrote", () => {
    const image = { ...unplaced, unplaced: false, direction: lps };
    const { notes } = alignMask({ ...byItk, direction: ras, unplaced: true }, image);
    expect(notes).toMatchObject([{ code: "mask-unplaced", details: { without: "mask" } }]);
  });

  it("takes no other mask, and an image that has a place none of ITK's", () => {
    expect(inOrderOf({ ...byItk, origin: [0, 0, 1] }, unplaced)).toBeNull();
    expect(inOrderOf({ ...byItk, spacing: [0.9, 1.1, 2] }, unplaced)).toBeNull();
    expect(inOrderOf(byItk, { ...unplaced, unplaced: false })).toBeNull();
  });
});
