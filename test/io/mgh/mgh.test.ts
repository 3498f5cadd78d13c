import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { describeFile, read, readDescribed } from "../../../src/io.ts";
import { readFile } from "../../../src/node/read-file.ts";
import { indexToWorld } from "../../../src/volume/geometry.ts";
import type { Mat3, Volume } from "../../../src/volume/volume.ts";
import { temporaryFolder } from "../../node/temporary-folder.ts";
import { readByItk, writeByItk } from "../itk.ts";
import { mghFile } from "./fixture.ts";

const plainValues = Uint8Array.from({ length: 24 }, (_, n) => n);

const folder = await temporaryFolder();
const path = (name: string) => join(folder, name);

describe("an MGH file", () => {
  const [c, s] = [Math.cos(0.3), Math.sin(0.3)];

  it.each(["a.mgh", "b.mgz"])("is read as ITK wrote it: %s", async (name) => {
    const volume: Volume = {
      data: Int16Array.from({ length: 60 }, (_, n) => 300 * n - 7000),
      size: [5, 4, 3],
      spacing: [0.75, 1.25, 2.5],
      origin: [-10.5, 20.25, 30],
      direction: [c, -s, 0, s, c, 0, 0, 0, 1] as Mat3,
    };
    await writeByItk(path(name), volume);
    const found = await readFile(path(name));
    expect(found.data).toEqual(volume.data);
    for (const field of ["size", "spacing", "origin", "direction"] as const) {
      for (const [n, value] of volume[field].entries()) {
        expect(found[field][n]).toBeCloseTo(value, 5);
      }
    }
  });

  it("is placed as ITK places it", async () => {
    const geometry = [1.5, 2, 3, 0, 0, -1, c, s, 0, -s, c, 0, 10, -20, 30];
    const file = mghFile({ geometry });
    const [own, other] = [await read(file), await readByItk("x.mgh", file)];
    expect(own.data).toEqual(other.data);
    for (const index of [[0, 0, 0], [1, 2, 3]] as const) {
      const expected = indexToWorld(other, index);
      indexToWorld(own, index).forEach((value, n) => {
        expect(value).toBeCloseTo(expected[n], 4);
      });
    } // biome-ignore format: one line of points
  });

  it("has its centre in the middle of its edges, in RAS", async () => {
    const volume = await read(mghFile());
    expect(volume).toMatchObject({ size: [2, 3, 4], spacing: [1, 2, 3], data: plainValues });
    expect(volume.origin).toEqual([-(10 - 1), -(20 - 3), 30 - 6]);
    expect(volume.direction).toEqual([-1, 0, 0, 0, -1, 0, 0, 0, 1]);
    expect(await describeFile(new Uint8Array(gzipSync(mghFile())))).toMatchObject({
      format: "MGH",
      gzip: true,
      dataType: "uint8",
      placed: true,
    });
  });

  it("without a place is coronal, as FreeSurfer takes it, with a note", async () => {
    const { volume, notes } = await readDescribed(mghFile({ placed: 0 }));
    expect(volume.spacing).toEqual([1, 1, 1]);
    expect(volume.direction).toEqual([1, 0, 0, 0, 0, -1, 0, -1, 0]);
    expect(notes.map(({ code }) => code)).toEqual(["geometry-assumed"]);
  });

  it("holds several frames, of which one is chosen", async () => {
    const file = mghFile({ size: [2, 3, 2], frames: 2 });
    expect((await read(file, { volume: 2 })).data).toEqual(plainValues.slice(12));
    await expect(read(file)).rejects.toThrow(/2 volumes along its frames, expected one/);
  });

  it("may hold more behind its voxels, of which nothing is said", async () => {
    const { volume, notes } = await readDescribed(Uint8Array.of(...mghFile(), 1, 2, 3));
    expect(volume.data).toEqual(plainValues);
    expect(notes).toEqual([]);
  });

  it.each([
    ["of an unknown type", mghFile({ type: 6 }), /of type 6, expected 0 \(uint8\)/],
    ["that is cut off", mghFile().subarray(0, 300), /found 300 bytes, expected 308/],
    ["with axes of no length", mghFile({ geometry: Array(15).fill(0) }), /places no voxels/],
    ["of no voxels", mghFile({ size: [2, 0, 4] }), /no reader knows this file/],
  ])("is refused %s", async (_, file, message) => {
    await expect(read(file)).rejects.toThrow(message);
  });
});
