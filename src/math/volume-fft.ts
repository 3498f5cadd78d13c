import { fresh } from "../base/workspace.ts";
import { planFft } from "./fft.ts";
import type { Complex } from "./fft-plan.ts";
import { type Lines, transformLines } from "./line-fft.ts";
import { planRealFft } from "./real-fft.ts";
import { binsOf, lineStarts } from "./real-lines.ts";

type Size = readonly [number, number, number];

/** How a volume is extended past its border, axis by axis. */
export interface Extension {
  /** For each axis, the voxel index at every position of the extended axis; -1 for 0. */
  readonly maps: readonly [Int32Array, Int32Array, Int32Array];
  /** Position of voxel (0, 0, 0) in the extended volume. */
  readonly before: Size;
}

/**
 * Fourier transforms of extended real volumes along x, y and, in 3D, z.
 *
 * Half of the spectrum defines a real volume: frequencies 0 … nx / 2 along x, all along y and z.
 * Frequency (k, y, z) is entry k + bins * (y + ny * z).
 */
export interface VolumeFft {
  /** Size of the extended volume, in voxels. */
  readonly size: Size;
  /** Frequencies along x: floor(nx / 2) + 1. */
  readonly bins: number;
  /** Writes the spectrum of the extended volume; the extended volume itself is never stored. */
  transform(data: Float64Array, spectrum: Complex): void;
  /**
   * Writes the volume with the given spectrum, without its extension. The spectrum is overwritten.
   */
  restore(spectrum: Complex, out: Float64Array): void;
}

/**
 * @param size voxels of the volume along x, y, z, before it is extended
 * @param plan plans the transforms along an axis
 */
export function planVolumeFft(
  [sx, sy, sz]: Size,
  { maps, before: [bx, by, bz] }: Extension,
  dimensions: 2 | 3,
  plan = planFft,
): VolumeFft {
  const [nx, ny, nz] = maps.map((map) => map.length);
  const bins = binsOf(nx);
  const slab = bins * ny;
  const rowFft = planRealFft(nx, sy * sz, fresh, plan);
  const columnFft = plan(ny, bins);
  const depthFft = dimensions === 3 ? plan(nz, slab) : null;
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
      // lines that repeat past the border are transformed once, then copied before the next axis
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

/**
 * Copies the values of each voxel of an axis to all positions of the extended axis that repeat it.
 *
 * @param length values for each position
 * @param map voxel index at each position; -1 for 0
 * @param before position of voxel 0
 */
function extend(
  { re, im }: Complex,
  start: number,
  length: number,
  map: Int32Array,
  before: number,
): void {
  map.forEach((voxel, position) => {
    if (voxel >= 0 && position === before + voxel) return;
    const to = start + position * length;
    const from = start + (before + voxel) * length;
    for (const part of [re, im]) {
      if (voxel < 0) part.fill(0, to, to + length);
      else part.copyWithin(to, from, from + length);
    }
  });
}
