import { describe, expect, it } from "vitest";
import { type PaddedMask, padMask } from "../../../src/morphology/padded-mask.ts";
import { measureSurface } from "../../../src/morphology/surface.ts";
import { measureMesh } from "../../../src/pyradiomics/shape/mesh.ts";
import { planeDiameters } from "../../../src/pyradiomics/shape/plane-diameters.ts";
import { wholeBox } from "../../../src/volume/box.ts";
import { identityDirection, type Vec3 } from "../../../src/volume/volume.ts";

/** A mask from rows of text, a slice after the other: `#` is inside. */
function maskOf(...slices: readonly string[]): PaddedMask {
  const rows = slices.map((slice) => slice.split("/"));
  const size: Vec3 = [rows[0][0].length, rows[0].length, slices.length];
  const data = Uint8Array.from(rows.flat().join(""), (letter) => (letter === "#" ? 1 : 0));
  const grid = { size, spacing: [1, 1, 1], origin: [0, 0, 0], direction: identityDirection } as const; // biome-ignore format: one line
  return padMask({ ...grid, data }, wholeBox(grid));
}

describe("PyRadiomics' mesh", () => {
  it("of a voxel is an octahedron", () => {
    const { volume, area } = measureMesh(maskOf("#"), [1, 1, 1]);
    expect(volume).toBeCloseTo(1 / 6, 12);
    expect(area).toBeCloseTo(Math.sqrt(3), 12);
  });

  it("is the core's where no cube is ambiguous", () => {
    const found = measureMesh(maskOf(".##./####/.##.", ".##./####/.##."), [1, 2, 0.5]);
    const core = measureSurface(maskOf(".##./####/.##.", ".##./####/.##."), [1, 2, 0.5]);
    expect(found.volume).toBeCloseTo(core.volume, 12);
    expect(found.area).toBeCloseTo(core.area, 12);
  });

  // of PyRadiomics' C code, `cShape.calculate_coefficients` of its repository at 8ed5793
  it.each<[readonly string[], Vec3, number, number, readonly number[]]>([
    [["#./.#"], [1, 1, 1], 3.4641016151377553, 0.3333333333333333, [2.23606797749979, 1.0, 1.0]],
    [["#./.#"], [0.5, 2, 3], 12.529964086141664, 1.0, [4.031128874149275, 3.0, 3.0]],
    [
      ["#./..", "../.#"],
      [1, 1, 1],
      3.4641016151377553,
      0.3333333333333333,
      [Math.SQRT2, Math.SQRT2, Math.SQRT2],
    ],
    [
      ["#./.#", ".#/#."],
      [1, 1.5, 2],
      15.620499351813297,
      3.0,
      [3.1622776601683795, 4.123105625617661, 4.272001872658765],
    ],
    [
      ["##./#.#/.##", ".##/###/#.#", "#.#/.#./##."],
      [1, 1, 1],
      37.79483509144745,
      12.541666666666666,
      [3.605551275463989, 3.605551275463989, 3.605551275463989],
    ],
    [
      ["##./#.#/.##", ".##/###/#.#", "#.#/.#./##."],
      [0.7, 0.9, 2.5],
      64.05189849605391,
      19.753125,
      [3.0413812651491092, 7.62954782408499, 7.712976079309465],
    ],
    [
      ["####/#..#/####", "####/#..#/#.##"],
      [2, 1, 0.5],
      56.07663163314156,
      14.791666666666666,
      [8.246211251235321, 8.0156097709407, 3.0413812651491097],
    ],
    [
      ["##/..", "#./##"],
      [1, 1, 1],
      12.511925294796903,
      3.125,
      [2.23606797749979, 2.23606797749979, 2.23606797749979],
    ],
    [
      [".#/##", "##/.."],
      [1, 1, 1],
      12.687911548316347,
      2.625,
      [2.23606797749979, 2.23606797749979, 2.23606797749979],
    ],
    [
      ["##/#.", "../##"],
      [0.3, 1, 4],
      24.590102623829353,
      3.75,
      [2.0223748416156684, 8.005623023850173, 8.06225774829855],
    ],
    [
      ["#.##/.##./##.#", ".#../#.##/.###", "##.#/..#./#.#."],
      [0.5, 0.8, 1.5],
      38.644538514993975,
      7.799999999999998,
      [2.8301943396169813, 4.743416490252569, 4.775981574503821],
    ],
  ])(
    "of %j with spacing %j has the area and volume of PyRadiomics' code",
    (slices, spacing, area, volume, diameters) => {
      const mask = maskOf(...slices);
      const found = measureMesh(mask, spacing);
      expect(found.area).toBeCloseTo(area, 9);
      expect(found.volume).toBeCloseTo(volume, 9);
      const planes = planeDiameters(mask, spacing);
      [2, 1, 0].forEach((axis, k) => {
        expect(planes[axis]).toBeCloseTo(diameters[k], 9);
      });
    },
  );
});
