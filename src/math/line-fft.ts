import type { Complex, Fft } from "./fft-plan.ts";

/** Lines in arrays: value k of line n is entry start + n * lineStride + k * valueStride. */
export interface Lines {
  readonly start: number;
  readonly count: number;
  readonly lineStride: number;
  readonly valueStride: number;
}

/**
 * Transforms the complex lines `source` of `from` and writes them as the lines `target` of `to`, a
 * block at a time. `from` and `to` may be the same arrays.
 *
 * With the real and imaginary parts of both exchanged it is the inverse transform, times the plan's
 * size.
 *
 * @param length values of each line that are read; the others count as 0
 */
export function transformLines(
  fft: Fft,
  from: Complex,
  source: Lines,
  to: Complex,
  target: Lines,
  length = fft.size,
): void {
  const { size, batch, input, output } = fft;
  for (let n = 0; n < source.count; n += batch) {
    const lines = Math.min(batch, source.count - n);
    const first = source.start + n * source.lineStride;
    const across = source.lineStride < source.valueStride;
    copyLines(from, first, source, input, 0, fft, lines, length, across);
    if (length < size) fft.pad(length);
    fft.transform(lines);
    const firstTarget = target.start + n * target.lineStride;
    const acrossTarget = target.lineStride < target.valueStride;
    copyLines(output, 0, fft, to, firstTarget, target, lines, size, acrossTarget);
  }
}

type Layout = Pick<Lines, "lineStride" | "valueStride">;

/**
 * Copies the first `length` values of `lines` lines. The inner loop runs over the lines if `across`,
 * else over the values.
 */
function copyLines(
  { re: fromRe, im: fromIm }: Complex,
  fromStart: number,
  source: Layout,
  { re: toRe, im: toIm }: Complex,
  toStart: number,
  target: Layout,
  lines: number,
  length: number,
  across: boolean,
): void {
  const [outer, inner] = across ? [length, lines] : [lines, length];
  const outerFrom = across ? source.valueStride : source.lineStride;
  const outerTo = across ? target.valueStride : target.lineStride;
  const innerFrom = across ? source.lineStride : source.valueStride;
  const innerTo = across ? target.lineStride : target.valueStride;
  for (let i = 0; i < outer; i++) {
    let v = fromStart + i * outerFrom;
    let w = toStart + i * outerTo;
    for (let j = 0; j < inner; j++, v += innerFrom, w += innerTo) {
      toRe[w] = fromRe[v];
      toIm[w] = fromIm[v];
    }
  }
}
