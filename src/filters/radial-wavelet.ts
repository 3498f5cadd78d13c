import type { Watch } from "../base/watch.ts";
import type { Dimensions } from "../convolution/filter-axis.ts";
import {
  filterByTransfer,
  periodicExtension,
  type TransferRow,
} from "../convolution/fourier-filter.ts";
import type { Vec3, Volume } from "../volume/volume.ts";
import { filter, type PartOf, type SettingsOf } from "./filter.ts";
import { level } from "./wavelet.ts";

/**
 * A band of a Simoncelli wavelet (IBSI LODD; arXiv:2006.05470, section 3.6):
 * cos(pi / 2 log2(2 r / fmax)) for fmax / 4 <= r <= fmax, with fmax = 2^(1 - level) and r the
 * frequency in units of the highest along each axis.
 *
 * The image is treated as periodic whatever `boundary` is: the wavelet is defined so.
 */
export const simoncelli = filter({
  type: "simoncelli",
  title: "Band of a Simoncelli wavelet (IBSI LODD).",
  settings: { level },
  respond: filterByBand,
  reach: () => null,
});

/** A band of a Shannon wavelet: 1 for fmax / 2 <= r <= fmax; else as `simoncelli`. */
export const shannon = filter({
  type: "shannon",
  title: "Band of a Shannon wavelet (IBSI LODD).",
  settings: { level },
  respond: filterByBand,
  reach: () => null,
});

/** A band of a wavelet. */
interface Band {
  readonly type: "simoncelli" | "shannon";
  readonly level: number;
}

export type SimoncelliFilter = SettingsOf<typeof simoncelli>;
export type ShannonFilter = SettingsOf<typeof shannon>;

/** The settings of the wavelets inside another filter. */
export type Simoncelli = PartOf<typeof simoncelli>;
export type Shannon = PartOf<typeof shannon>;

function filterByBand(
  image: Volume<Float64Array>,
  settings: Band & { readonly dimensions: Dimensions },
  watch: Watch,
): Float64Array {
  const { size } = image;
  const { dimensions } = settings;
  const transfer = bandTransfer(settings, size, dimensions);
  return filterByTransfer(image, periodicExtension(size), dimensions, transfer, watch);
}

/** The transfer function of a wavelet band on a grid of the given size. */
export function bandTransfer(
  { type, level }: Band,
  size: Vec3,
  dimensions: Dimensions,
): TransferRow {
  const highest = 2 ** (1 - level);
  const [fx, fy, fz] = size.map(centredFrequencies);
  const band = type === "simoncelli" ? simoncelliRow : shannonRow;
  return (k, y, z, out) => {
    const across = fy[y] ** 2 + (dimensions === 3 ? fz[z] ** 2 : 0);
    band(fx, k, across, highest, out);
  };
}

/**
 * n equidistant frequencies from -1 to 1, rotated so that the middle one is at index 0. For even n
 * they differ by half a step from the frequencies of the discrete transform; IBSI's reference
 * response maps use the same frequencies.
 */
function centredFrequencies(n: number): Float64Array {
  const half = (n - 1) / 2;
  const middle = Math.floor(n / 2);
  return Float64Array.from({ length: n }, (_, k) =>
    half === 0 ? 0 : (((k + middle) % n) - half) / half,
  );
}

function simoncelliRow(
  fx: Float64Array,
  k: Int32Array,
  across: number,
  highest: number,
  out: Float64Array,
): void {
  for (let n = 0; n < k.length; n++) {
    const f = fx[k[n]];
    const r = Math.sqrt(f * f + across);
    const inside = r >= highest / 4 && r <= highest;
    out[n] = inside ? Math.cos((Math.PI / 2) * Math.log2((2 * r) / highest)) : 0;
  }
}

function shannonRow(
  fx: Float64Array,
  k: Int32Array,
  across: number,
  highest: number,
  out: Float64Array,
): void {
  for (let n = 0; n < k.length; n++) {
    const f = fx[k[n]];
    const r = Math.sqrt(f * f + across);
    out[n] = r >= highest / 2 && r <= highest ? 1 : 0;
  }
}
