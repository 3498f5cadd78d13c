import { planFft } from "./fft.ts";
import type { Complex } from "./fft-plan.ts";
import { type Lines, transformLines } from "./line-fft.ts";
import { binsOf, lineStarts, planRealFft } from "./real-fft.ts";

type Size = readonly [number, number, number];

/** A volume that goes on past its border: which of its voxels stands where, axis by axis. */
export interface Extension {
  /** Voxel index for each place along x, y, z; -1 for a 0. */
  readonly maps: readonly [Int32Array, Int32Array, Int32Array];
  /** Where voxel (0, 0, 0) stands. */
  readonly before: Size;
}

/**
 * Fourier transforms of extended real volumes along x, y and, in 3D, z.
 *
 * The spectrum of a real volume is told by a half of it: frequencies 0 … nx / 2 along x, all along y
 * and z. Frequency (k, y, z) is entry k + bins * (y + ny * z).
 */
export interface VolumeFft {
  /** Size of the extended volume, in voxels. */
  readonly size: Size;
  /** Frequencies along x: floor(nx / 2) + 1. */
  readonly bins: number;
  /** Writes the spectrum of the extended volume, which itself is never stored. */
  transform(data: Float64Array, spectrum: Complex): void;
  /** Writes the volume of a spectrum, without its extension. The spectrum is lost. */
  restore(spectrum: Complex, out: Float64Array): void;
}

/** @param size voxels of the volume along x, y, z, before it is extended */
export function planVolumeFft(
  [sx, sy, sz]: Size,
  { maps, before: [bx, by, bz] }: Extension,
  dimensions: 2 | 3,
): VolumeFft {
  const [nx, ny, nz] = maps.map((map) => map.length);
  const bins = binsOf(nx);
  const slab = bins * ny;
  const rowFft = planRealFft(nx, sy * sz);
  const columnFft = planFft(ny, bins);
  const depthFft = dimensions === 3 ? planFft(nz, slab) : null;
  const columns = (z: number): Lines => ({
    start: slab * (bz + z),
    count: bins,
    lineStride: 1,
    valueStride: bins,
  });
  const depths: Lines = { start: 0, count: slab, lineStride: 1, valueStride: slab };

  const rows = lineStarts(sy * sz, sx);
  const rowSpectra = rows.map((_, n) => bins * (by + (n % sy)) + slab * (bz + Math.floor(n / sy)));
  const voxelsOfRow = maps[0].map((_, k) => (k >= bx && k < bx + sx ? k - bx : -1));
  const scale = 1 / (nx * ny * (dimensions === 3 ? nz : 1));

  return {
    size: [nx, ny, nz],
    bins,
    transform(data, spectrum) {
      // what repeats past the border is transformed once, and copied before the next axis
      rowFft.forward(
        { data, starts: rows, offsets: maps[0] },
        { data: spectrum, starts: rowSpectra, valueStride: 1 },
      );
      for (let z = 0; z < sz; z++) {
        extend(spectrum, slab * (bz + z), bins, maps[1], by);
        transformLines(columnFft, spectrum, columns(z), spectrum, columns(z));
      }
      extend(spectrum, 0, slab, maps[2], bz);
      if (depthFft !== null) transformLines(depthFft, spectrum, depths, spectrum, depths);
    },
    restore(spectrum, out) {
      const inverse = { re: spectrum.im, im: spectrum.re };
      if (depthFft !== null) transformLines(depthFft, inverse, depths, inverse, depths);
      for (let z = 0; z < sz; z++) {
        transformLines(columnFft, inverse, columns(z), inverse, columns(z));
      }
      rowFft.inverse(
        { data: spectrum, starts: rowSpectra, valueStride: 1 },
        { data: out, starts: rows, offsets: voxelsOfRow },
        scale,
      );
    },
  };
}

/** Copies runs of `length` values to all their places on an axis; voxel 0 stands at place `before`. */
function extend(
  { re, im }: Complex,
  start: number,
  length: number,
  map: Int32Array,
  before: number,
): void {
  map.forEach((voxel, place) => {
    if (voxel >= 0 && place === before + voxel) return;
    const to = start + place * length;
    const from = start + (before + voxel) * length;
    for (const part of [re, im]) {
      if (voxel < 0) part.fill(0, to, to + length);
      else part.copyWithin(to, from, from + length);
    }
  });
}
