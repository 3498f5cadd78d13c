import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { MapFeature } from "../../src/feature-map/map-features.ts";
import { openMapStore } from "../../src/node/map-store.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = await temporaryFolder();
const features = [0, 1, 2].map((n) => ({ tag: `map_${n}` }) as MapFeature);
const rowLength = 4;
const rowCount = 5;

/** A value that tells where it belongs. */
const valueAt = (map: number, row: number, k: number) => 100 * map + 10 * row + k;

describe("openMapStore", () => {
  // rows of three maps have 96 bytes
  it.each([1, 96, 250, 288, 1e6])(
    "keeps every map's rows apart, holding %d bytes",
    async (held) => {
      const store = await openMapStore(folder, { features, rowCount, rowLength }, held);
      const values = features.map(() => new Float64Array(rowLength));
      for (let row = 0; row < rowCount; row++) {
        values.forEach((array, map) => {
          array.forEach((_, k) => {
            array[k] = valueAt(map, row, k);
          });
        });
        await store.add({ start: 0, values });
      }
      await store.finish();
      const expected = (map: number, first: number, count: number) =>
        Float64Array.from({ length: count * rowLength }, (_, n) =>
          valueAt(map, first + Math.floor(n / rowLength), n % rowLength),
        );
      expect(await store.read(2, 0, rowCount)).toEqual(expected(2, 0, rowCount));
      expect(await store.read(0, 3, 2)).toEqual(expected(0, 3, 2));
      expect(await store.read(1, 1, 0)).toEqual(new Float64Array(0));
      expect(await readdir(folder)).toHaveLength(1);
      await store.close();
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it("names its file where that cannot be made", async () => {
    const none = `${folder}/none`;
    await expect(openMapStore(none, { features, rowCount, rowLength })).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringMatching(/none\/\.maps\..*\.tmp: no such file/),
    });
  });
});
