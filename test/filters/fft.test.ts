import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extendAxis } from "../../src/filters/boundary.ts";
import { planFft, planLineTransform } from "../../src/math/fft.ts";
import { smallFactors, smoothSize } from "../../src/math/fft-mixed-radix.ts";
import { restoreVolume, transformVolume } from "../../src/math/fft-volume.ts";
import { anyBoundary, anyDimensions, arbitraryImage, deviation } from "./volumes.ts";

const number = fc.integer({ min: -100, max: 100 });

describe("planFft", () => {
  it("transforms lines of any length by the definition", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(number),
        (n, lines, values) => {
          const re = Float64Array.from({ length: n * lines }, () => values.next().value);
          const im = Float64Array.from({ length: n * lines }, () => values.next().value);
          const [re0, im0] = [re.slice(), im.slice()];
          planFft(n, lines).transform(re, im);
          for (let b = 0; b < lines; b++) {
            for (let m = 0; m < n; m++) {
              let [a, c] = [0, 0];
              for (let k = 0; k < n; k++) {
                const angle = (-2 * Math.PI * ((k * m) % n)) / n;
                const [x, y] = [re0[k * lines + b], im0[k * lines + b]];
                a += x * Math.cos(angle) - y * Math.sin(angle);
                c += x * Math.sin(angle) + y * Math.cos(angle);
              }
              expect(Math.abs(a - re[m * lines + b])).toBeLessThan(1e-9);
              expect(Math.abs(c - im[m * lines + b])).toBeLessThan(1e-9);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is undone with the parts exchanged, in place in a larger array", () => {
    const size = 97; // prime
    const re = Float64Array.from({ length: 3 * size }, (_, k) => Math.sin(k * k));
    const im = Float64Array.from({ length: 3 * size }, (_, k) => Math.cos(3 * k));
    const [re0, im0] = [re.slice(), im.slice()];
    const transform = planLineTransform(size);
    for (const lines of [
      { start: 0, count: 3, lineStride: size, valueStride: 1 },
      { start: 0, count: 3, lineStride: 1, valueStride: 3 },
    ]) {
      transform(re, im, lines);
      transform(im, re, lines);
      for (let v = 0; v < re.length; v++) {
        re[v] /= size;
        im[v] /= size;
      }
      expect(deviation(re, re0)).toBeLessThan(1e-13);
      expect(deviation(im, im0)).toBeLessThan(1e-13);
    }
  });

  it("finds sizes that are products of 2, 3 and 5", () => {
    expect([1, 7, 11, 97, 121, 257].map(smoothSize)).toEqual([1, 8, 12, 100, 125, 270]);
    expect(smallFactors(14)).toBeNull();
  });
});

describe("transformVolume", () => {
  it("gives back the volume from its extension", () => {
    fc.assert(
      fc.property(
        arbitraryImage(8),
        anyDimensions,
        anyBoundary,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 }),
        ({ data, size }, dimensions, boundary, room) => {
          const before = [room[0], room[1], dimensions === 3 ? room[2] : 0] as const;
          const maps = size.map((n, axis) =>
            extendAxis(n, before[axis], axis < dimensions ? room[axis + 3] : 0, boundary),
          ) as unknown as readonly [Int32Array, Int32Array, Int32Array];
          const extension = { maps, before };
          const allocate = (length: number) => new Float64Array(length);
          const spectrum = transformVolume(data, size, extension, dimensions, allocate);
          const out = new Float64Array(data.length);
          restoreVolume(spectrum, size, extension, dimensions, out);
          expect(deviation(out, data)).toBeLessThan(1e-13);
        },
      ),
    );
  });
});
