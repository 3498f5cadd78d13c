import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryVoxels, deviation, volume, voxel } from "../../filters/volumes.ts";
import { onlyImage } from "./derived.ts";

describe("Gradient", () => {
  it.each([true, false])(
    "is the length of central differences, with gradientUseSpacing %s",
    (gradientUseSpacing) => {
      const sides = [0.8, 1.5, 3] as const;
      fc.assert(
        fc.property(arbitraryVoxels([4, 5, 3], sides), (image) => {
          const [sx, sy, sz] = gradientUseSpacing ? sides : [1, 1, 1];
          const at = (x: number, y: number, z: number) => voxel(image, [x, y, z], "nearest");
          const expected = volume(image.size, (x, y, z) =>
            Math.hypot(
              (at(x + 1, y, z) - at(x - 1, y, z)) / (2 * sx),
              (at(x, y + 1, z) - at(x, y - 1, z)) / (2 * sy),
              (at(x, y, z + 1) - at(x, y, z - 1)) / (2 * sz),
            ),
          );
          const found = onlyImage("Gradient", image, { gradientUseSpacing });
          expect(found.name).toBe("gradient");
          expect(deviation(found.volume.data, expected.data)).toBeLessThan(1e-7);
          expect(found.volume).toMatchObject({ spacing: sides });
          expect(found.volume.data).toBeInstanceOf(Float32Array);
        }),
      );
    },
  );
});
