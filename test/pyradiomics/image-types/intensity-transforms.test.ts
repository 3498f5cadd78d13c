import { describe, expect, it } from "vitest";
import { deviation, volume } from "../../filters/volumes.ts";
import { onlyImage } from "./derived.ts";

const image = volume([5, 1, 1], (x) => [-4, -1, 0, 2, 9][x]);

describe("image types of single intensities", () => {
  it.each([
    ["Square", "square", [16 / 9, 1 / 9, 0, 4 / 9, 9]],
    ["SquareRoot", "squareroot", [-6, -3, 0, Math.sqrt(18), 9]],
    [
      "Logarithm",
      "logarithm",
      [-Math.log(5), -Math.log(2), 0, Math.log(3), Math.log(10)].map((x) => (9 * x) / Math.log(10)),
    ],
    ["Exponential", "exponential", [9 ** (-4 / 9), 9 ** (-1 / 9), 1, 9 ** (2 / 9), 9]],
  ] as const)("%s gives %s, in 64 bits for every image", (type, name, expected) => {
    for (const data of [image.data, Int16Array.from(image.data), Float32Array.from(image.data)]) {
      const found = onlyImage(type, { ...image, data });
      expect(found.name).toBe(name);
      expect(found.volume.data).toBeInstanceOf(Float64Array);
      expect(deviation(found.volume.data, expected)).toBeLessThan(1e-14);
    }
  });

  const zero = { ...image, data: new Int16Array(5) };

  it.each(["Square", "Logarithm", "Exponential"] as const)(
    "%s refuses an image of 0 only, by whose largest intensity it divides",
    (type) => {
      expect(() => onlyImage(type, zero)).toThrow(
        expect.objectContaining({
          code: "invalid-intensity",
          message: `${type} divides by the largest absolute intensity of the whole image, and all its 5 voxels are 0: leave ${type} out of imageType for this image`,
        }),
      );
    },
  );

  it("SquareRoot of an image of 0 only is 0", () => {
    expect([...onlyImage("SquareRoot", zero).volume.data]).toEqual([0, 0, 0, 0, 0]);
  });

  it.each(["Square", "SquareRoot", "Logarithm", "Exponential"] as const)(
    "%s refuses an image with a voxel that is not finite, wherever it lies",
    (type) => {
      for (const broken of [Number.NaN, Number.POSITIVE_INFINITY]) {
        const data = Float32Array.of(-4, -1, 0, 2, broken);
        const onlyFirst = { ...image, data: Uint8Array.of(1, 1, 0, 0, 0) };
        expect(() => onlyImage(type, { ...image, data }, {}, onlyFirst)).toThrow(
          expect.objectContaining({
            code: "invalid-intensity",
            message: expect.stringContaining(
              `${type} scales by the largest absolute intensity of the whole image, which it has not: `,
            ),
          }),
        );
      }
    },
  );

  it("Original is the image itself", () => {
    expect(onlyImage("Original", image)).toEqual({ name: "original", volume: image });
  });
});
