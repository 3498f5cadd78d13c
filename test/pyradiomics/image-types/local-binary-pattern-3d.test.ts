import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { icospherePoints } from "../../../src/pyradiomics/sphere/icosphere.ts";
import type { Mask } from "../../../src/volume/mask.ts";
import { arbitraryVoxels, type Image, volume } from "../../filters/volumes.ts";
import { derive, everywhere, imagesOf } from "./derived.ts";

/** Place of a voxel of an axis that is mirrored at its outermost voxels. */
function mirrored(place: number, n: number): number {
  let k = place;
  while (k < 0 || k >= n) k = k < 0 ? -k : 2 * n - 2 - k;
  return k;
}

/** Spline coefficients by repeating c(k) = (6 f(k) - c(k - 1) - c(k + 1)) / 4 until it settles. */
function coefficients(line: readonly number[]): number[] {
  const c = [...line];
  for (let round = 0; round < 80; round++) {
    for (let k = 0; k < c.length; k++) {
      const beside = c[mirrored(k - 1, c.length)] + c[mirrored(k + 1, c.length)];
      c[k] = (6 * line[k] - beside) / 4;
    }
  }
  return c;
}

function splineOf(image: Image): Image {
  return [0, 1, 2].reduce((from, axis) => {
    const lines = new Map<string, number[]>();
    const lineAt = (at: readonly number[]) => {
      const key = at.map((p, a) => (a === axis ? "" : p)).join();
      const known = lines.get(key);
      if (known !== undefined) return known;
      const line = Array.from({ length: from.size[axis] }, (_, k) => {
        const [x, y, z] = at.map((p, a) => (a === axis ? k : p));
        return from.data[x + from.size[0] * (y + from.size[1] * z)];
      });
      const made = coefficients(line);
      lines.set(key, made);
      return made;
    };
    return volume(from.size, (...at) => lineAt(at)[at[axis]]);
  }, image);
}

/** The cubic B-spline. */
function bell(t: number): number {
  const d = Math.abs(t);
  if (d >= 2) return 0;
  return d >= 1 ? (2 - d) ** 3 / 6 : 2 / 3 - d * d + (d * d * d) / 2;
}

function interpolate({ data, size }: Image, at: readonly number[]): number {
  if (at.some((p, axis) => p < 0 || p > size[axis] - 1)) return 0;
  let sum = 0;
  const [fx, fy, fz] = at.map(Math.floor);
  for (let z = fz - 1; z < fz + 3; z++)
    for (let y = fy - 1; y < fy + 3; y++)
      for (let x = fx - 1; x < fx + 3; x++) {
        const [i, j, k] = [mirrored(x, size[0]), mirrored(y, size[1]), mirrored(z, size[2])];
        const weight = bell(at[0] - x) * bell(at[1] - y) * bell(at[2] - z);
        sum += weight * data[i + size[0] * (j + size[1] * k)];
      }
  return sum;
}

/** √ |Σ over points (Σ over m of c(m) Y(m, point))²| for degrees 0 and 1, with c(m) = Σ f Y(m), as complex numbers. */
function lengths(bits: readonly number[], points: readonly (readonly number[])[]): number[] {
  const harmonics = points.map(([a, b, c]) => {
    const [azimuth, polar] = [Math.acos(c), Math.atan2(b, a)]; // PyRadiomics hands the angles over like this
    const s = Math.sqrt(3 / (8 * Math.PI)) * Math.abs(Math.sin(polar));
    const turned = [s * Math.cos(azimuth), s * Math.sin(azimuth)];
    return [
      [[Math.sqrt(1 / (4 * Math.PI)), 0]],
      [
        [turned[0], -turned[1]],
        [Math.sqrt(3 / (4 * Math.PI)) * Math.cos(polar), 0],
        [-turned[0], -turned[1]],
      ],
    ];
  });
  return [0, 1].map((degree) => {
    const orders = harmonics[0][degree].map((_, m) =>
      [0, 1].map((part) =>
        bits.reduce((sum, bit, k) => sum + bit * harmonics[k][degree][m][part], 0),
      ),
    );
    const squares = harmonics.map((ofPoint) => {
      const [re, im] = ofPoint[degree].reduce(
        ([r, i], [yr, yi], m) => [
          r + orders[m][0] * yr - orders[m][1] * yi,
          i + orders[m][0] * yi + orders[m][1] * yr,
        ],
        [0, 0],
      );
      expect(Math.abs(im)).toBeLessThan(1e-12);
      return re * re;
    });
    return Math.sqrt(squares.reduce((a, b) => a + b, 0));
  });
}

function kurtosis(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const moment = (p: number) => values.reduce((sum, x) => sum + (x - mean) ** p, 0) / values.length;
  return moment(4) / moment(2) ** 2 - 3;
}

describe("LBP3D", () => {
  it("is what spheres of spline samples give, in harmonics of degree 0 and 1, and their kurtosis", () => {
    fc.assert(
      fc.property(arbitraryVoxels([5, 4, 6]), fc.integer({ min: 0, max: 119 }), (whole, voxel) => {
        fc.pre(new Set(whole.data).size > 20);
        // no sample is as bright as its centre, apart from the rounding that would decide
        const image = { ...whole, data: whole.data.map((x, v) => x + 0.3 * Math.sin(v + 1)) };
        const mask: Mask = { ...everywhere(image), data: new Uint8Array(120) };
        mask.data[voxel] = 1;
        const spline = splineOf(image);
        const points = icospherePoints(1, 1);
        const at = [voxel % 5, Math.floor(voxel / 5) % 4, Math.floor(voxel / 20)];
        const samples = points.map(([a, b, c]) =>
          interpolate(spline, [at[0] + c, at[1] + b, at[2] + a]),
        );
        const bits = samples.map((sample) => (sample >= image.data[voxel] ? 1 : 0));
        const found = imagesOf("LBP3D", image, {}, mask);
        expect([...found.keys()]).toEqual(["lbp-3D-m1", "lbp-3D-m2", "lbp-3D-k"]);
        const expected = [...lengths(bits, points), kurtosis(samples)];
        [...found.values()].forEach(({ data }, k) => {
          expect(Math.abs(data[voxel] - expected[k])).toBeLessThan(
            1e-9 * Math.abs(expected[k]) + 1e-9,
          );
          expect(data.filter((_, v) => v !== voxel).every((x) => x === 0)).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("gives the number of bright points at degree 0, and what settings ask for", () => {
    const image = volume([7, 7, 7], (x, y, z) => (x === 3 && y === 3 && z === 3 ? 10 : 0));
    const mask = { ...everywhere(image), data: image.data.map((x) => (x > 0 ? 1 : 0)) };
    const centre = { ...mask, data: Uint8Array.from(mask.data) };
    const dark = imagesOf("LBP3D", image, { lbp3DLevels: 3, lbp3DIcosphereRadius: 2 }, centre);
    expect([...dark.keys()]).toEqual(["lbp-3D-m1", "lbp-3D-m2", "lbp-3D-m3", "lbp-3D-k"]);
    const at = 3 + 7 * (3 + 7 * 3);
    expect(dark.get("lbp-3D-m1")?.data[at]).toBe(0);
    // all 162 points are bright: each has Σ Y00² = 162 / 4π, and the length is √162 times that
    const bright = imagesOf(
      "LBP3D",
      { ...image, data: image.data.map((x) => -x) },
      { lbp3DIcosphereSubdivision: 2, lbp3DIcosphereRadius: 2 },
      centre,
    );
    expect(bright.get("lbp-3D-m1")?.data[at]).toBeCloseTo(
      (Math.sqrt(162) * 162) / (4 * Math.PI),
      10,
    );
  });

  it("rounds samples of whole numbers, as arrays of whole numbers hold them in SciPy", () => {
    // a ramp: samples are the positions themselves, and count as bright from the rounded centre on
    const ramp = volume([9, 9, 9], (x) => x);
    const whole = { ...ramp, data: Int16Array.from(ramp.data) };
    const at = 4 + 9 * (4 + 9 * 4);
    const points = icospherePoints(1, 0.8);
    const settings = { lbp3DIcosphereRadius: 0.8 };
    const brightAt = (image: typeof ramp | typeof whole) => {
      const length = imagesOf("LBP3D", image, settings).get("lbp-3D-m1")?.data[at] ?? 0;
      return Math.round((length * 4 * Math.PI) / Math.sqrt(points.length));
    };
    // a point less than half a voxel below the centre is rounded up to it
    expect(brightAt(whole)).toBe(points.filter(([, , c]) => c > -0.5).length);
    expect(brightAt(ramp)).toBeLessThan(brightAt(whole));
  });

  /** SciPy 1.10.1 as PyRadiomics calls it, for the voxel (2, 1, 1) of an image of 4 × 3 × 3 whole numbers. */
  it("is what SciPy gives", () => {
    const image = volume([4, 3, 3], (x, y, z) => (37 * x + 11 * y * y + 53 * z * x + 7) % 31);
    const whole = { ...image, data: Int16Array.from(image.data) };
    const at = 2 + 4 * (1 + 3);
    const found = [...imagesOf("LBP3D", whole).values()].map(({ data }) => data[at]);
    const scipy = [14.955907797202283, 11.579091846887026, -0.5146616827257051];
    found.forEach((value, k) => {
      expect(value).toBeCloseTo(scipy[k], 11);
    });
  });

  it("has the kurtosis -3 where a sphere is flat", () => {
    const flat = volume([5, 5, 5], () => 4);
    const whole = { ...flat, data: Int16Array.from(flat.data) };
    expect(imagesOf("LBP3D", whole).get("lbp-3D-k")?.data[62]).toBe(-3);
  });

  it("says that features are those of planes if force2D is on", () => {
    const image = volume([3, 3, 3], (x) => x);
    expect(derive("LBP3D", image).notes).toEqual([]);
    const { notes } = derive("LBP3D", image, { force2D: true });
    expect(notes.map(({ code }) => code)).toEqual(["image-type-plane"]);
  });
});
