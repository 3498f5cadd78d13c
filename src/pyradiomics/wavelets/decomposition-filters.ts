import { quadratureMirror } from "../../filters/wavelet.ts";
import { waveletNames as orthogonalNames, waveletLowPass } from "../../wavelets/wavelet-family.ts";

/** The filters that take an image apart, tap by tap as PyWavelets lists them. */
export interface DecompositionFilters {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The names of wavelets that parameter files may have: those of PyWavelets' discrete wavelets. */
export const waveletNames: readonly string[] = [...orthogonalNames];

/** The bits that PyWavelets computes with: 32 for images of 32-bit floats, 64 for all others. */
export type Precision = 32 | 64;

/** The filters of a wavelet, rounded to a precision; `name` is one of `waveletNames`. */
export function decompositionFilters(name: string, precision: Precision): DecompositionFilters {
  const exact = name === "coif1" ? coif1LowPass[precision] : waveletLowPass(name);
  const low = precision === 32 ? exact.map(Math.fround) : exact;
  return { low, high: quadratureMirror(low) };
}

/**
 * The default wavelet to the last bit of PyWavelets' tables. That of 64 bits has its third and fifth tap one
 * step above the exact value, that of 32 bits its fourth tap one step below. In a flat part of an image the
 * sign of a high-pass response depends on such steps.
 */
const coif1LowPass: Readonly<Record<Precision, readonly number[]>> = {
  64: [
    -0.015655728135791993, -0.07273261951252645, 0.3848648468648578, 0.8525720202116004,
    0.3378976624574818, -0.07273261951252645,
  ],
  32: [
    -0.015655728135791993, -0.07273261951252645, 0.3848648468648578, 0.852571964263916,
    0.3378976624574818, -0.07273261951252645,
  ],
};
