import type { LineTransform } from "../math/fft-lines.ts";
import {
  correlationSize,
  planLines,
  transformComplexLines,
  transformEvenLines,
  transformRealLines,
} from "../math/fft-lines.ts";
import type { Vec3 } from "../volume/volume.ts";
import type { PairSums, SparseField } from "./sparse-field.ts";

/** Complex numbers that may be held at once: 4 GiB. */
const largestSpectrum = 2 ** 28;

/**
 * Sums over pairs in the frequency domain, exactly.
 *
 * The sums are correlations of the mask m, of d and of d², weighted by w(displacement). By
 * Parseval's theorem they are Σ W |M|², Σ W |D|² and Σ W Re(M Q*) over all frequencies, divided by
 * their number, with W, M, D, Q the transforms of w, m, d, d². W is real and even; the other
 * spectra are symmetric, so that half of the frequencies along x will do. The grid is padded to
 * powers of two that hold all displacements. Frequencies along x are taken one at a time.
 *
 * Memory: about 28 bytes × ny nz × (padded size along x), and 52 × the padded sizes along y and z.
 */
export function sumPairsByFourier(field: SparseField): PairSums {
  const { size, values: d } = field;
  const [tx, ty, tz] = size.map(planLines);
  const slab = size[1] * size[2];
  const bins = tx.size / 2 + 1;

  const members = rowSpectra(tx, field, new Float64Array(d.length).fill(1));
  const deviations = rowSpectra(tx, field, d);
  const squared = rowSpectra(
    tx,
    field,
    d.map((value) => value * value),
  );
  const kernel = new Float64Array(bins * slab);
  transformEvenLines(tx, inverseDistances(field), kernel);

  const grid = 2 * ty.size * tz.size;
  const [m, s, q] = [0, 1, 2].map(() => new Float64Array(grid));
  const w = new Float64Array((ty.size / 2 + 1) * (tz.size / 2 + 1));
  const columns = new Float64Array(2 * ty.size * size[2]);
  const evenColumns = new Float64Array((ty.size / 2 + 1) * size[2]);
  const sums = new Float64Array(3);
  for (let k = 0; k < bins; k++) {
    for (const [spectra, out] of [
      [members, m],
      [deviations, s],
      [squared, q],
    ] as const) {
      transformComplexLines(ty, spectra.subarray(2 * slab * k, 2 * slab * (k + 1)), columns);
      transformComplexLines(tz, columns, out);
    }
    transformEvenLines(ty, kernel.subarray(slab * k, slab * (k + 1)), evenColumns);
    transformEvenLines(tz, evenColumns, w);
    // frequencies between 0 and the highest stand for their mirror images too
    const copies = k === 0 || k === bins - 1 ? 1 : 2;
    addProducts(ty.size, tz.size, w, m, s, q, copies, sums);
  }
  const [weights, products, squares] = sums.map((sum) => sum / (tx.size * ty.size * tz.size));
  return { weights, products, squares };
}

/** Adds W |M|², W |D|² and W Re(M Q*) over a plane of y and z frequencies. */
function addProducts(
  py: number,
  pz: number,
  w: Float64Array,
  m: Float64Array,
  d: Float64Array,
  q: Float64Array,
  copies: number,
  sums: Float64Array,
): void {
  let mm = 0;
  let dd = 0;
  let mq = 0;
  for (let z = 0, v = 0; z < pz; z++) {
    const row = Math.min(z, pz - z) * (py / 2 + 1);
    for (let y = 0; y < py; y++, v += 2) {
      const weight = w[row + Math.min(y, py - y)];
      mm += weight * (m[v] * m[v] + m[v + 1] * m[v + 1]);
      dd += weight * (d[v] * d[v] + d[v + 1] * d[v + 1]);
      mq += weight * (m[v] * q[v] + m[v + 1] * q[v + 1]);
    }
  }
  sums[0] += copies * mm;
  sums[1] += copies * dd;
  sums[2] += copies * mq;
}

/** Whether the spectra for a field of the given size can be held: at most 2^28 complex numbers. */
export function spectrumFits(size: Vec3): boolean {
  const [px, py, pz] = size.map(correlationSize);
  return 3 * (px / 2 + 1) * size[1] * size[2] + 3 * py * pz <= largestSpectrum;
}

/** Spectra along x of values at a field's voxels. */
function rowSpectra(
  plan: LineTransform,
  { size: [nx, ny, nz], indices }: SparseField,
  values: Float64Array,
): Float64Array {
  const dense = new Float64Array(nx * ny * nz);
  for (let k = 0; k < indices.length; k++) dense[indices[k]] = values[k];
  const spectra = new Float64Array((plan.size + 2) * ny * nz);
  transformRealLines(plan, dense, spectra);
  return spectra;
}

/** 1 / length of every displacement with no negative component; 0 for none at all. */
function inverseDistances({
  size: [nx, ny, nz],
  spacing: [sx, sy, sz],
}: SparseField): Float64Array {
  const out = new Float64Array(nx * ny * nz);
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const across = (y * sy) ** 2 + (z * sz) ** 2;
      for (let x = 0; x < nx; x++, v++) out[v] = 1 / Math.sqrt((x * sx) ** 2 + across);
    }
  }
  out[0] = 0;
  return out;
}
