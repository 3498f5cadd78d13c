import { NVImage } from "@niivue/niivue";
import { describe, expect, it, vi } from "vitest";
import { fromNiivue } from "../../src/adapters.ts";
import { read, writeNifti, writeNrrd } from "../../src/io.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { niftiFile } from "../io/nifti/fixture.ts";
import { corners, farthest, grids, volumeOn } from "./grids.ts";
import { expectCornersOf } from "./niivue-corners.ts";

vi.spyOn(console, "warn").mockImplementation(() => {}); // NiiVue warns of oblique grids

/** NiiVue's own reading of a file; nothing is drawn. */
function load(bytes: Uint8Array, name: string): Promise<NVImage> {
  return NVImage.loadFromUrl({ url: bytes, name });
}

describe.each(grids)("NiiVue, %s", (_, grid) => {
  const volume = volumeOn(grid);

  it.each([
    ["NIfTI-1", "a.nii", () => writeNifti(volume)],
    ["NIfTI-2", "a.nii", () => writeNifti(volume, { version: 2 })],
    ["NRRD", "a.nrrd", () => writeNrrd(volume)],
    ["MetaImage", "a.mha", async () => metaImage(volume)],
  ] as const)("has its corners where NiiVue has them: %s", async (_, name, write) => {
    const image = await load(await write(), name);
    const found = fromNiivue(image);
    expectCornersOf(image, found);
    expect(
      farthest(
        corners(found).map(({ at }) => at),
        corners(volume).map(({ at }) => at),
      ),
    ).toBeLessThan(1e-4);
    expect(found.data).toEqual(volume.data);
    expect(found.data).toBe(image.img);
  });

  it("applies slope and intercept, as the reader of the same file does", async () => {
    const bytes = await writeNifti(volume);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    view.setFloat32(112, 0.25, true);
    view.setFloat32(116, -1024, true);
    const image = await load(bytes, "a.nii");
    const found = fromNiivue(image);
    expectCornersOf(image, found);
    expect(found.data).toEqual(Float64Array.from(volume.data, (value) => 0.25 * value - 1024));
    expect(found.data).toEqual((await read(bytes)).data);
  });
});

/** A MetaImage by hand: the rows of its matrix are the axes. */
function metaImage({ data, size, spacing, origin, direction: d }: Volume): Uint8Array<ArrayBuffer> {
  const header = [
    "ObjectType = Image",
    "NDims = 3",
    "BinaryData = True",
    "BinaryDataByteOrderMSB = False",
    `TransformMatrix = ${[0, 1, 2].flatMap((a) => [d[a], d[3 + a], d[6 + a]]).join(" ")}`,
    `Offset = ${origin.join(" ")}`,
    `ElementSpacing = ${spacing.join(" ")}`,
    `DimSize = ${size.join(" ")}`,
    "ElementType = MET_SHORT",
    "ElementDataFile = LOCAL",
  ];
  const text = new TextEncoder().encode(`${header.join("\n")}\n`);
  const file = new Uint8Array(text.length + data.byteLength);
  file.set(text);
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), text.length);
  return file;
}

describe("fromNiivue", () => {
  it("takes one of several frames, sharing its part", async () => {
    const image = await load(niftiFile({ dim: [4, 2, 3, 4, 5, 1, 1, 1], sformCode: 1 }), "a.nii");
    const found = fromNiivue(image, { frame: 2 });
    expect(found.data).toEqual(Uint8Array.from({ length: 24 }, (_, v) => 48 + v));
    expect(found.data.buffer).toBe(image.img!.buffer);
    for (const frame of [undefined, -1, 5, 0.5]) {
      expect(() => fromNiivue(image, { frame: frame as number })).toThrow(
        /NVImage has 5 frames, found .*, expected 0 to 4/,
      );
    }
  });

  it("takes lengths in the unit of the file, which NiiVue shows as mm", async () => {
    const bytes = niftiFile({
      units: 3,
      sformCode: 1,
      sform: [500, 0, 0, 0, 0, 250, 0, 0, 0, 0, 1000, 0],
    });
    const { spacing } = fromNiivue(await load(bytes, "a.nii"));
    expect(spacing).toEqual([0.5, 0.25, 1]);
    expect(spacing).toEqual((await read(bytes)).spacing);
  });

  it("gives a label's mask", async () => {
    const image = await load(niftiFile({ sformCode: 1 }), "a.nii");
    expect([...fromNiivue(image, { label: 7 }).data].indexOf(1)).toBe(7);
  });

  it("refuses what is no volume", async () => {
    const colours = await load(niftiFile({ datatype: 128, bitpix: 24, sformCode: 1 }), "a.nii");
    expect(() => fromNiivue(colours)).toThrow(/NVImage has voxels of 3 components/);
    const complex = await load(niftiFile({ datatype: 32, bitpix: 64, sformCode: 1 }), "a.nii");
    expect(() => fromNiivue(complex)).toThrow(/NVImage has voxels of 2 components/);
    const sheared = niftiFile({ sformCode: 1, sform: [1, 0.5, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] });
    const image = await load(sheared, "a.nii");
    expect(() => fromNiivue(image)).toThrow(/NVImage's affine places no voxels: it is sheared/);
    for (const nothing of [null, {}, new NVImage()]) {
      expect(() => fromNiivue(nothing as never)).toThrow(
        /expected a loaded NVImage, found one without hdr/,
      );
    }
  });
});
