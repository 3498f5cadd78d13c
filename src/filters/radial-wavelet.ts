import type { Watch } from "../base/watch.ts";
import type { Vec3, Volume } from "../volume/volume.ts";
import { checkCount } from "./check-setting.ts";
import type { Dimensions, Shannon, ShannonFilter, Simoncelli, SimoncelliFilter } from "./filter.ts";
import { filterByTransfer, periodicExtension, type TransferRow } from "./fourier-filter.ts";

/**
 * A band of a Simoncelli wavelet (IBSI LODD; arXiv:2006.05470, section 3.6):
 * cos(pi / 2 log2(2 r / fmax)) for fmax / 4 <= r <= fmax, with fmax = 2^(1 - level) and r the
 * frequency in units of the highest along each axis.
 *
 * The image is taken as periodic, whatever `boundary` says: that is how the wavelet is defined.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function simoncelliFilter(
  image: Volume<Float64Array>,
  settings: SimoncelliFilter,
  watch: Watch,
): Float64Array {
  return filterByBand(image, settings, watch);
}

/** A band of a Shannon wavelet: 1 for fmax / 2 <= r <= fmax; else as `simoncelliFilter`. */
export function shannonFilter(
  image: Volume<Float64Array>,
  settings: ShannonFilter,
  watch: Watch,
): Float64Array {
  return filterByBand(image, settings, watch);
}

function filterByBand(
  image: Volume<Float64Array>,
  settings: SimoncelliFilter | ShannonFilter,
  watch: Watch,
): Float64Array {
  const { size } = image;
  const { dimensions } = settings;
  const transfer = bandTransfer(settings, size, dimensions);
  return filterByTransfer(image, periodicExtension(size), dimensions, transfer, watch);
}

/** The transfer function of a wavelet band on a grid of the given size. */
export function bandTransfer(
  { type, level }: Simoncelli | Shannon,
  size: Vec3,
  dimensions: Dimensions,
): TransferRow {
  checkCount(level, `${type}.level`);
  const highest = 2 ** (1 - level);
  const [fx, fy, fz] = size.map(centredFrequencies);
  const band = type === "simoncelli" ? simoncelliRow : shannonRow;
  return (k, y, z, out) => {
    const across = fy[y] ** 2 + (dimensions === 3 ? fz[z] ** 2 : 0);
    band(fx, k, across, highest, out);
  };
}

/**
 * Frequencies from -1 to 1 at equal distances, with their middle moved to index 0. For an even
 * number of voxels they lie half a step beside those of the discrete transform: the reference
 * response maps are made so.
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
