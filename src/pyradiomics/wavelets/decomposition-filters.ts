import { waveletNames as orthogonalNames, waveletLowPass } from "../../wavelets/wavelet-family.ts";
import { biorthogonalOrders, biorthogonalPair } from "./biorthogonal.ts";
import { longDaubechiesLowPass } from "./long-daubechies.ts";
import { meyerLowPass } from "./meyer.ts";

/** The filters that take an image apart, tap by tap as PyWavelets lists them. */
export interface DecompositionFilters {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The bits that PyWavelets computes with: 32 for images of 32-bit floats, 64 for all others. */
export type Precision = 32 | 64;

/** The Daubechies wavelets that the core has not, by the number of vanishing moments. */
const longMoments = Array.from({ length: 18 }, (_, k) => 21 + k);

/** The names of wavelets that parameter files may have: `haar`, `coif1`, `bior2.2` … */
export const waveletNames: readonly string[] = [
  ...orthogonalNames,
  ...longMoments.map((moments) => `db${moments}`),
  "dmey",
  ...biorthogonalOrders.map((order) => `bior${order}`),
  ...biorthogonalOrders.map((order) => `rbio${order}`),
];

/** The filters of a wavelet, rounded to a precision; `name` is one of `waveletNames`. */
export function decompositionFilters(name: string, precision: Precision): DecompositionFilters {
  const { low, together } = lowPasses(name, precision);
  const rounded = (taps: readonly number[]) => (precision === 32 ? taps.map(Math.fround) : taps);
  return { low: rounded(low), high: rounded(alternating(together)) };
}

/** The low-pass filters that take an image apart and that put it together. */
interface LowPasses {
  readonly low: readonly number[];
  readonly together: readonly number[];
}

function lowPasses(name: string, precision: Precision): LowPasses {
  const [, family, order] = /^(bior|rbio)(.*)$/.exec(name) ?? [];
  if (family !== undefined) {
    const { apart, together } = biorthogonalPair(order);
    // rbio is bior with the two filters exchanged
    return family === "bior"
      ? { low: apart, together }
      : { low: [...together].reverse(), together: [...apart].reverse() };
  }
  const low = orthogonalLowPass(name, precision);
  return { low, together: [...low].reverse() };
}

function orthogonalLowPass(name: string, precision: Precision): readonly number[] {
  if (name === "coif1") return coif1[precision];
  if (name === "dmey") return meyerLowPass;
  const moments = longMoments.find((one) => name === `db${one}`);
  return moments === undefined ? waveletLowPass(name) : longDaubechiesLowPass(moments);
}

/** The high-pass filter that belongs to the low-pass filter of putting together: signs alternate. */
function alternating(together: readonly number[]): readonly number[] {
  return together.map((tap, k) => (k % 2 === 0 ? -tap : tap));
}

/**
 * The default wavelet to the last bit of PyWavelets' tables. That of 64 bits has its third and fifth tap one
 * step above the exact value, that of 32 bits its fourth tap one step below. In a flat part of an image the
 * sign of a high-pass response depends on such steps.
 */
const coif1: Readonly<Record<Precision, readonly number[]>> = {
  64: [
    -0.015655728135791993, -0.07273261951252645, 0.3848648468648578, 0.8525720202116004,
    0.3378976624574818, -0.07273261951252645,
  ],
  32: [
    -0.015655728135791993, -0.07273261951252645, 0.3848648468648578, 0.852571964263916,
    0.3378976624574818, -0.07273261951252645,
  ],
};
