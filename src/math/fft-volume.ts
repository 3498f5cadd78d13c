import { planFft, planLineTransform } from "./fft.ts";

type Size = readonly [number, number, number];

/** Half of the spectrum of a real volume: frequencies 0 … nx / 2 along x, all along y and z. */
export interface VolumeSpectrum {
  /** Size of the transformed volume. */
  readonly size: Size;
  /** Frequencies along x: floor(nx / 2) + 1. */
  readonly bins: number;
  /** Frequency (k, y, z) is entry k + bins * (y + ny * z). */
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A volume that goes on past its border: which of its voxels stands where, axis by axis. */
export interface Extension {
  /** Voxel index for each place along x, y, z; -1 for a 0. */
  readonly maps: readonly [Int32Array, Int32Array, Int32Array];
  /** Where voxel (0, 0, 0) stands. */
  readonly before: Size;
}

/** Allocates `length` numbers. */
export type Allocate = (length: number) => Float64Array;

/**
 * Fourier transform of an extended real volume along x, y and, in 3D, z.
 *
 * The extended volume itself is never stored. Two rows are transformed at once, as real and
 * imaginary part.
 */
export function transformVolume(
  data: Float64Array,
  [sx, sy]: Size,
  { maps }: Extension,
  dimensions: 2 | 3,
  allocate: Allocate,
): VolumeSpectrum {
  const size = maps.map((map) => map.length) as unknown as Size;
  const [nx, ny, nz] = size;
  const bins = Math.floor(nx / 2) + 1;
  const re = allocate(bins * ny * nz);
  const im = allocate(bins * ny * nz);
  const fft = planFft(nx);
  const { batch } = fft;
  const blockRe = new Float64Array(nx * batch);
  const blockIm = new Float64Array(nx * batch);

  const load = (row: number, block: Float64Array, b: number): void => {
    const y = row < ny * nz ? maps[1][row % ny] : -1;
    const z = row < ny * nz ? maps[2][Math.floor(row / ny)] : -1;
    const start = sx * (y + sy * z);
    for (let k = 0, to = b; k < nx; k++, to += batch) {
      block[to] = y < 0 || z < 0 || maps[0][k] < 0 ? 0 : data[start + maps[0][k]];
    }
  };
  for (let row = 0; row < ny * nz; row += 2 * batch) {
    for (let b = 0; b < batch; b++) {
      load(row + 2 * b, blockRe, b);
      load(row + 2 * b + 1, blockIm, b);
    }
    fft.transform(blockRe, blockIm);
    for (let b = 0; b < batch && row + 2 * b < ny * nz; b++) {
      const first = bins * (row + 2 * b);
      const paired = row + 2 * b + 1 < ny * nz;
      for (let k = 0; k < bins; k++) {
        const v = k * batch + b;
        const w = ((nx - k) % nx) * batch + b;
        re[first + k] = (blockRe[v] + blockRe[w]) / 2;
        im[first + k] = (blockIm[v] - blockIm[w]) / 2;
        if (!paired) continue;
        re[first + bins + k] = (blockIm[v] + blockIm[w]) / 2;
        im[first + bins + k] = (blockRe[w] - blockRe[v]) / 2;
      }
    }
  }
  const spectrum = { size, bins, re, im };
  transformAcross(spectrum, dimensions, false);
  return spectrum;
}

/**
 * The real volume of a spectrum, where the original volume stood in its extension, in `out`.
 * The spectrum is overwritten.
 */
export function restoreVolume(
  spectrum: VolumeSpectrum,
  [sx, sy, sz]: Size,
  { before: [bx, by, bz] }: Extension,
  dimensions: 2 | 3,
  out: Float64Array,
): void {
  const { bins, re, im } = spectrum;
  const [nx, ny, nz] = spectrum.size;
  transformAcross(spectrum, dimensions, true);
  const scale = 1 / (nx * ny * (dimensions === 3 ? nz : 1));
  const fft = planFft(nx);
  const { batch } = fft;
  const blockRe = new Float64Array(nx * batch);
  const blockIm = new Float64Array(nx * batch);
  const rows = sy * sz;
  const rowAt = (row: number): number => by + (row % sy) + ny * (bz + Math.floor(row / sy));

  for (let row = 0; row < rows; row += 2 * batch) {
    for (let b = 0; b < batch && row + 2 * b < rows; b++) {
      const first = bins * rowAt(row + 2 * b);
      const paired = row + 2 * b + 1 < rows;
      const second = paired ? bins * rowAt(row + 2 * b + 1) : 0;
      for (let k = 0; k < bins; k++) {
        const v = k * batch + b;
        const w = ((nx - k) % nx) * batch + b;
        const ar = re[first + k];
        const br = paired ? re[second + k] : 0;
        // the spectra of real rows: these parts are 0 where a frequency is its own mirror image
        const ai = v === w ? 0 : im[first + k];
        const bi = paired && v !== w ? im[second + k] : 0;
        blockRe[v] = ar - bi;
        blockIm[v] = ai + br;
        blockRe[w] = ar + bi;
        blockIm[w] = br - ai;
      }
    }
    fft.transform(blockIm, blockRe); // parts exchanged: the inverse
    for (let b = 0; b < batch && row + 2 * b < rows; b++) {
      const paired = row + 2 * b + 1 < rows;
      const to = sx * (row + 2 * b);
      for (let x = 0; x < sx; x++) {
        const v = (bx + x) * batch + b;
        out[to + x] = scale * blockRe[v];
        if (paired) out[to + sx + x] = scale * blockIm[v];
      }
    }
  }
}

/** Transforms the columns along y and z, in place. */
function transformAcross(
  { size: [, ny, nz], bins, re, im }: VolumeSpectrum,
  dimensions: 2 | 3,
  inverse: boolean,
): void {
  const [first, second] = inverse ? [im, re] : [re, im];
  const alongY = planLineTransform(ny);
  for (let z = 0; z < nz; z++) {
    const slice = { start: z * bins * ny, count: bins, lineStride: 1, valueStride: bins };
    alongY(first, second, slice);
  }
  if (dimensions === 2) return;
  const lines = { start: 0, count: bins * ny, lineStride: 1, valueStride: bins * ny };
  planLineTransform(nz)(first, second, lines);
}
