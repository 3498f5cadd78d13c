import type { Workspace } from "../base/workspace.ts";
import { type Butterfly, radix2, radix3, radix4, radix5 } from "./butterflies.ts";
import type { Complex, Fft } from "./fft-plan.ts";
import { radix6, radix7, radix8 } from "./longer-butterflies.ts";

const butterflies: Readonly<Record<number, Butterfly>> = {
  2: radix2,
  3: radix3,
  4: radix4,
  5: radix5,
  6: radix6,
  7: radix7,
  8: radix8,
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

/** One call of a butterfly, with its arguments. */
interface Stage {
  readonly butterfly: Butterfly;
  readonly m: number;
  readonly run: number;
  readonly twiddles: Float64Array;
}

/** Transforms that can read a block from other arrays than `input`. */
export interface MixedRadix extends Fft {
  /** As `transform` of all lines of a block, which lies in `source` in the layout of `input` and is kept. */
  transformFrom(source: Complex): void;
}

/**
 * Transforms of a size with the given factors: one stage for each factor, each for all lines of a
 * block.
 */
export function planMixedRadix(
  size: number,
  factors: readonly number[],
  batch: number,
  { floats }: Workspace,
): MixedRadix {
  const stages: Stage[] = [];
  let length = size;
  let run = batch;
  for (const radix of factors) {
    const m = length / radix;
    stages.push({ butterfly: butterflies[radix], m, run, twiddles: twiddlesOf(radix, m) });
    length = m;
    run *= radix;
  }
  const input = { re: floats(size * batch), im: floats(size * batch) };
  const other = { re: floats(size * batch), im: floats(size * batch) };
  const output = stages.length % 2 === 0 ? input : other;
  const transformFrom = (source: Complex): void => {
    if (stages.length === 0 && source !== input) {
      input.re.set(source.re);
      input.im.set(source.im);
    }
    let from = source;
    let to = other;
    for (const { butterfly, m, run: lines, twiddles } of stages) {
      butterfly(from.re, from.im, to.re, to.im, m, lines, twiddles);
      from = to;
      to = to === other ? input : other;
    }
  };
  return {
    size,
    batch,
    valueStride: batch,
    lineStride: 1,
    input,
    output,
    pad(first) {
      input.re.fill(0, first * batch);
      input.im.fill(0, first * batch);
    },
    transform() {
      transformFrom(input);
    },
    transformFrom,
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
