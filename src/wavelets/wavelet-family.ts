import { coifletLowPass } from "./coiflets.ts";
import { daubechiesLowPass } from "./daubechies.ts";
import { symletLowPass } from "./symlets.ts";

/** Wavelet families, with the orders for which the factorisation is accurate to twelve digits. */
const families: Readonly<
  Record<string, { first: number; last: number; lowPass: (order: number) => readonly number[] }>
> = {
  db: { first: 1, last: 20, lowPass: daubechiesLowPass },
  sym: { first: 2, last: 20, lowPass: symletLowPass },
  coif: { first: 1, last: 5, lowPass: (order) => coifletLowPass[order] },
};

/** Names of the available wavelets: `haar`, `db1` … */
export const waveletNames: readonly string[] = [
  "haar",
  ...Object.entries(families).flatMap(([family, { first, last }]) =>
    Array.from({ length: last - first + 1 }, (_, k) => `${family}${first + k}`),
  ),
];

/**
 * The decomposition low-pass filter of a wavelet by its usual name (that of PyWavelets).
 *
 * @param name one of `waveletNames`
 */
export function waveletLowPass(name: string): readonly number[] {
  if (name === "haar") return daubechiesLowPass(1);
  const [, family, order] = /^([a-z]+)(\d+)$/.exec(name) ?? [];
  return families[family].lowPass(Number(order));
}
