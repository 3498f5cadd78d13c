import { describe, expect, it } from "vitest";
import {
  correlationSize,
  planLines,
  transformComplexLines,
  transformEvenLines,
  transformRealLines,
} from "../../src/math/fft-lines.ts";

/** Re and Im of Σ x_n exp(-2πi k n / size) for complex x. */
function transformAt(line: readonly number[], size: number, k: number): [number, number] {
  let [re, im] = [0, 0];
  for (let n = 0; 2 * n < line.length; n++) {
    const angle = (-2 * Math.PI * k * n) / size;
    re += line[2 * n] * Math.cos(angle) - line[2 * n + 1] * Math.sin(angle);
    im += line[2 * n] * Math.sin(angle) + line[2 * n + 1] * Math.cos(angle);
  }
  return [re, im];
}

const numbers = (count: number) => Float64Array.from({ length: count }, (_, k) => Math.sin(k * k));

describe("correlationSize", () => {
  it("is a power of two that holds all displacements", () => {
    expect([1, 2, 3, 64, 65, 100].map(correlationSize)).toEqual([2, 4, 8, 128, 256, 256]);
  });
});

describe.each([1, 2, 5, 9])("lines of %i values", (length) => {
  const plan = planLines(length);
  const lines = 3;

  it("are transformed if complex, and become columns", () => {
    const input = numbers(2 * length * lines);
    input.fill(0, 0, 2 * length); // an empty line
    const output = new Float64Array(2 * plan.size * lines);
    transformComplexLines(plan, input, output);
    for (let n = 0; n < lines; n++) {
      const line = [...input.subarray(2 * length * n, 2 * length * (n + 1))];
      for (let k = 0; k < plan.size; k++) {
        const [re, im] = transformAt(line, plan.size, k);
        expect(output[2 * (k * lines + n)]).toBeCloseTo(re, 12);
        expect(output[2 * (k * lines + n) + 1]).toBeCloseTo(im, 12);
      }
    }
  });

  it("are transformed if real, to half of the frequencies", () => {
    const input = numbers(length * lines);
    const output = new Float64Array((plan.size + 2) * lines);
    transformRealLines(plan, input, output);
    for (let n = 0; n < lines; n++) {
      const line = [...input.subarray(length * n, length * (n + 1))].flatMap((x) => [x, 0]);
      for (let k = 0; k <= plan.size / 2; k++) {
        const [re, im] = transformAt(line, plan.size, k);
        expect(output[2 * (k * lines + n)]).toBeCloseTo(re, 12);
        expect(output[2 * (k * lines + n) + 1]).toBeCloseTo(im, 12);
      }
    }
  });

  it("are transformed if even, to real numbers", () => {
    const input = numbers(length * lines);
    const output = new Float64Array((plan.size / 2 + 1) * lines);
    transformEvenLines(plan, input, output);
    for (let n = 0; n < lines; n++) {
      const whole = Array.from({ length: plan.size }, (_, k) => {
        const distance = Math.min(k, plan.size - k);
        return distance < length ? input[length * n + distance] : 0;
      });
      for (let k = 0; k <= plan.size / 2; k++) {
        const line = whole.flatMap((x) => [x, 0]);
        const [re, im] = transformAt(line, plan.size, k);
        expect(im).toBeCloseTo(0, 12);
        expect(output[k * lines + n]).toBeCloseTo(re, 12);
      }
    }
  });
});
