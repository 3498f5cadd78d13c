/**
 * Times ways to transform complex lines beside each other: `npx tsx bench/transforms.ts [SIZE …]`.
 *
 * Powers of two by fft.js and by the mixed radix; other products of 2, 3 and 5 by the mixed radix and by
 * Bluestein's algorithm; other sizes by Bluestein's over the smallest product of 2, 3 and 5 and over the
 * smallest power of two. Ways take turns in one process. Times are CPU times, in ns a value, the
 * shortest of 20: of rows, whose values are next to each other, and of columns. They are the ways behind
 * `planFft`, and the table of docs/fourier-transforms.md.
 */

import { fresh } from "../src/base/workspace.ts";
import { planBluestein } from "../src/math/bluestein.ts";
import { smoothSize } from "../src/math/fft.ts";
import type { Fft } from "../src/math/fft-plan.ts";
import { type Lines, transformLines } from "../src/math/line-fft.ts";
import { planMixedRadix, smallFactors } from "../src/math/mixed-radix.ts";
import { planPowerOfTwo } from "../src/math/power-of-two.ts";

/** Values that are transformed at once, so that they stay in the second cache. */
const values = 40_000;

const mixedRadix = (size: number): Fft => {
  const batch = Math.max(4, Math.min(64, Math.floor(4096 / size)));
  return planMixedRadix(size, smallFactors(size) ?? [], batch, fresh);
};
const fftJs = (size: number): Fft =>
  planPowerOfTwo(size, Math.max(4, Math.min(32, Math.floor(8192 / size))), fresh);

/** The two ways for a size, by name. */
function waysFor(size: number): readonly (readonly [string, Fft])[] {
  const power = 2 ** Math.ceil(Math.log2(2 * size - 1));
  const smooth = smoothSize(2 * size - 1);
  const overPower = [`Bluestein over ${power}`, planBluestein(size, fftJs(power))] as const;
  if (smallFactors(size) === null) {
    return [[`Bluestein over ${smooth}`, planBluestein(size, mixedRadix(smooth))], overPower];
  }
  const isPower = Number.isInteger(Math.log2(size));
  return [["mixed radix", mixedRadix(size)], isPower ? ["fft.js", fftJs(size)] : overPower];
}

/** The shortest CPU times of the ways, in ns a value. */
function timeLines(size: number, plans: readonly Fft[], lines: Lines): number[] {
  const length = size * lines.count;
  const best = plans.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 20; round++) {
    plans.forEach((fft, n) => {
      const line = {
        re: Float64Array.from({ length }, (_, k) => Math.sin(k * k)),
        im: Float64Array.from({ length }, (_, k) => Math.cos(3 * k)),
      };
      const before = process.cpuUsage();
      for (let k = 0; k < 4; k++) transformLines(fft, line, lines, line, lines);
      const { user, system } = process.cpuUsage(before);
      best[n] = Math.min(best[n], (1000 * (user + system)) / (4 * length));
    });
  }
  return best;
}

const chosen = process.argv.slice(2).map(Number);
const usual = [2, 4, 8, 16, 32, 64, 128, 256, 512, 60, 100, 216, 384, 7, 31, 53, 61, 97, 101, 113, 127, 199, 227, 251]; // biome-ignore format: one line
console.log("| size | one way | other way | rows | | ratio | columns | | ratio |");
console.log("| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const size of chosen.length > 0 ? chosen : usual) {
  const ways = waysFor(size);
  const plans = ways.map(([, fft]) => fft);
  const count = Math.max(8, Math.round(values / size));
  const cells = [
    { start: 0, count, lineStride: size, valueStride: 1 },
    { start: 0, count, lineStride: 1, valueStride: count },
  ].flatMap((lines) => {
    const [one, other] = timeLines(size, plans, lines);
    return [one.toFixed(1), other.toFixed(1), (other / one).toFixed(2)];
  });
  console.log(`| ${[size, ...ways.map(([name]) => name), ...cells].join(" | ")} |`);
}
