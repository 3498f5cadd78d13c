import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Image, volume, voxel } from "../../filters/volumes.ts";
import { derive, onlyImage } from "./derived.ts";

/** Intensities that no two points of a circle share, so that no comparison is decided by rounding. */
const arbitraryTexture = fc
  .integer({ min: 1, max: 1e6 })
  .map((seed) =>
    volume(
      [5, 4, 6],
      (x, y, z) => (Math.sin(seed + 12.9898 * x + 78.233 * y + 37.719 * z) * 43758.5453) % 100,
    ),
  );

/** Bits around a voxel, counter-clockwise from the columns' direction; linear interpolation by tents. */
function circle(
  image: Image,
  at: readonly number[],
  row: number,
  column: number,
  radius: number,
  count: number,
) {
  const centre = voxel(image, at, "zero");
  return Array.from({ length: count }, (_, k) => {
    const down = -radius * Math.sin((2 * Math.PI * k) / count);
    const along = radius * Math.cos((2 * Math.PI * k) / count);
    let sum = 0;
    const reach = Math.ceil(radius) + 1;
    for (let r = -reach; r <= reach; r++) {
      for (let c = -reach; c <= reach; c++) {
        const weight = Math.max(0, 1 - Math.abs(r - down)) * Math.max(0, 1 - Math.abs(c - along));
        const place = at.map((p, axis) => p + (axis === row ? r : axis === column ? c : 0));
        sum += weight * voxel(image, place, "zero");
      }
    }
    return sum >= centre ? "1" : "0";
  }).join("");
}

const rotations = (bits: string) => Array.from(bits, (_, k) => bits.slice(k) + bits.slice(0, k));

/** The number of ones of a pattern whose ones can be rotated to the front, else one more than its length. */
function uniform(bits: string): number {
  const ones = bits.split("1").length - 1;
  const together = "1".repeat(ones).padEnd(bits.length, "0");
  return rotations(bits).includes(together) ? ones : bits.length + 1;
}

/** The code of a pattern, its first bit the lowest. */
const code = (bits: string) => Number.parseInt([...bits].reverse().join(""), 2);

const methods = {
  uniform,
  default: code,
  ror: (bits: string) => Math.min(...rotations(bits).map(code)),
};

describe("LBP2D", () => {
  it.each([
    [0, 1, 0],
    [1, 2, 0],
    [2, 1, 2],
  ])("across axis %d counts the bright points of circles", (force2Ddimension, row, column) => {
    const cases = fc.tuple(
      arbitraryTexture,
      fc.constantFrom("uniform" as const, "default" as const, "ror" as const),
      fc.constantFrom([1, 8], [1.5, 12], [2, 5]),
    );
    fc.assert(
      fc.property(cases, ([image, lbp2DMethod, [lbp2DRadius, lbp2DSamples]]) => {
        const settings = {
          lbp2DMethod,
          lbp2DRadius,
          lbp2DSamples,
          force2D: true,
          force2Ddimension,
        };
        const found = onlyImage("LBP2D", image, settings);
        const expected = volume(image.size, (...at) =>
          methods[lbp2DMethod](circle(image, at, row, column, lbp2DRadius, lbp2DSamples)),
        );
        expect(found.name).toBe("lbp-2D");
        expect(Array.from(found.volume.data)).toEqual(Array.from(expected.data));
      }),
      { numRuns: 20 },
    );
  });

  const plane = [
    3, 3, 3, 9, 1,
    3, 3, 3, 2, 7,
    3, 3, 3, 8, 4,
    6, 1, 5, 5, 2,
  ]; // biome-ignore format: a plane reads as a plane

  const rounded = (x: number) => Math.round(x * 1e6) / 1e6;

  /** scikit-image 0.19.3, local_binary_pattern of that plane, in which a part is flat. */
  const published = [
    ["uniform", 8, 1, [3, 5, 5, 0, 5, 5, 8, 7, 8, 0, 9, 7, 7, 0, 4, 0, 7, 2, 9, 3]],
    [
      "default",
      8,
      1,
      [193, 241, 241, 0, 248, 199, 255, 254, 255, 0, 71, 191, 223, 0, 60, 0, 191, 3, 20, 28],
    ],
    ["ror", 8, 1, [7, 31, 31, 0, 31, 31, 255, 127, 255, 0, 29, 127, 127, 0, 15, 0, 127, 3, 5, 7]],
    ["uniform", 12, 1.5, [4, 5, 7, 0, 6, 13, 13, 13, 11, 0, 13, 13, 9, 0, 13, 0, 9, 2, 2, 4]],
    [
      "var",
      8,
      1,
      [
        1.6806147874,
        1.4303833067,
        6.3443393107,
        2.1813263699,
        10.4623553717,
        1.4303833067,
        Number.NaN,
        1.4963902652,
        4.191735501,
        4.5610232106,
        2.861681716,
        0.6885808044,
        3.0734308817,
        1.1808012081,
        7.5292415435,
        1.1929797623,
        3.5616013438,
        4.0588215324,
        6.2688967034,
        5.2509469304,
      ],
    ],
  ] as const;

  it.each(published)(
    "%s with %d points at %d is scikit-image's, where the image is flat too",
    (lbp2DMethod, lbp2DSamples, lbp2DRadius, values) => {
      const image = volume([5, 4, 1], (x, y) => plane[x + 5 * y]);
      const { volume: found } = onlyImage("LBP2D", image, {
        lbp2DMethod,
        lbp2DSamples,
        lbp2DRadius,
      });
      values.forEach((value, v) => {
        expect(rounded(found.data[v])).toBe(rounded(value));
      });
    },
  );

  it("is put into the image's pixel type, as in PyRadiomics", () => {
    const image = volume([5, 4, 1], (x, y) => plane[x + 5 * y]);
    const whole = { ...image, data: Int16Array.from(image.data) };
    const exact = onlyImage("LBP2D", image, { lbp2DMethod: "var" }).volume.data;
    const found = onlyImage("LBP2D", whole, { lbp2DMethod: "var" }).volume.data;
    expect(found).toEqual(Int16Array.from(exact));
  });

  it("says that features are those of volumes unless force2D is on", () => {
    const image = volume([3, 3, 3], (x) => x);
    expect(derive("LBP2D", image, { force2D: true }).notes).toEqual([]);
    expect(derive("LBP2D", image).notes.map(({ code }) => code)).toEqual(["image-type-plane"]);
  });
});
