// Shinohara et al., Statistical normalization techniques for magnetic resonance imaging, NeuroImage: Clinical 6 (2014) 9;
// the rules of peaks and the width as the R package WhiteStripe has them

import { selectQuantiles } from "../math/quantile.ts";
import { spreadOf } from "../math/spread.ts";
import { VoxomicsError } from "../messages/errors.ts";

/** Which peak of the smoothed histogram normal-appearing white matter is. */
export type Peak = "first" | "last" | "largest";

/** What is asked of a stripe. */
export interface StripeSettings {
  readonly peak: Peak;
  /** Half of the stripe's share of the voxels. */
  readonly width: number;
}

/** A stripe of intensities around the mode of white matter. */
export interface WhiteStripe {
  /** The intensity of the peak. */
  readonly mode: number;
  /** The ends of the stripe, which belong to it. */
  readonly lower: number;
  readonly upper: number;
  readonly voxels: number;
  /** Of the intensities in the stripe; sd with N - 1. */
  readonly mean: number;
  readonly sd: number;
}

/** Bins of the histogram in a bandwidth. */
const binsPerBandwidth = 16;

/** Bandwidths after which the kernel ends. */
const kernelReach = 4;

/** The most bins: intensities that lie farther apart get wider bins. */
const mostBins = 1 << 20;

/** A peak below this part of the highest one is none, as `rare.prop` of WhiteStripe. */
const leastHeight = 1 / 5;

/**
 * The white stripe of intensities.
 *
 * The mode is a peak of the histogram, smoothed by a Gaussian kernel. With q, the share of intensities below the mode (half of
 * those in its bin count), the stripe runs from the quantile q - width to the quantile q + width.
 *
 * @param sample finite, at least one
 * @throws VoxomicsError `normalisation` for a stripe without two different intensities
 */
export function findWhiteStripe(
  sample: Float64Array,
  { peak, width }: StripeSettings,
): WhiteStripe {
  const { mode, binWidth } = modeOf(sample, peak);
  const [from, to] = [mode - binWidth / 2, mode + binWidth / 2];
  let below = 0;
  for (let v = 0; v < sample.length; v++) {
    if (sample[v] < from) below++;
    else if (sample[v] <= to) below += 0.5;
  }
  const q = below / sample.length;
  const [lower, upper] = selectQuantiles(sample, [Math.max(0, q - width), Math.min(1, q + width)]);
  const stripe = sample.filter((x) => x >= lower && x <= upper);
  const { mean, sd } = spreadOf(stripe);
  if (stripe.length === 0 || !(sd > 0 && Number.isFinite(sd))) {
    const found =
      stripe.length === 0 ? "no voxel" : `${stripe.length} voxels of one intensity, ${stripe[0]},`;
    throw new VoxomicsError(
      "normalisation",
      `found ${stripe.length === 1 ? "one voxel" : found} in the white stripe from ${lower} to ${upper} around the mode ${mode} of white matter, expected intensities of different value: choose a larger width than ${width}, or another mask`,
      { mode, lower, upper, voxels: stripe.length },
    );
  }
  return { mode, lower, upper, voxels: stripe.length, mean, sd };
}

/** The intensity at a peak of the smoothed histogram, the middle of a flat one; and the width of a bin. */
function modeOf(
  sample: Float64Array,
  peak: Peak,
): { readonly mode: number; readonly binWidth: number } {
  let [lowest, highest] = [sample[0], sample[0]];
  for (let v = 1; v < sample.length; v++) {
    if (sample[v] < lowest) lowest = sample[v];
    else if (sample[v] > highest) highest = sample[v];
  }
  const bandwidth = bandwidthOf(sample);
  const bins = Math.min(
    mostBins,
    Math.ceil(((highest - lowest) / bandwidth) * binsPerBandwidth) + 1,
  );
  const binWidth = (highest - lowest) / (bins - 1);
  // one intensity, or some that differ by so little that it cannot be divided
  if (!(bandwidth > 0 && binWidth > 0)) return { mode: lowest, binWidth: 0 };
  const density = smoothed(sample, lowest, binWidth, bins, bandwidth);
  return { mode: lowest + chosenPeak(peaksOf(density), peak).at * binWidth, binWidth };
}

/** Silverman's rule of thumb (Density Estimation, 1986, equation 3.31). */
function bandwidthOf(sample: Float64Array): number {
  const { sd } = spreadOf(sample);
  const [first, third] = selectQuantiles(sample, [0.25, 0.75]);
  const spread = third > first ? Math.min(sd, (third - first) / 1.34) : sd;
  return 0.9 * spread * sample.length ** -0.2;
}

/** A histogram whose bins have their centres at `lowest`, `lowest` + `binWidth` …, smoothed by a Gaussian kernel. */
function smoothed(
  sample: Float64Array,
  lowest: number,
  binWidth: number,
  bins: number,
  bandwidth: number,
): Float64Array {
  const counts = new Float64Array(bins);
  for (let v = 0; v < sample.length; v++) counts[Math.round((sample[v] - lowest) / binWidth)]++;
  const reach = Math.ceil((kernelReach * bandwidth) / binWidth);
  const kernel = Float64Array.from({ length: reach + 1 }, (_, k) =>
    Math.exp(-0.5 * ((k * binWidth) / bandwidth) ** 2),
  );
  const density = new Float64Array(bins);
  for (let k = 0; k < bins; k++) {
    let sum = counts[k];
    for (let d = 1; d <= reach; d++) {
      sum += kernel[d] * ((k >= d ? counts[k - d] : 0) + (k + d < bins ? counts[k + d] : 0));
    }
    density[k] = sum;
  }
  return density;
}

interface FoundPeak {
  /** Index of the bin; between two for a flat peak of an even number of bins. */
  readonly at: number;
  readonly height: number;
}

/** The local maxima that are high enough, ascending; beyond both ends the density is 0. */
function peaksOf(density: Float64Array): FoundPeak[] {
  const peaks: FoundPeak[] = [];
  let start = 0; // the first bin of a run of equal densities
  for (let k = 1; k <= density.length; k++) {
    if (k < density.length && density[k] === density[start]) continue;
    const before = start === 0 ? 0 : density[start - 1];
    const after = k === density.length ? 0 : density[k];
    const height = density[start];
    if (height > before && height > after) peaks.push({ at: (start + k - 1) / 2, height });
    start = k;
  }
  const highest = Math.max(...peaks.map(({ height }) => height));
  return peaks.filter(({ height }) => height >= leastHeight * highest);
}

function chosenPeak(peaks: readonly FoundPeak[], peak: Peak): FoundPeak {
  if (peak === "first") return peaks[0];
  if (peak === "last") return peaks[peaks.length - 1];
  return peaks.reduce((best, one) => (one.height > best.height ? one : best));
}
