import { describe, expect, it } from "vitest";
import {
  type Complex,
  correlationSize,
  planLines,
  transformComplexLines,
  transformEvenLines,
  transformRealLines,
} from "../../src/math/fft-lines.ts";

/** Re and Im of Σ x_n exp(-2πi k n / size) for complex x. */
function transformAt({ re: xr, im: xi }: Complex, size: number, k: number): [number, number] {
  let [re, im] = [0, 0];
  for (let n = 0; n < xr.length; n++) {
    const angle = (-2 * Math.PI * k * n) / size;
    re += xr[n] * Math.cos(angle) - xi[n] * Math.sin(angle);
    im += xr[n] * Math.sin(angle) + xi[n] * Math.cos(angle);
  }
  return [re, im];
}

const numbers = (count: number, phase = 0) =>
  Float64Array.from({ length: count }, (_, k) => Math.sin(k * k + phase));

const complex = (count: number): Complex => ({
  re: new Float64Array(count),
  im: new Float64Array(count),
});

const lineAt = (values: Float64Array, length: number, n: number) =>
  values.subarray(length * n, length * (n + 1));

describe("correlationSize", () => {
  it("holds all displacements", () => {
    expect([1, 2, 3, 64, 65, 100].map(correlationSize)).toEqual([1, 3, 5, 128, 135, 200]);
  });
});

// as many lines as fill a block, and more than two blocks of them
describe.each([1, 2, 5, 9])("lines of %i values", (length) => {
  const plan = planLines(length);

  describe.each([1, 3, 64, 150])("%i of them", (lines) => {
    it("are transformed if complex, and become columns", () => {
      const input = { re: numbers(length * lines), im: numbers(length * lines, 1) };
      const output = complex(plan.size * lines);
      transformComplexLines(plan, input, output);
      for (let n = 0; n < lines; n++) {
        const line = { re: lineAt(input.re, length, n), im: lineAt(input.im, length, n) };
        for (let k = 0; k < plan.size; k++) {
          const [re, im] = transformAt(line, plan.size, k);
          expect(output.re[k * lines + n]).toBeCloseTo(re, 12);
          expect(output.im[k * lines + n]).toBeCloseTo(im, 12);
        }
      }
    });

    it("are transformed if real, to half of the frequencies", () => {
      const input = numbers(length * lines);
      const output = complex(plan.bins * lines);
      transformRealLines(plan, input, output);
      for (let n = 0; n < lines; n++) {
        const line = { re: lineAt(input, length, n), im: new Float64Array(length) };
        for (let k = 0; k < plan.bins; k++) {
          const [re, im] = transformAt(line, plan.size, k);
          expect(output.re[k * lines + n]).toBeCloseTo(re, 12);
          expect(output.im[k * lines + n]).toBeCloseTo(im, 12);
        }
      }
    });

    it("are transformed if real and even", () => {
      const input = numbers(length * lines);
      const output = new Float64Array(plan.bins * lines);
      transformEvenLines(plan, input, output);
      for (let n = 0; n < lines; n++) {
        const whole = complex(plan.size);
        lineAt(input, length, n).forEach((value, k) => {
          whole.re[k] = value;
          whole.re[(plan.size - k) % plan.size] = value;
        });
        for (let k = 0; k < plan.bins; k++) {
          const [re] = transformAt(whole, plan.size, k);
          expect(output[k * lines + n]).toBeCloseTo(re, 12);
        }
      }
    });
  });
});
