import { fresh } from "../base/workspace.ts";
import { planFft } from "./fft.ts";
import type { Complex } from "./fft-plan.ts";
import { joinPairs, loadPairs, splitPairs, storePairs, storeParts } from "./line-pairs.ts";
import { multiplyLines } from "./multiply-lines.ts";
import { binsOf, type RealLines, type Spectra } from "./real-lines.ts";

/**
 * Transforms of real lines, two at once: as the real and the imaginary part of a complex line.
 *
 * The spectrum of a real line is given by its frequencies 0 … size / 2; the others are their
 * conjugates.
 */
export interface RealFft {
  readonly size: number;
  /** Frequencies of a line: floor(size / 2) + 1. */
  readonly bins: number;
  /** Writes the spectra of lines, without scaling. */
  forward(lines: RealLines, spectra: Spectra<Complex>): void;
  /**
   * Writes the lines with the given spectra, times `scale`; values with offset -1 are not written.
   * The imaginary part of frequency 0, and for an even size of frequency size / 2, counts as 0.
   */
  inverse(spectra: Spectra<Complex>, lines: RealLines, scale: number): void;
  /** As `forward`, for even lines: their spectra are real. */
  even(lines: RealLines, spectra: Spectra<Float64Array>): void;
  /** Writes lines whose spectra are those of `lines` times `factors`, the spectrum of a real line. */
  filter(lines: RealLines, factors: Complex, filtered: RealLines): void;
}

/**
 * @param lines about the number of lines that are transformed in one call
 * @param plan plans the transforms of complex lines
 */
export function planRealFft(
  size: number,
  lines: number,
  workspace = fresh,
  plan = planFft,
): RealFft {
  const fft = plan(size, Math.ceil(lines / 2), workspace);
  const { input, output } = fft;
  // a transform with real and imaginary parts exchanged is the inverse transform
  const inverseInput = { re: input.im, im: input.re };
  const inverseOutput = { re: output.im, im: output.re };

  /**
   * Calls `work` for each block: with its first line, its number of lines and its number of pairs.
   */
  const inBlocks = (
    { length }: Int32Array,
    work: (n: number, count: number, pairs: number) => void,
  ): void => {
    const most = 2 * fft.batch;
    for (let n = 0; n < length; n += most) {
      const count = Math.min(most, length - n);
      work(n, count, Math.ceil(count / 2));
    }
  };

  return {
    size,
    bins: binsOf(size),
    forward(lines, spectra) {
      inBlocks(lines.starts, (n, count, pairs) => {
        loadPairs(lines, n, count, fft, input);
        fft.transform(pairs);
        splitPairs(fft, output, spectra, n, count);
      });
    },
    inverse(spectra, lines, scale) {
      inBlocks(lines.starts, (n, count, pairs) => {
        joinPairs(spectra, n, count, fft, inverseInput);
        fft.transform(pairs);
        storePairs(fft, inverseOutput, lines, n, count, scale);
      });
    },
    even(lines, spectra) {
      inBlocks(lines.starts, (n, count, pairs) => {
        loadPairs(lines, n, count, fft, input);
        fft.transform(pairs);
        storeParts(fft, output, spectra, n, count);
      });
    },
    filter(lines, factors, filtered) {
      inBlocks(lines.starts, (n, count, pairs) => {
        loadPairs(lines, n, count, fft, input);
        fft.transform(pairs);
        multiplyLines(fft, pairs, output, factors, inverseInput);
        fft.transform(pairs);
        storePairs(fft, inverseOutput, filtered, n, count, 1);
      });
    },
  };
}
