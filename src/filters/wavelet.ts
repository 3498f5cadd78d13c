import type { Watch } from "../base/watch.ts";
import type { Volume } from "../volume/volume.ts";
import { checkCount, checkSetting } from "./check-setting.ts";
import type { WaveletFilter } from "./filter.ts";
import { type Cascade, kernelOf } from "./kernel.ts";
import { type FilterReach, invariantReach, separableReach } from "./reach.ts";
import { filterInvariantly, filterSeparably } from "./separable.ts";
import { waveletLowPass } from "./wavelet-family.ts";

/**
 * One sub-band of an undecimated separable wavelet decomposition (IBSI 25BO, à trous): low-pass
 * along every filtered axis up to the level before, then the named combination, with 2^(level - 1)
 * - 1 zeros between the taps of a level. Nothing is scaled: the low-pass filter sums to √2.
 *
 * Filters of even length get a trailing 0, so that they have a centre.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function waveletFilter(
  image: Volume<Float64Array>,
  settings: WaveletFilter,
  watch: Watch,
): Float64Array {
  const { boundary, rotationInvariant, pooling } = settings;
  const cascades = waveletCascades(settings);
  return rotationInvariant
    ? filterInvariantly(image.data, image.size, cascades, pooling, boundary, watch)
    : filterSeparably(image.data, image.size, cascades, boundary, watch);
}

/** How far a sub-band looks: through all levels up to its own. */
export function waveletReach(settings: WaveletFilter): FilterReach {
  const cascades = waveletCascades(settings);
  return settings.rotationInvariant ? invariantReach(cascades) : [separableReach(cascades)];
}

/** A cascade for each filtered axis. */
function waveletCascades({ wavelet, subBand, level, dimensions }: WaveletFilter): Cascade[] {
  checkCount(level, "wavelet.level");
  checkSetting(
    typeof subBand === "string" && subBand.length === dimensions && /^[LH]+$/.test(subBand),
    "wavelet.subBand",
    subBand,
    `${dimensions} letters L or H, one an axis`,
  );
  const low = waveletLowPass(wavelet);
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
