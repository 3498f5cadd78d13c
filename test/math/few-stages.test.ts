import { describe, expect, it } from "vitest";
import { fewStagesSize, planFewStages } from "../../src/math/few-stages.ts";
import { transformLines } from "../../src/math/line-fft.ts";
import { complexLine, dft, distance, magnitude, noiseLine } from "./dft.ts";

/** Whether a size is a product of 2, 3, 5 and 7. */
function isSmooth(size: number): boolean {
  let rest = size;
  for (const prime of [2, 3, 5, 7]) while (rest % prime === 0) rest /= prime;
  return rest === 1;
}

const smoothSizes = [...Array(400).keys()].map((k) => k + 1).filter(isSmooth);

describe("planFewStages", () => {
  it("transforms by the definition at every product of 2, 3, 5 and 7 up to 400", () => {
    for (const size of smoothSizes) {
      const line = noiseLine(size);
      const expected = dft(line);
      const out = complexLine(size);
      const lines = { start: 0, count: 1, lineStride: 1, valueStride: 1 };
      transformLines(planFewStages(size, 1), line, lines, out, lines);
      expect(distance(out, expected), `size ${size}`).toBeLessThan(
        size * 1e-15 * magnitude(expected),
      );
    }
  });

  it("transforms each line of a block, from other arrays too, which it keeps", () => {
    for (const size of [1, 2, 7, 48, 56, 180, 512]) {
      const fft = planFewStages(size, 5);
      expect(fft.batch, "an odd number of lines").toBe(5);
      const lines = Array.from({ length: 5 }, (_, n) => noiseLine(size, n + 1));
      const block = complexLine(5 * size);
      lines.forEach((line, n) => {
        for (let k = 0; k < size; k++) {
          block.re[n + 5 * k] = line.re[k];
          block.im[n + 5 * k] = line.im[k];
        }
      });
      const kept = { re: block.re.slice(), im: block.im.slice() };
      fft.transformFrom(block);
      expect(block).toEqual(kept);
      lines.forEach((line, n) => {
        const found = complexLine(size);
        for (let k = 0; k < size; k++) {
          found.re[k] = fft.output.re[n + 5 * k];
          found.im[k] = fft.output.im[n + 5 * k];
        }
        const expected = dft(line);
        expect(distance(found, expected)).toBeLessThan(1e-13 * magnitude(expected));
      });
    }
  });

  it("refuses a size with another prime factor", () => {
    expect(() => planFewStages(22, 1)).toThrow("found 22");
  });
});

describe("fewStagesSize", () => {
  it("is a product of 2, 3, 5 and 7 that holds the line and is hardly longer", () => {
    for (let length = 1; length <= 1200; length++) {
      const size = fewStagesSize(length);
      expect(isSmooth(size), `length ${length}`).toBe(true);
      expect(size).toBeGreaterThanOrEqual(length);
      expect(size).toBeLessThan(1.4 * length + 1);
    }
  });

  it("is the size of least time", () => {
    expect([326, 170, 62, 1].map(fewStagesSize)).toEqual([336, 180, 64, 1]);
  });
});
