import fc from "fast-check";
import { expect, it } from "vitest";
import { extract } from "../../../src/index.ts";
import { shape2DFeatures } from "../../../src/pyradiomics/classes/shape-2d.ts";
import { extractPyradiomics, parseParams } from "../../../src/pyradiomics.ts";
import { arbitraryMask } from "../../morphology/arbitrary-mask.ts";
import { permuted } from "../../regions.ts";

/** Orders of axes that put a slice across z, y and x, with the setting of ours and PyRadiomics' for it. */
const planes = [
  { order: [0, 1, 2], plane: "xy", force2Ddimension: 0 },
  { order: [0, 2, 1], plane: "xz", force2Ddimension: 1 },
  { order: [2, 0, 1], plane: "yz", force2Ddimension: 2 },
] as const;

it("is planar morphology by PyRadiomics' names, with axes of a covariance over N", () => {
  fc.assert(
    fc.property(arbitraryMask(7), fc.constantFrom(...planes), (given, one) => {
      const [nx, ny] = given.size;
      const flat = { ...given, data: given.data.slice(0, nx * ny), size: [nx, ny, 1] as const };
      const pixels = flat.data.filter((value) => value === 1).length;
      fc.pre(pixels > 3);
      const mask = permuted(flat, one.order);
      const image = { ...mask, data: Float64Array.from(mask.data, (_, v) => v) };
      const { force2Ddimension, plane } = one;
      const params = parseParams({
        setting: { force2D: true, force2Ddimension, minimumROIDimensions: 1 },
        featureClass: { shape2D: null },
      });
      const found = new Map(
        extractPyradiomics(image, mask, params).features.map(({ name, value }) => [name, value]),
      );
      const planar = new Map(
        extract(image, mask, { families: ["planarMorphology"], plane }).features.map(
          ({ tag, value }) => [tag, value ?? Number.NaN],
        ),
      );
      for (const [name, { ibsi, differs }] of Object.entries(shape2DFeatures)) {
        if (ibsi === null) continue;
        const factor = differs === null ? 1 : Math.sqrt((pixels - 1) / pixels);
        const value = found.get(`original_shape2D_${name}`);
        expect(value, name).toBeCloseTo((planar.get(ibsi.tag) ?? Number.NaN) * factor, 10);
      }
    }),
  );
});
