import { describe, expect, it, vi } from "vitest";
import { floors } from "../../bench/tasks/family-floors.ts";
import { ellipsoid } from "../../bench/volumes.ts";
import { countGlcm } from "../../src/matrices/glcm.ts";
import { countGlrlm } from "../../src/matrices/glrlm.ts";
import { countNgldm } from "../../src/matrices/ngldm.ts";
import { countNgtdm } from "../../src/matrices/ngtdm.ts";
import { type TextureGrid, textureGrid } from "../../src/matrices/texture-grid.ts";
import { labelZones } from "../../src/matrices/zones.ts";
import { discretise } from "../../src/processing/discretise.ts";
import { toMask } from "../../src/volume/mask.ts";

/** How often an array is read. */
interface Reads {
  count: number;
}

/** An array, and what is cut out of it, that counts how often it is read. */
function counted<A extends Uint16Array>(array: A, reads: Reads): A {
  return new Proxy(array, {
    get(target, key) {
      if (key === "subarray") {
        return (from: number, to: number) => counted(target.subarray(from, to), reads);
      }
      if (typeof key === "string" && /^\d+$/.test(key)) reads.count++;
      const value = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function readsOf(run: (grid: TextureGrid) => unknown, grid: TextureGrid): number {
  const reads = { count: 0 };
  run({ ...grid, data: counted(grid.data, reads) });
  return reads.count;
}

const { image, mask } = ellipsoid("smooth", [20, 18, 14]);
const grid = textureGrid(
  discretise(image, toMask(mask), { method: "fixedBinNumber", bins: 16 }),
  1,
);

describe("reads of the texture grid, those that the floors of the benchmark are made of", () => {
  it("glcm: 13 neighbours of each voxel, in one pass", () => {
    const [{ neighbours }] = floors.glcm.reads;
    const reads = readsOf((counting) => countGlcm(counting, 3), grid);
    expect(reads).toBeGreaterThanOrEqual(neighbours * grid.voxels.length);
    expect(reads).toBeLessThanOrEqual((neighbours + 1) * grid.voxels.length); // and the level itself
  });

  // words of two voxels are compared in two copies of the grid; the level itself is read in counting
  it.each([
    { family: "glrlm", count: (counting: TextureGrid) => countGlrlm(counting, 3) },
    { family: "glszm", count: (counting: TextureGrid) => labelZones(counting, 3) },
  ] as const)("$family: 13 neighbours of each word of two voxels", ({ family, count }) => {
    const [{ times }] = floors[family].reads;
    const reads = readsOf(count, grid);
    const inside = new Set(Array.from(grid.voxels, (v) => Math.floor(v / 2))).size;
    expect(14 * inside).toBeLessThanOrEqual(times * grid.data.length);
    expect(reads).toBeGreaterThan(grid.voxels.length);
    expect(reads).toBeLessThanOrEqual(2 * grid.data.length + grid.voxels.length);
  });

  it("ngldm: 26 neighbours of each word of four voxels", () => {
    const [{ times }] = floors.ngldm.reads;
    const words = vi.spyOn(DataView.prototype, "getInt32");
    countNgldm(grid, 3, 0);
    const reads = words.mock.calls.length;
    words.mockRestore();
    const inside = new Set(Array.from(grid.voxels, (v) => Math.floor(v / 4))).size;
    expect(reads).toBeGreaterThanOrEqual(27 * inside);
    expect(reads).toBeLessThanOrEqual(27 * inside + grid.data.length / 4);
    expect(reads).toBeLessThanOrEqual(times * grid.data.length);
  });

  it("ngtdm: running sums, whatever the distance", () => {
    const [{ times }] = floors.ngtdm.reads;
    for (const distance of [1, 3]) {
      const wide = textureGrid(
        discretise(image, toMask(mask), { method: "fixedBinNumber", bins: 16 }),
        distance,
      );
      const reads = readsOf((counting) => countNgtdm(counting, 3), wide);
      expect(reads).toBeGreaterThan(wide.voxels.length);
      expect(reads).toBeLessThanOrEqual(times * wide.data.length);
    }
  });
});
