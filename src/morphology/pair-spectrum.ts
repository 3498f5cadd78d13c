import {
  binsOf,
  type Complex,
  correlationSize,
  type LineTransform,
  planLines,
  transformComplexLines,
  transformEvenLines,
  transformRealLines,
} from "../math/fft-lines.ts";
import type { Vec3 } from "../volume/volume.ts";
import { inSteps, type Watch } from "../watch.ts";
import { inWorkspace, type Workspace } from "../workspace.ts";
import type { PairSums, SparseField } from "./sparse-field.ts";

/**
 * Sums over pairs in the frequency domain, exactly.
 *
 * The sums are correlations of the mask m, of d and of d², weighted by w(displacement). By
 * Parseval's theorem they are Σ W |M|², Σ W |D|² and Σ W Re(M Q*) over all frequencies, divided by
 * their number, with W, M, D, Q the transforms of w, m, d, d². W is real and even; the other
 * spectra are symmetric, so that half of the frequencies along x will do. The grid is padded until
 * it holds all displacements. Frequencies along x are taken one at a time, so that no padded volume
 * is ever held: see `spectrumBytes`.
 */
export function sumPairsByFourier(field: SparseField, watch: Watch = {}): PairSums {
  return inWorkspace((workspace) => sumSpectra(field, workspace, watch));
}

function sumSpectra(field: SparseField, workspace: Workspace, watch: Watch): PairSums {
  const { size } = field;
  const tx = planLines(size[0], workspace);
  const ty = size[1] === size[0] ? tx : planLines(size[1], workspace);
  const tz = size[2] === size[1] ? ty : planLines(size[2], workspace);
  const slab = size[1] * size[2];

  const { members, deviations, squared, kernel } = spectraAlongX(tx, field, workspace);

  const [m, s, q] = [0, 1, 2].map(() => complex(ty.size * tz.size, workspace));
  const w = workspace.floats(ty.bins * tz.bins);
  const columns = complex(ty.size * size[2], workspace);
  const evenColumns = workspace.floats(ty.bins * size[2]);
  const sums = new Float64Array(3);
  const next = inSteps(tx.bins, watch);
  for (let k = 0; k < tx.bins; k++) {
    next("spatial autocorrelation");
    const [from, to] = [slab * k, slab * (k + 1)];
    for (const [{ re, im }, out] of [
      [members, m],
      [deviations, s],
      [squared, q],
    ] as const) {
      const plane = { re: re.subarray(from, to), im: im.subarray(from, to) };
      transformComplexLines(ty, plane, columns);
      transformComplexLines(tz, columns, out);
    }
    transformEvenLines(ty, kernel.subarray(from, to), evenColumns);
    transformEvenLines(tz, evenColumns, w);
    // frequencies between 0 and the highest stand for their mirror images too
    const copies = k === 0 || 2 * k === tx.size ? 1 : 2;
    addProducts(ty, tz, w, m, s, q, copies, sums);
  }
  const [weights, products, squares] = sums.map((sum) => sum / (tx.size * ty.size * tz.size));
  return { weights, products, squares };
}

/** Adds W |M|², W |D|² and W Re(M Q*) over a plane of y and z frequencies. */
function addProducts(
  { size: py, bins }: LineTransform,
  { size: pz }: LineTransform,
  w: Float64Array,
  m: Complex,
  d: Complex,
  q: Complex,
  copies: number,
  sums: Float64Array,
): void {
  let mm = 0;
  let dd = 0;
  let mq = 0;
  for (let z = 0, v = 0; z < pz; z++) {
    const row = Math.min(z, pz - z) * bins;
    for (let y = 0; y < py; y++, v++) {
      const weight = w[row + Math.min(y, py - y)];
      mm += weight * (m.re[v] * m.re[v] + m.im[v] * m.im[v]);
      dd += weight * (d.re[v] * d.re[v] + d.im[v] * d.im[v]);
      mq += weight * (m.re[v] * q.re[v] + m.im[v] * q.im[v]);
    }
  }
  sums[0] += copies * mm;
  sums[1] += copies * dd;
  sums[2] += copies * mq;
}

/** Bytes that `sumPairsByFourier` holds at its peak, for a field of the given size. */
export function spectrumBytes([nx, ny, nz]: Vec3): number {
  const [px, py, pz] = [nx, ny, nz].map(correlationSize);
  const rows = 7 * binsOf(px) * ny * nz; // three spectra and the kernel's
  const dense = nx * ny * nz;
  const planes = 6 * py * pz + 2 * py * nz + binsOf(py) * (binsOf(pz) + nz);
  return 8 * (rows + Math.max(dense, planes));
}

/** Spectra along x of m, d, d² and w; what they are laid out in is let go with the last. */
function spectraAlongX(plan: LineTransform, field: SparseField, workspace: Workspace) {
  const {
    size: [nx, ny, nz],
    values: d,
  } = field;
  const dense = workspace.floats(nx * ny * nz); // blank but for the field's voxels
  const members = rowSpectra(plan, field, dense, workspace, () => 1);
  const deviations = rowSpectra(plan, field, dense, workspace, (k) => d[k]);
  const squared = rowSpectra(plan, field, dense, workspace, (k) => d[k] * d[k]);
  const kernel = workspace.floats(plan.bins * ny * nz);
  layInverseDistances(field, dense);
  transformEvenLines(plan, dense, kernel);
  return { members, deviations, squared, kernel };
}

/** Spectra along x of values at a field's voxels, laid out in `dense`. */
function rowSpectra(
  plan: LineTransform,
  { size: [, ny, nz], indices }: SparseField,
  dense: Float64Array,
  workspace: Workspace,
  value: (k: number) => number,
): Complex {
  for (let k = 0; k < indices.length; k++) dense[indices[k]] = value(k);
  const spectra = complex(plan.bins * ny * nz, workspace);
  transformRealLines(plan, dense, spectra);
  return spectra;
}

/** 1 / length of every displacement with no negative component; 0 for none at all. */
function layInverseDistances(
  { size: [nx, ny, nz], spacing: [sx, sy, sz] }: SparseField,
  out: Float64Array,
): void {
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const across = (y * sy) ** 2 + (z * sz) ** 2;
      for (let x = 0; x < nx; x++, v++) out[v] = 1 / Math.sqrt((x * sx) ** 2 + across);
    }
  }
  out[0] = 0;
}

function complex(length: number, { floats }: Workspace): Complex {
  return { re: floats(length), im: floats(length) };
}
