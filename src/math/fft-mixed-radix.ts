import { fresh } from "../workspace.ts";
import { type Butterfly, radix2, radix3, radix4, radix5 } from "./fft-butterflies.ts";
import type { Fft } from "./fft-transform.ts";

const butterflies: Readonly<Record<number, Butterfly>> = {
  2: radix2,
  3: radix3,
  4: radix4,
  5: radix5,
};

/** A size as a product of 4, 2, 3 and 5, or null if it has another prime factor. */
export function smallFactors(size: number): number[] | null {
  const factors: number[] = [];
  let rest = size;
  for (const factor of [4, 2, 3, 5]) {
    for (; rest % factor === 0; rest /= factor) factors.push(factor);
  }
  return rest === 1 ? factors : null;
}

/** The smallest product of 2, 3 and 5 that is at least `length`. */
export function smoothSize(length: number): number {
  let size = Math.max(1, Math.ceil(length));
  while (smallFactors(size) === null) size++;
  return size;
}

interface Stage {
  readonly butterfly: Butterfly;
  readonly m: number;
  readonly run: number;
  readonly twiddles: Float64Array;
}

/** Transforms of a size with the given factors; each stage takes one of them out. */
export function planMixedRadix(
  size: number,
  factors: readonly number[],
  batch: number,
  { floats } = fresh,
): Fft {
  const stages: Stage[] = [];
  let length = size;
  let run = batch;
  for (const radix of factors) {
    const m = length / radix;
    stages.push({ butterfly: butterflies[radix], m, run, twiddles: twiddlesOf(radix, m) });
    length = m;
    run *= radix;
  }
  const spareRe = floats(size * batch);
  const spareIm = floats(size * batch);
  return {
    size,
    batch,
    transform(re, im) {
      let [xr, xi, yr, yi]: Float64Array[] = [re, im, spareRe, spareIm];
      for (const stage of stages) {
        stage.butterfly(xr, xi, yr, yi, stage.m, stage.run, stage.twiddles);
        [xr, xi, yr, yi] = [yr, yi, xr, xi];
      }
      if (xr === re) return;
      re.set(xr);
      im.set(xi);
    },
  };
}

function twiddlesOf(radix: number, m: number): Float64Array {
  const twiddles = new Float64Array(2 * (radix - 1) * m);
  for (let q = 0, to = 0; q < m; q++) {
    for (let k = 1; k < radix; k++) {
      const angle = (-2 * Math.PI * k * q) / (radix * m);
      twiddles[to++] = Math.cos(angle);
      twiddles[to++] = Math.sin(angle);
    }
  }
  return twiddles;
}
