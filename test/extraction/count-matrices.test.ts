import { describe, expect, expectTypeOf, it } from "vitest";
import { countMatrices } from "../../src/extraction/count-matrices.ts";
import { measureFamily } from "../../src/extraction/measure-family.ts";
import type { MatrixFamilyId } from "../../src/families/families.ts";
import type { CountMatrix } from "../../src/matrices/count-matrix.ts";
import type { DifferenceMatrix } from "../../src/matrices/ngtdm.ts";
import type { Region } from "../../src/processing/region.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { entriesOf, manualExample } from "../matrices/level-volumes.ts";

const inside = { ...manualExample, data: new Uint8Array(16).fill(1) };

/** The 4 × 4 image with which the IBSI manual explains its texture matrices, as a region. */
const manual: Region = {
  image: { ...manualExample, data: Float64Array.from(manualExample.data) },
  morphologicalMask: inside,
  intensityMask: inside,
};

const asLevels: SettingsInput = { discretise: { method: "none" } };

/** The matrices of the manual's example, slice by slice. */
const ofManual = <F extends MatrixFamilyId>(family: F, settings: SettingsInput = {}) =>
  countMatrices(manual, family, { ...asLevels, aggregations: ["2D:avg"], ...settings })[0];

/** A matrix of counts as rows of the manual. */
function dense({ i, j, n }: CountMatrix, rows: number, columns: number): number[][] {
  const table = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  n.forEach((count, e) => {
    table[i[e] - 1][j[e] - 1] = count;
  });
  return table;
}

describe("countMatrices", () => {
  it("gives the symmetric co-occurrences along x of the manual's example", () => {
    const { aggregation, aggregationCode, reason, matrices } = ofManual("glcm");
    expect([aggregation, aggregationCode, reason]).toEqual(["2D:avg", "BTW3", null]);
    expect(matrices.map(({ slice, direction }) => [slice, direction])).toEqual([
      [0, [1, 0, 0]],
      [0, [-1, 1, 0]],
      [0, [0, 1, 0]],
      [0, [1, 1, 0]],
    ]);
    expect(matrices[0].matrix.voxels).toBe(16);
    expect(dense(matrices[0].matrix, 4, 4)).toEqual([
      [0, 3, 0, 2],
      [3, 2, 3, 2],
      [0, 3, 2, 0],
      [2, 2, 0, 0],
    ]);
  });

  it("gives the runs along x of the manual's example", () => {
    expect(dense(ofManual("glrlm").matrices[0].matrix, 4, 4)).toEqual([
      [4, 0, 0, 0],
      [3, 1, 0, 0],
      [2, 1, 0, 0],
      [3, 0, 0, 0],
    ]);
  });

  it("gives the zones of the manual's example by size and by distance", () => {
    const { aggregation, matrices } = ofManual("glszm");
    expect(aggregation).toBe("2D");
    expect(matrices).toHaveLength(1);
    expect(matrices[0]).toMatchObject({ slice: 0, direction: null });
    expect(dense(matrices[0].matrix, 4, 5)).toEqual([
      [2, 1, 0, 0, 0],
      [0, 0, 0, 0, 1],
      [1, 0, 1, 0, 0],
      [1, 1, 0, 0, 0],
    ]);
    // every zone but the 4 in the third column touches the border of the image
    expect(dense(ofManual("gldzm").matrices[0].matrix, 4, 2)).toEqual([
      [3, 0],
      [1, 0],
      [2, 0],
      [1, 1],
    ]);
  });

  it("gives the dependences of the manual's example", () => {
    const { matrix } = ofManual("ngldm").matrices[0];
    // counted by hand, with α = 0 and neighbours at Chebyshev distance 1
    expect(entriesOf(matrix)).toEqual([
      [1, 1, 2],
      [1, 2, 2],
      [2, 2, 1],
      [2, 3, 3],
      [2, 4, 1],
      [3, 1, 1],
      [3, 3, 3],
      [4, 1, 1],
      [4, 2, 2],
    ]);
    // with an α as large as the levels all neighbours depend: corners, borders, and inside
    const all = ofManual("ngldm", { ngldm: { alpha: 3 } }).matrices[0].matrix;
    const byDependence = [4, 6, 9].map((j) =>
      entriesOf(all).reduce((sum, [, column, n]) => sum + (column === j ? n : 0), 0),
    );
    expect(byDependence).toEqual([4, 8, 4]);
  });

  it("gives the tone differences of two voxels", () => {
    const pair = { ...inside, data: Uint8Array.from({ length: 16 }, (_, v) => (v < 2 ? 1 : 0)) };
    const region = { ...manual, morphologicalMask: pair, intensityMask: pair };
    const [{ matrices }] = countMatrices(region, "ngtdm", {
      ...asLevels,
      aggregations: ["3D:mrg"],
    });
    const { i, n, s } = matrices[0].matrix;
    expect([[...i], [...n], [...s]]).toEqual([
      [1, 2],
      [1, 1],
      [1, 1],
    ]);
  });

  it("merges what the aggregation merges", () => {
    const [{ matrices }] = countMatrices(manual, "glcm", { ...asLevels, aggregations: ["2D:mrg"] });
    expect(matrices).toHaveLength(1);
    expect(matrices[0]).toMatchObject({ slice: 0, direction: null, matrix: { voxels: 64 } });
    // 12 pairs along x and y each, 9 along each diagonal, in both orders
    expect(matrices[0].matrix.n.reduce((sum, n) => sum + n, 0)).toBe(2 * (12 + 12 + 9 + 9));
  });

  it("counts slices on the region's grid", () => {
    const size = [4, 4, 3] as const;
    const grid = { ...manualExample, size };
    const mask = { ...grid, data: Uint8Array.from({ length: 48 }, (_, v) => (v < 16 ? 0 : 1)) };
    const image = { ...grid, data: Float64Array.from({ length: 48 }, (_, v) => 1 + (v % 3)) };
    const region = { image, morphologicalMask: mask, intensityMask: mask };
    const [{ matrices }] = countMatrices(region, "glszm", {
      ...asLevels,
      aggregations: ["2D:avg"],
    });
    expect(matrices.map(({ slice }) => slice)).toEqual([1, 2]);
  });

  it("has one matrix or several for each value of a feature, and says why there is none", () => {
    const [contrast] = measureFamily("glcm", manual, {
      ...asLevels,
      aggregations: ["3D:mrg"],
    }).filter(({ name }) => name === "contrast");
    const [{ matrices }] = countMatrices(manual, "glcm", { ...asLevels, aggregations: ["3D:mrg"] });
    const { i, j, n } = matrices[0].matrix;
    const total = n.reduce((sum, count) => sum + count, 0);
    const byHand = n.reduce((sum, count, e) => sum + (count / total) * (i[e] - j[e]) ** 2, 0);
    expect(byHand).toBeCloseTo(contrast.value ?? Number.NaN, 12);

    const none = { ...inside, data: new Uint8Array(16) };
    expect(countMatrices({ ...manual, intensityMask: none }, "glszm", asLevels)[0]).toMatchObject({
      reason: "empty-intensity-mask",
      matrices: [],
    });
    const one = { ...inside, data: Uint8Array.from({ length: 16 }, (_, v) => (v === 0 ? 1 : 0)) };
    expect(countMatrices({ ...manual, intensityMask: one }, "glcm", asLevels)[0]).toMatchObject({
      reason: "no-voxel-pairs",
      matrices: [],
    });
    const slice = { ...manual, image: { ...manual.image, thicknessAssumed: true as const } };
    expect(countMatrices(slice, "glcm", asLevels)[0]).toMatchObject({
      reason: "thickness-assumed",
      matrices: [],
    });
  });

  it.each(["morphology", "statistics", "glmc", undefined])("refuses %s", (family) => {
    expect(() => countMatrices(manual, family as "glcm")).toThrow(
      /^family: found .*, expected one that has matrices: glcm, glrlm, glszm, gldzm, ngtdm or ngldm/,
    );
  });

  it("knows by type what a family's matrix is", () => {
    const glcm = countMatrices(manual, "glcm", asLevels)[0].matrices[0].matrix;
    expectTypeOf(glcm).toEqualTypeOf<CountMatrix>();
    const ngtdm = countMatrices(manual, "ngtdm", asLevels)[0].matrices[0].matrix;
    expectTypeOf(ngtdm).toEqualTypeOf<DifferenceMatrix>();
    // @ts-expect-error statistics have no matrices
    expect(() => countMatrices(manual, "statistics")).toThrow();
  });
});
