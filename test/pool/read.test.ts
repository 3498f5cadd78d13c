import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { openImage } from "../../src/case/case-image.ts";
import { openCase } from "../../src/case/open-case.ts";
import { readDescribed } from "../../src/io/read.ts";
import { createPool } from "../../src/node/pool.ts";
import { readFile } from "../../src/node/read-file.ts";
import { type Grid, identityDirection } from "../../src/volume/volume.ts";
import { encodeJpeg2000, encodeJpegLs } from "../io/dicom/codecs/compiled-encoders.ts";
import { encodeRle } from "../io/dicom/codecs/rle-encoder.ts";
import { dicomFile, pixelBytes } from "../io/dicom/dicom-fixture.ts";
import {
  enhancedElements,
  planeValues,
  slicesOf,
  volumeValues,
} from "../io/dicom/image-fixture.ts";

const pool = createPool({ workers: 2 });
afterAll(() => pool.close());

const grid: Grid = {
  size: [9, 7, 8],
  spacing: [1, 2, 3],
  origin: [0, 0, 0],
  direction: identityDirection,
};
const [columns, rows] = grid.size;

const encoders = {
  "JPEG 2000": ["1.2.840.10008.1.2.4.90", encodeJpeg2000],
  "JPEG-LS": ["1.2.840.10008.1.2.4.80", encodeJpegLs],
  RLE: ["1.2.840.10008.1.2.5", ({ samples }: { samples: Uint8Array }) => encodeRle(samples, 2)],
} as const;
type Name = keyof typeof encoders;
const names = Object.keys(encoders) as Name[];

const frameOf = async (name: Name, z: number) => {
  const [, encode] = encoders[name];
  const values = planeValues(grid, z).map((value) => value & 0xffff);
  return encode({ columns, rows, precision: 16, samples: pixelBytes(values, 16) });
};

/** The files of a series, last slice first; frames of some slices are damaged. */
async function filesOf(name: Name, damaged: readonly number[] = []): Promise<Uint8Array[]> {
  const frames = await Promise.all(
    Array.from({ length: grid.size[2] }, (_, z) => frameOf(name, z)),
  );
  const elements = slicesOf(grid, (z) => ({
    PixelData: { fragments: [damaged.includes(z) ? frames[z].subarray(0, -20) : frames[z]] },
  }));
  return elements.map((one) => dicomFile(one, { syntax: encoders[name][0] })).reverse();
}

describe.each(names)("reading a series of %s in a pool", (name) => {
  it("gives the same volume, description and notes", async () => {
    const files = await filesOf(name);
    const decodeFrame = vi.spyOn(pool, "decodeFrame");
    const inPool = await readDescribed(files, { pool });
    expect(decodeFrame).toHaveBeenCalledTimes(grid.size[2]);
    decodeFrame.mockRestore();
    expect(inPool).toEqual(await readDescribed(files));
    expect([...inPool.volume.data]).toEqual(volumeValues(grid));
  });

  it("throws the error of the first damaged slice, and goes on with the next series", async () => {
    const files = await filesOf(name, [6, 2]);
    const alone = await readDescribed(files).catch((error) => error);
    const inPool = await readDescribed(files, { pool }).catch((error) => error);
    expect(alone.message).toMatch(/^file 6 of 8: .* frame is damaged/);
    expect({ ...inPool, message: inPool.message }).toEqual({ ...alone, message: alone.message });
    await expect(readDescribed(await filesOf(name), { pool })).resolves.toBeDefined();
  });
});

describe("the option pool", () => {
  it("reads the frames of one file", async () => {
    const frames = await Promise.all(
      Array.from({ length: grid.size[2] }, (_, z) => frameOf("JPEG 2000", z)),
    );
    const elements = enhancedElements(grid, { PixelData: { fragments: frames } });
    const file = dicomFile(elements, { syntax: encoders["JPEG 2000"][0] });
    const { volume } = await readDescribed(file, { pool });
    expect([...volume.data]).toEqual(volumeValues(grid));
  });

  it("leaves pixels that are not compressed to the calling thread, and other formats alone", async () => {
    const decodeFrame = vi.spyOn(pool, "decodeFrame");
    const files = slicesOf(grid).map((one) => dicomFile(one));
    expect([...(await readDescribed(files, { pool })).volume.data]).toEqual(volumeValues(grid));
    expect(decodeFrame).not.toHaveBeenCalled();
    decodeFrame.mockRestore();
    const nrrd = new TextEncoder().encode(
      "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 1 1 2\nencoding: raw\nspace: LPS\nspace directions: (1,0,0) (0,1,0) (0,0,1)\nspace origin: (0,0,0)\n\nab",
    );
    expect([...(await readDescribed(nrrd, { pool })).volume.data]).toEqual([97, 98]);
  });

  it("is taken by readFile, openImage and openCase", async () => {
    const folder = await mkdtemp(join(tmpdir(), "voxomics-pool-"));
    const decodeFrame = vi.spyOn(pool, "decodeFrame");
    try {
      for (const [n, bytes] of (await filesOf("JPEG-LS")).entries()) {
        await writeFile(join(folder, `${n}.dcm`), bytes);
      }
      expect([...(await readFile(folder, { pool })).data]).toEqual(volumeValues(grid));
      const image = await openImage(folder, { pool });
      expect([...image.volume.data]).toEqual(volumeValues(grid));
      const { regions } = await openCase(image, folder, { maskThreshold: 0, pool });
      expect(regions[0].error).toBeNull();
      expect(decodeFrame).toHaveBeenCalledTimes(3 * grid.size[2]);
    } finally {
      decodeFrame.mockRestore();
      await rm(folder, { recursive: true });
    }
  });

  it("is refused if it is no pool", async () => {
    const wrong = { pool: { workers: 2 } } as never;
    await expect(readDescribed(await filesOf("RLE"), wrong)).rejects.toMatchObject({
      code: "invalid-settings",
      message: "pool: found an object, expected a pool that createPool made",
    });
  });

  it("throws pool-closed for a pool that is closed", async () => {
    const closed = createPool({ workers: 1 });
    await closed.close();
    const reading = readDescribed(await filesOf("RLE"), { pool: closed });
    await expect(reading).rejects.toMatchObject({ code: "pool-closed" });
  });
});
