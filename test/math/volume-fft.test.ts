import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extendAxis } from "../../src/convolution/boundary.ts";
import { type Extension, planVolumeFft } from "../../src/math/volume-fft.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import {
  anyBoundary,
  anyDimensions,
  arbitraryImage,
  deviation,
  type Image,
  voxel,
} from "../filters/volumes.ts";
import { complexLine } from "./dft.ts";

const rooms = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 });

function extensionOf(
  size: Vec3,
  room: number[],
  dimensions: 2 | 3,
  boundary: "zero" | "nearest" | "periodic" | "mirror",
): Extension {
  const before: Vec3 = [room[0], room[1], dimensions === 3 ? room[2] : 0];
  const [x, y, z] = size.map((n, axis) =>
    extendAxis(n, before[axis], axis < dimensions ? room[axis + 3] : 0, boundary),
  );
  return { maps: [x, y, z], before };
}

/** One frequency of the extended image, term by term. In 2D each slice has frequencies of its own. */
function frequency(
  image: Image,
  { before }: Extension,
  size: Vec3,
  at: Vec3,
  dimensions: 2 | 3,
  boundary: Parameters<typeof voxel>[2],
) {
  let [re, im] = [0, 0];
  const [nx, ny, nz] = size;
  const slices = dimensions === 3 ? [...Array(nz).keys()] : [at[2]];
  for (const z of slices) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++) {
        const value = voxel(image, [x - before[0], y - before[1], z - before[2]], boundary);
        const turns =
          (at[0] * x) / nx + (at[1] * y) / ny + (dimensions === 3 ? (at[2] * z) / nz : 0);
        re += value * Math.cos(2 * Math.PI * turns);
        im -= value * Math.sin(2 * Math.PI * turns);
      }
    }
  }
  return [re, im];
}

describe("planVolumeFft", () => {
  it("transforms the extended volume by the definition, into arrays that held something else", () => {
    fc.assert(
      fc.property(
        arbitraryImage(5),
        anyDimensions,
        anyBoundary,
        rooms,
        (image, dimensions, boundary, room) => {
          const extension = extensionOf(image.size, room, dimensions, boundary);
          const fft = planVolumeFft(image.size, extension, dimensions);
          const [, ny, nz] = fft.size;
          const spectrum = complexLine(fft.bins * ny * nz);
          spectrum.re.fill(7);
          spectrum.im.fill(7);
          fft.transform(image.data, spectrum);
          for (let v = 0; v < spectrum.re.length; v++) {
            const at: Vec3 = [
              v % fft.bins,
              Math.floor(v / fft.bins) % ny,
              Math.floor(v / (fft.bins * ny)),
            ];
            const [re, im] = frequency(
              image,
              extension,
              fft.size as Vec3,
              at,
              dimensions,
              boundary,
            );
            expect(Math.abs(spectrum.re[v] - re)).toBeLessThan(1e-9);
            expect(Math.abs(spectrum.im[v] - im)).toBeLessThan(1e-9);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("gives back the volume from its extension", () => {
    fc.assert(
      fc.property(
        arbitraryImage(8),
        anyDimensions,
        anyBoundary,
        rooms,
        ({ data, size }, dimensions, boundary, room) => {
          const fft = planVolumeFft(
            size,
            extensionOf(size, room, dimensions, boundary),
            dimensions,
          );
          const spectrum = complexLine(fft.bins * fft.size[1] * fft.size[2]);
          fft.transform(data, spectrum);
          const out = new Float64Array(data.length);
          fft.restore(spectrum, out);
          expect(deviation(out, data)).toBeLessThan(1e-13);
        },
      ),
    );
  });
});
