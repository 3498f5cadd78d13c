import { type Cascade, kernelOf } from "../convolution/kernel.ts";
import { invariantReach, separableReach } from "../convolution/reach.ts";
import { filterInTurn, filterInvariantly } from "../convolution/separable.ts";
import { withDefault } from "../schema/defaults.ts";
import { choice, integer, text } from "../schema/values.ts";
import { waveletLowPass, waveletNames } from "../wavelets/wavelet-family.ts";
import { filter, type SettingsOf } from "./filter.ts";
import { pooling, rotationInvariant } from "./pooling.ts";

/** The level of a wavelet decomposition. */
export const level = withDefault(
  integer({
    description: "Level of the decomposition; 1 has the finest detail.",
    minimum: 1,
    maximum: 10,
  }),
  1,
);

/**
 * One sub-band of an undecimated separable wavelet decomposition (IBSI 25BO, à trous). Up to the
 * level before `level` the low-pass filter is applied along every filtered axis, at `level` the
 * named combination. At level l there are 2^(l - 1) - 1 zeros between the taps. Responses are not
 * scaled: the low-pass filter sums to √2.
 *
 * Filters of even length get a trailing 0, so that they have a centre.
 */
export const wavelet = filter({
  type: "wavelet",
  title: "Sub-band of an undecimated separable wavelet decomposition (IBSI 25BO).",
  settings: {
    wavelet: choice(waveletNames, {
      description: "haar, db1 to db20, sym2 to sym20 or coif1 to coif5.",
      examples: ["haar", "db2", "sym4", "coif1"],
    }),
    level,
    subBand: text({
      description: "Low-pass (L) or high-pass (H) an axis, x first.",
      pattern: "^[LH]{2,3}$",
      examples: ["LLH", "LH"],
    }),
    rotationInvariant,
    pooling: withDefault(pooling, "average"),
  },
  rule: ({ subBand, dimensions }) =>
    subBand.length === dimensions
      ? null
      : `subBand: found "${subBand}" with dimensions ${dimensions}, expected ${dimensions} letters`,
  respond: ({ data, size }, settings, watch, _whole, leading) => {
    const { boundary } = settings;
    const cascades = waveletCascades(settings);
    return settings.rotationInvariant
      ? filterInvariantly(data, size, cascades, settings.pooling, boundary, watch)
      : filterInTurn(data, size, cascades, boundary, watch, leading);
  },
  begins: (settings) => (settings.rotationInvariant ? [] : waveletCascades(settings)),
  // the cascade of all levels
  reach: (settings) => {
    const cascades = waveletCascades(settings);
    return settings.rotationInvariant ? invariantReach(cascades) : [separableReach(cascades)];
  },
});

export type WaveletFilter = SettingsOf<typeof wavelet>;

interface SubBand {
  readonly wavelet: string;
  readonly subBand: string;
  readonly level: number;
}

/** A cascade for each filtered axis. */
function waveletCascades({ wavelet: name, subBand, level }: SubBand): Cascade[] {
  const low = waveletLowPass(name);
  const high = quadratureMirror(low);
  return [...subBand].map((band) => cascadeOf(low, band === "L" ? low : high, level));
}

function cascadeOf(low: readonly number[], last: readonly number[], level: number): Cascade {
  return Array.from({ length: level }, (_, j) => {
    const taps = j === level - 1 ? last : low;
    return kernelOf(taps.length % 2 === 0 ? [...taps, 0] : taps, 2 ** j);
  });
}

/** The high-pass filter that belongs to a low-pass filter: H[k] = (-1)^(k+1) L[length - 1 - k]. */
export function quadratureMirror(low: readonly number[]): number[] {
  return low.map((_, k) => (k % 2 === 0 ? -1 : 1) * low[low.length - 1 - k]);
}
