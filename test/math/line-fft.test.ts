import { describe, expect, it } from "vitest";
import { planFft } from "../../src/math/fft.ts";
import { type Lines, transformLines } from "../../src/math/line-fft.ts";
import { complexLine, dft, distance, noiseLine } from "./dft.ts";

const lineAt =
  (part: Float64Array, { start, lineStride, valueStride }: Lines, n: number) =>
  (length: number) =>
    Float64Array.from({ length }, (_, k) => part[start + n * lineStride + k * valueStride]);

// fft.js, mixed radix, and Bluestein over each of them
describe.each([16, 30, 31, 37])("transformLines, %i values", (size) => {
  // fewer than a block, and blocks that are not all full
  describe.each([1, 3, 70])("of %i lines", (count) => {
    const rows: Lines = { start: 2, count, lineStride: size, valueStride: 1 };
    const columns: Lines = { start: 3, count, lineStride: 1, valueStride: count };

    it.each([
      ["rows to columns", rows, columns],
      ["columns to rows", columns, rows],
    ])("%s, in parts", (_, from, to) => {
      const length = size - 5; // the rest is padding
      const source = noiseLine(size * count + 3);
      const target = complexLine(size * count + 3);
      transformLines(planFft(size, count), source, from, target, to, length);
      for (let n = 0; n < count; n++) {
        const line = {
          re: lineAt(source.re, from, n)(length),
          im: lineAt(source.im, from, n)(length),
        };
        const found = { re: lineAt(target.re, to, n)(size), im: lineAt(target.im, to, n)(size) };
        expect(distance(found, dft(line, size))).toBeLessThan(1e-12);
      }
    });

    it("in place there and back, and leaves the rest of the array as it is", () => {
      const before = noiseLine(size * count + 5);
      const values = { re: before.re.slice(), im: before.im.slice() };
      const fft = planFft(size, count);
      transformLines(fft, values, columns, values, columns);
      const inverse = { re: values.im, im: values.re };
      transformLines(fft, inverse, columns, inverse, columns);
      for (const part of ["re", "im"] as const) {
        const inside = values[part].subarray(3, 3 + size * count);
        inside.forEach((value, v) => {
          inside[v] = value / size;
        });
        expect([...values[part].subarray(0, 3)]).toEqual([...before[part].subarray(0, 3)]);
        expect([...values[part].subarray(3 + size * count)]).toEqual([
          ...before[part].subarray(3 + size * count),
        ]);
      }
      expect(distance(values, before)).toBeLessThan(1e-14);
    });
  });
});
