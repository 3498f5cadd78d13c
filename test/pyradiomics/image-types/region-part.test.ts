import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seenBox } from "../../../src/pyradiomics/image-types/region-part.ts";
import { crop } from "../../../src/volume/box.ts";
import type { Mask } from "../../../src/volume/mask.ts";
import { arbitraryVoxels, volume } from "../../filters/volumes.ts";
import { everywhere, imagesOf } from "./derived.ts";

const types = [
  ["LoG", { sigma: [0.7, 1.6] }],
  ["Wavelet", { level: 2 }],
  ["Wavelet", { wavelet: "sym4", start_level: 1 }],
  ["Wavelet", { wavelet: "haar", force2D: true, force2Ddimension: 1 }],
  ["Gradient", {}],
  ["LBP2D", { lbp2DRadius: 2 }],
  ["LBP2D", { force2Ddimension: 2 }],
  ["Square", {}],
] as const;

describe("the images of a region", () => {
  it.each(types)(
    "%s is the whole image's where features see it, to the last bit",
    (name, settings) => {
      const cases = fc.tuple(
        arbitraryVoxels([23, 8, 11], [1, 1.3, 0.9]),
        fc.tuple(fc.nat(22), fc.nat(7), fc.nat(10)),
        fc.nat(2),
      );
      fc.assert(
        fc.property(cases, ([image, [x, y, z], margin]) => {
          const mask: Mask = { ...everywhere(image), data: new Uint8Array(image.data.length) };
          mask.data[x + 23 * (y + 8 * z)] = 1;
          const box = seenBox(mask, margin);
          const whole = imagesOf(name, image, settings);
          const part = imagesOf(name, image, settings, mask, margin);
          expect([...part.keys()]).toEqual([...whole.keys()]);
          for (const [key, found] of part) {
            const expected = whole.get(key) ?? image;
            expect(crop(found, box).data).toEqual(crop(expected, box).data);
          }
        }),
        { numRuns: 10 },
      );
    },
  );
});

describe("seenBox", () => {
  it("is the box of the region with a margin that stays in the image", () => {
    const image = volume([6, 5, 4], () => 0);
    const mask: Mask = { ...everywhere(image), data: new Uint8Array(120) };
    for (const [x, y, z] of [
      [1, 2, 3],
      [3, 2, 3],
    ])
      mask.data[x + 6 * (y + 5 * z)] = 1;
    expect(seenBox(mask, 2)).toEqual({ min: [0, 0, 1], max: [5, 4, 3] });
    expect(seenBox(mask, 0)).toEqual({ min: [1, 2, 3], max: [3, 2, 3] });
  });
});
