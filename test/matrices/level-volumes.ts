import fc from "fast-check";
import type { CountMatrix } from "../../src/matrices/count-matrix.ts";
import { discretise, type LevelVolume } from "../../src/processing/discretise.ts";
import { identityDirection, type Vec3 } from "../../src/volume/volume.ts";
import { digitalPhantom } from "../phantoms.ts";

const grid = {
  spacing: [1, 1, 1],
  origin: [0, 0, 0],
  direction: identityDirection,
} as const;

/** A volume with the levels of `f`, 0 outside the region. */
export function levelVolume(
  size: Vec3,
  levels: number,
  f: (x: number, y: number, z: number) => number,
): LevelVolume {
  const [nx, ny, nz] = size;
  const data = new Uint16Array(nx * ny * nz);
  for (let v = 0; v < data.length; v++) {
    data[v] = f(v % nx, Math.floor(v / nx) % ny, Math.floor(v / nx / ny));
  }
  return { ...grid, size, data, levels };
}

/** The 4 × 4 image with which the IBSI manual explains its texture matrices. */
export const manualExample = levelVolume(
  [4, 4, 1],
  4,
  (x, y) =>
    [
      [1, 2, 2, 3],
      [1, 2, 3, 3],
      [4, 2, 4, 1],
      [4, 1, 2, 3],
    ][y][x],
);

/** The grey levels of the digital phantom. */
export function phantomLevels(): LevelVolume {
  const { image, mask } = digitalPhantom();
  return discretise(image, mask, { method: "none" });
}

/** One slice as a volume of its own. */
export function sliceOf(volume: LevelVolume, z: number): LevelVolume {
  const [nx, ny] = volume.size;
  const data = volume.data.slice(z * nx * ny, (z + 1) * nx * ny);
  return { ...volume, size: [nx, ny, 1], data };
}

/** Entries [i, j, n] of a matrix. */
export function entriesOf({ i, j, n }: CountMatrix): number[][] {
  return Array.from(i, (level, e) => [level, j[e], n[e]]);
}

const side = fc.integer({ min: 1, max: 7 });

/** A volume of random levels from a list in which 0 stands for a hole. */
function volumesOf(palette: readonly number[]): fc.Arbitrary<LevelVolume> {
  const levels = Math.max(...palette);
  return fc.tuple(side, side, side).chain((size) => {
    const length = size[0] * size[1] * size[2];
    return fc
      .array(fc.constantFrom(...palette), { minLength: length, maxLength: length })
      .map((values) => ({ ...grid, size, data: Uint16Array.from(values), levels }));
  });
}

/** Small volumes: one, few or many levels, with or without holes, often flat or thin. */
export const anyLevels = fc.oneof(
  volumesOf([1]),
  volumesOf([0, 1]),
  volumesOf([1, 2]),
  volumesOf([0, 0, 0, 2]),
  volumesOf([0, 1, 2, 4]),
  volumesOf([0, 1, 2, 3, 4, 5, 6, 7, 8]),
  volumesOf([0, 1, 5, 6, 511, 512, 600]), // more than a table of levels is made for
);
