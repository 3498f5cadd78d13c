import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeNifti, readNifti } from "../../../src/io/nifti/nifti.ts";
import { readDescribed } from "../../../src/io/read.ts";
import { indexToWorld } from "../../../src/volume/geometry.ts";
import { checkVolume, type Vec3, type Volume } from "../../../src/volume/volume.ts";
import { type Fixture, niftiFile } from "./fixture.ts";

const corners: Vec3[] = [[0, 0, 0], [1, 0, 0], [0, 2, 0], [0, 0, 3], [1, 2, 3]]; // biome-ignore format: one line of points

/** RAS to LPS. */
const flip = ([x, y, z]: readonly number[]): Vec3 => [-x, -y, z];

/** Every corner lies where `ras` puts it. */
function expectPositions(volume: Volume, ras: (index: Vec3) => readonly number[], digits = 5) {
  checkVolume(volume, "volume");
  for (const index of corners) {
    const found = indexToWorld(volume, index);
    flip(ras(index)).forEach((value, axis) => {
      expect(found[axis]).toBeCloseTo(value, digits);
    });
  }
}

const byMatrix =
  (m: readonly number[]) =>
  ([i, j, k]: Vec3) =>
    [0, 4, 8].map((row) => m[row] * i + m[row + 1] * j + m[row + 2] * k + m[row + 3]);

/** Rotates by a unit quaternion: v + 2 q x (q x v + a v), not by the standard's matrix. */
function rotate([a, b, c, d]: readonly number[], v: readonly number[]): number[] {
  const cross = (p: readonly number[], q: readonly number[]) => [
    p[1] * q[2] - p[2] * q[1],
    p[2] * q[0] - p[0] * q[2],
    p[0] * q[1] - p[1] * q[0],
  ];
  const axis = [b, c, d];
  const inner = cross(axis, v).map((value, n) => value + a * v[n]);
  return cross(axis, inner).map((value, n) => v[n] + 2 * value);
}

// rotation by 0.3 about x, then 0.5 about z, spacing 0.5, 0.75, 3
const [ca, sa, cb, sb] = [Math.cos(0.3), Math.sin(0.3), Math.cos(0.5), Math.sin(0.5)];
const oblique = [
  0.5 * cb, 0.75 * -sb * ca, 3 * sb * sa, -120.5,
  0.5 * sb, 0.75 * cb * ca, 3 * -cb * sa, 33.25,
  0, 0.75 * sa, 3 * ca, 7,
]; // biome-ignore format: a matrix reads as a matrix

describe("sform", () => {
  it.each([1, 2] as const)("places an oblique grid (NIfTI-%d)", async (version) => {
    const { volume, description } = await describeNifti(
      niftiFile({ version, sformCode: 4, sform: oblique, qformCode: 1, qform: [0, 0, 0, 9, 9, 9] }),
    );
    expect(description.transform).toBe("sform");
    expectPositions(volume, byMatrix(oblique));
    [0.5, 0.75, 3].forEach((value, n) => {
      expect(volume.spacing[n]).toBeCloseTo(value, 6);
    });
  });

  it.each([
    ["permuted", [0, 0, 3, 1, 0.5, 0, 0, 2, 0, 0.75, 0, 3]],
    ["permuted and mirrored", [0, -2, 0, 1, 0, 0, -3, 2, 4, 0, 0, 3]],
    ["left-handed", [-0.5, 0, 0, 90, 0, 0.75, 0, -90, 0, 0, 3, 10]],
  ])("places a %s grid without moving voxels", async (_, sform) => {
    const volume = await readNifti(niftiFile({ sformCode: 2, sform }));
    expectPositions(volume, byMatrix(sform), 12);
    expect(volume.data).toEqual(Uint8Array.from({ length: 24 }, (_, n) => n));
  });

  it("gives the spacing of an axis that is parallel to the world's exactly", async () => {
    const s = Math.fround(0.977);
    const sform = [-s, 0, 0, 0, 0, -s, 0, 0, 0, 0, 3, 0];
    const volume = await readNifti(niftiFile({ sformCode: 1, sform }));
    expect(volume.spacing).toEqual([s, s, 3]);
    expect(volume.direction).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(volume.origin).toEqual([0, 0, 0]);
  });

  const sheared = [1, 0.1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
  it("that is sheared is refused, beside a qform too, unless the qform is said to hold", async () => {
    const alone = readNifti(niftiFile({ sformCode: 1, sform: sheared }));
    await expect(alone).rejects.toThrow(/sheared: .* 0\.0995/);
    const both = niftiFile({
      sformCode: 1,
      sform: sheared,
      qformCode: 1,
      qform: [0, 0, 1, 1, 2, 3],
    });
    await expect(readNifti(both)).rejects.toMatchObject({ code: "invalid-file" });
    const { volume, description } = await readDescribed(both, { geometry: "qform" });
    expect(description).toMatchObject({ transform: "qform" });
    expect(volume.origin).toEqual([-1, -2, 3]);
  });

  it.each([
    ["of zeros", new Array(12).fill(0)],
    ["with NaN", [Number.NaN, ...sheared.slice(1)]],
    ["with an infinite origin", [1, 0, 0, Infinity, 0, 1, 0, 0, 0, 0, 1, 0]],
  ])("that is %s gives way to a qform with a note, else is refused", async (_, sform) => {
    const qform = [0, 0, 1, 1, 2, 3];
    const { volume, description, notes } = await describeNifti(
      niftiFile({ sformCode: 1, sform, qformCode: 1, qform }),
    );
    expect(description.transform).toBe("qform");
    expect(volume.origin).toEqual([-1, -2, 3]);
    expect(notes?.map(({ code }) => code)).toEqual(["transform-unusable"]);
    const refused = readNifti(niftiFile({ sformCode: 1, sform }));
    await expect(refused).rejects.toMatchObject({ code: "invalid-file" });
  });

  it("of a single slice may lack its third column", async () => {
    const sform = [0, 2, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0];
    const volume = await readNifti(
      niftiFile({ dim: [2, 4, 5], pixdim: [1, 3, 2, 0], sformCode: 1, sform }),
    );
    expect(volume.spacing).toEqual([3, 2, 1]);
    checkVolume(volume, "volume");
  });
});

describe("qform", () => {
  const quaternion = fc
    .tuple(...[0, 1, 2, 3].map(() => fc.double({ min: -1, max: 1, noNaN: true })))
    .filter((q) => Math.hypot(...q) > 0.1)
    .map((q) => q.map((value) => (value * (q[0] < 0 ? -1 : 1)) / Math.hypot(...q)));
  const spacing = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0.1, max: 9, noNaN: true })));

  it.each([1, 2] as const)("places a rotated grid (NIfTI-%d)", async (version) => {
    await fc.assert(
      fc.asyncProperty(quaternion, spacing, fc.constantFrom(-1, 1), async (q, s, qfac) => {
        const { volume, description } = await describeNifti(
          niftiFile({
            version,
            qformCode: 1,
            qform: [q[1], q[2], q[3], 10, -20, 30],
            pixdim: [qfac, ...s],
          }),
        );
        expect(description.transform).toBe("qform");
        expectPositions(
          volume,
          ([i, j, k]) => {
            const v = rotate(q, [i * s[0], j * s[1], k * s[2] * qfac]);
            return [v[0] + 10, v[1] - 20, v[2] + 30];
          },
          // 32-bit b, c, d near half a turn leave a known to 3e-4 only
          version === 1 || q[0] < 1e-3 ? 1 : 9,
        );
      }),
      { numRuns: 200 },
    );
  });

  it.each([0, 1])("takes qfac %d as right-handed", async (qfac) => {
    const volume = await readNifti(niftiFile({ qformCode: 1, pixdim: [qfac, 2, 3, 4] }));
    expect(volume.direction).toEqual([-1, 0, 0, 0, -1, 0, 0, 0, 1]);
    expect(volume.spacing).toEqual([2, 3, 4]);
  });

  it("takes a quaternion a rounding error too long as half a turn", async () => {
    const b = Math.fround(Math.SQRT1_2 * (1 + 1e-7));
    const { direction } = await readNifti(niftiFile({ qformCode: 1, qform: [b, b, 0, 0, 0, 0] }));
    // half a turn about x = y swaps both and turns z round
    const expected = [0, -1, 0, -1, 0, 0, 0, 0, -1];
    expected.forEach((value, n) => {
      expect(direction[n]).toBeCloseTo(value, 12);
    });
  });

  it.each<[string, Fixture, string]>([
    ["a quaternion that is too long", { qform: [1, 1, 0, 0, 0, 0] }, "length 1.414"],
    ["NaN in the quaternion", { qform: [Number.NaN, 0, 0, 0, 0, 0] }, "length NaN"],
    ["NaN in the offset", { qform: [0, 0, 0, 0, Number.NaN, 0] }, "origin is 0, NaN, 0"],
    ["spacing 0", { pixdim: [1, 1, 0, 1] }, "pixdim[2] is 0"],
    ["negative spacing", { pixdim: [1, -1, 1, 1] }, "pixdim[1] is -1"],
  ])("refuses %s", async (_, fixture, text) => {
    const refused = readNifti(niftiFile({ qformCode: 1, ...fixture }));
    await expect(refused).rejects.toMatchObject({ code: "invalid-file" });
    await expect(refused).rejects.toThrow(text);
  });
});

describe("neither transform", () => {
  it("has the file's spacing and RAS axes", async () => {
    const { volume, description } = await describeNifti(niftiFile({ pixdim: [1, 0.5, 0.75, 3] }));
    expect(description.transform).toBe("none");
    expect(volume.spacing).toEqual([0.5, 0.75, 3]);
    expect(volume.direction).toEqual([-1, 0, 0, 0, -1, 0, 0, 0, 1]);
    expect(volume.origin).toEqual([0, 0, 0]);
  });
});

describe("unit of length", () => {
  it.each([
    { code: 0, unit: "unknown", factor: 1 },
    { code: 1, unit: "metre", factor: 1000 },
    { code: 2, unit: "millimetre", factor: 1 },
    { code: 3, unit: "micrometre", factor: 0.001 },
    { code: 3 + 8, unit: "micrometre", factor: 0.001 },
    { code: 7, unit: "unknown", factor: 1 },
  ])("$code is $unit", async ({ code, unit, factor }) => {
    const sform = [-2, 0, 0, 10, 0, -2, 0, 20, 0, 0, 4, 30];
    const { volume, description } = await describeNifti(
      niftiFile({ units: code, sformCode: 1, sform }),
    );
    expect(description.unit).toBe(unit);
    expect(volume.spacing).toEqual([2 * factor, 2 * factor, 4 * factor]);
    expect(volume.origin).toEqual([-10 * factor, -20 * factor, 30 * factor]);
  });
});
