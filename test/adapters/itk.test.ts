import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readImageNode, writeImageNode } from "@itk-wasm/image-io";
import type { Image } from "itk-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromItk, toItk } from "../../src/adapters.ts";
import { read, writeNifti } from "../../src/io.ts";
import type { Grid, Vec3 } from "../../src/volume/volume.ts";
import { cornerIndices, corners, farthest, grids, volumeOn } from "./grids.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "voxomics-itk-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Steps from voxel to voxel along each axis, mm. */
function steps({ spacing, direction: d }: Grid): Vec3[] {
  return [0, 1, 2].map((a) => [d[a] * spacing[a], d[3 + a] * spacing[a], d[6 + a] * spacing[a]]);
}

/** An NRRD file, whose header says where voxel (x, y, z) is: origin + x · step + y · step + z · step. */
function nrrd(volume: ReturnType<typeof volumeOn>): Uint8Array {
  const vector = (v: readonly number[]) => `(${v.join(",")})`;
  const header = [
    "NRRD0004",
    "type: short",
    "dimension: 3",
    "space: left-posterior-superior",
    `sizes: ${volume.size.join(" ")}`,
    `space directions: ${steps(volume).map(vector).join(" ")}`,
    "kinds: domain domain domain",
    "endian: little",
    "encoding: raw",
    `space origin: ${vector(volume.origin)}`,
  ];
  return Buffer.concat([Buffer.from(`${header.join("\n")}\n\n`), Buffer.from(volume.data.buffer)]);
}

describe.each(grids)("itk-wasm, %s", (_, grid) => {
  const volume = volumeOn(grid);

  it("has the corners of what ITK reads where the file's header has them", async () => {
    const path = join(folder, "by-hand.nrrd");
    await writeFile(path, nrrd(volume));
    const image = await readImageNode(path);
    const found = fromItk(image);
    const [x, y, z] = steps(grid);
    const expected = cornerIndices(grid).map(([i, j, k]) =>
      [0, 1, 2].map((a) => grid.origin[a] + i * x[a] + j * y[a] + k * z[a]),
    );
    expect(
      farthest(
        corners(found).map(({ at }) => at),
        expected,
      ),
    ).toBeLessThan(1e-6);
    expect(corners(found).map(({ value }) => value)).toEqual(
      corners(volume).map(({ value }) => value),
    );
    expect(found.data).toBe(image.data);
  });

  it("has the corners of what ITK reads where our readers have them", async () => {
    const path = join(folder, "ours.nii");
    await writeFile(path, await writeNifti(volume));
    const found = fromItk(await readImageNode(path));
    const ours = await read(await readFile(path));
    expect(
      farthest(
        corners(found).map(({ at }) => at),
        corners(ours).map(({ at }) => at),
      ),
    ).toBeLessThan(1e-4);
    expect(found.data).toEqual(ours.data);
  });

  it("gives ITK what it writes to the same place", async () => {
    const path = join(folder, "theirs.nii.gz");
    const image: Image = toItk(volume);
    await writeImageNode(image, path);
    const found = await read(await readFile(path));
    const at = corners(found).map((corner) => corner.at);
    expect(
      farthest(
        at,
        corners(volume).map((corner) => corner.at),
      ),
    ).toBeLessThan(1e-4);
    expect(found.data).toEqual(volume.data);
  });
});

describe("toItk and fromItk", () => {
  const grid = grids[3][1];

  it.each([
    [Int8Array, "int8"],
    [Uint8Array, "uint8"],
    [Int16Array, "int16"],
    [Uint16Array, "uint16"],
    [Int32Array, "int32"],
    [Uint32Array, "uint32"],
    [Float32Array, "float32"],
    [Float64Array, "float64"],
  ] as const)("return the same volume, sharing %o", (Type, name) => {
    // biome-ignore format: a list
    const volume = volumeOn(grid, Type);
    const image = toItk(volume, "response");
    expect(image.imageType.componentType).toBe(name);
    expect(image.name).toBe("response");
    expect(fromItk(image)).toEqual(volume);
    expect(fromItk(image).data).toBe(volume.data);
  });

  it("share no geometry: moving one leaves the other", () => {
    const image = toItk(volumeOn(grid));
    const volume = fromItk(image);
    image.origin[0] += 1;
    image.direction[0] = 9;
    expect(volume).toEqual(volumeOn(grid));
  });

  it("see clamped bytes as plain ones", () => {
    const volume = volumeOn(grid, Uint8ClampedArray);
    const { data } = toItk(volume);
    expect(data).toBeInstanceOf(Uint8Array);
    expect(data.buffer).toBe(volume.data.buffer);
  });

  it("turn 64-bit integers into floats, if that is exact", () => {
    const { data, ...image } = toItk(volumeOn(grid));
    const integers = BigInt64Array.from(data, BigInt);
    expect(fromItk({ ...image, data: integers }).data).toEqual(Float64Array.from(data));
    integers[7] = 2n ** 53n + 1n;
    expect(() => fromItk({ ...image, data: integers })).toThrow(
      /itk-wasm image holds 9007199254740993, which a 64-bit float cannot hold/,
    );
  });

  it("give a label's mask", () => {
    const mask = fromItk(toItk(volumeOn(grid)), { label: 1 });
    expect([...mask.data].filter((value) => value === 1)).toHaveLength(1);
  });

  it("refuse what is no volume", () => {
    const image = toItk(volumeOn(grid));
    const type = image.imageType;
    const refuse = (changed: unknown, message: RegExp) =>
      expect(() => fromItk(changed as Image)).toThrow(
        expect.objectContaining({
          code: "invalid-volume",
          message: expect.stringMatching(message),
        }),
      );
    refuse({ ...image, imageType: { ...type, dimension: 2 } }, /with 3 dimensions, found 2/);
    refuse(
      { ...image, imageType: { ...type, components: 3, pixelType: "RGB" } },
      /RGB voxels of 3 components/,
    );
    refuse({ ...image, data: null }, /holds no voxels: its data are null/);
    refuse({ ...image, data: [1, 2] }, /found Array, expected a typed array of numbers/);
    refuse({ ...image, size: [3, 4, 6] }, /expected 72/);
    refuse({ ...image, direction: new Float64Array(9) }, /orthogonal unit vectors/);
    for (const nothing of [null, undefined, {}, "image"]) refuse(nothing, /found no imageType/);
  });
});
