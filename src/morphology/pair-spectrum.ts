import { inSteps, type Watch } from "../base/watch.ts";
import { inWorkspace, type Workspace } from "../base/workspace.ts";
import { planFft, smoothSize } from "../math/fft.ts";
import type { Complex } from "../math/fft-plan.ts";
import { transformLines } from "../math/line-fft.ts";
import { planRealFft } from "../math/real-fft.ts";
import { binsOf, evenOffsets, lineStarts, paddedOffsets } from "../math/real-lines.ts";
import { perAxis } from "../volume/vec3.ts";
import type { Vec3 } from "../volume/volume.ts";
import type { PairSums, SparseField } from "./sparse-field.ts";

/**
 * Sums over pairs in the frequency domain, exactly.
 *
 * The sums are correlations of the mask m, of d and of d², weighted by w(displacement). Let W, M, D
 * and Q be the transforms of w, m, d and d². By Parseval's theorem the sums are Σ W |M|², Σ W |D|²
 * and Σ W Re(M Q*) over all frequencies, divided by the number of frequencies. W is real and even,
 * and the other spectra are symmetric, so that half of the frequencies along x are enough. The grid
 * is padded until it holds all displacements. Frequencies along x are taken one at a time, so that
 * no padded volume is held in memory: see `spectrumBytes`.
 */
export function sumPairsByFourier(field: SparseField, watch: Watch = {}): PairSums {
  return inWorkspace((workspace) => sumSpectra(field, workspace, watch));
}

function sumSpectra(field: SparseField, workspace: Workspace, watch: Watch): PairSums {
  const [, ny, nz] = field.size;
  const [px, py, pz] = field.size.map(correlationSize);
  const [bx, by, bz] = [px, py, pz].map(binsOf);
  const slab = ny * nz;
  const { members, deviations, squared, kernel } = spectraAlongX(px, field, workspace);

  const alongY = planFft(py, nz, workspace);
  const alongZ = planFft(pz, py, workspace);
  const evenAlongY = planEvenLines(ny, py, nz, workspace);
  const evenAlongZ = planEvenLines(nz, pz, by, workspace);
  const rows = { count: nz, lineStride: ny, valueStride: 1 };
  // each transform also transposes, so that the lines along the next axis are contiguous as well
  const rowSpectra = { start: 0, count: nz, lineStride: 1, valueStride: nz };
  const depths = { start: 0, count: py, lineStride: nz, valueStride: 1 };
  const depthSpectra = { start: 0, count: py, lineStride: 1, valueStride: py };

  const [m, d, q] = perAxis(() => complex(py * pz, workspace));
  const w = workspace.floats(by * bz);
  const columns = complex(py * nz, workspace);
  const evenColumns = workspace.floats(by * nz);
  const sums = new Float64Array(3);
  const next = inSteps(bx, watch);
  for (let k = 0; k < bx; k++) {
    next("spatial autocorrelation");
    const start = slab * k;
    for (const [along, out] of [
      [members, m],
      [deviations, d],
      [squared, q],
    ]) {
      transformLines(alongY, along, { ...rows, start }, columns, rowSpectra, ny);
      transformLines(alongZ, columns, depths, out, depthSpectra, nz);
    }
    evenAlongY(kernel.subarray(start, start + slab), evenColumns);
    evenAlongZ(evenColumns, w);
    // frequencies other than 0 and the highest also stand for their mirror images
    const copies = k === 0 || 2 * k === px ? 1 : 2;
    addProducts(py, pz, w, m, d, q, copies, sums);
  }
  const [weights, products, squares] = sums.map((sum) => sum / (px * py * pz));
  return { weights, products, squares };
}

/** Adds W |M|², W |D|² and W Re(M Q*) over a plane of y and z frequencies. */
function addProducts(
  py: number,
  pz: number,
  w: Float64Array,
  m: Complex,
  d: Complex,
  q: Complex,
  copies: number,
  sums: Float64Array,
): void {
  const bins = binsOf(py);
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

/** The smallest product of 2, 3 and 5 in which lines correlate without wrapping around. */
export function correlationSize(length: number): number {
  return smoothSize(2 * length - 1);
}

/** Bytes that `sumPairsByFourier` holds at its peak, for a field of the given size. */
export function spectrumBytes([nx, ny, nz]: Vec3): number {
  const [px, py, pz] = [nx, ny, nz].map(correlationSize);
  const rows = 7 * binsOf(px) * ny * nz; // three spectra and the kernel's
  const dense = nx * ny * nz;
  const planes = 6 * py * pz + 2 * py * nz + binsOf(py) * (binsOf(pz) + nz);
  return 8 * (rows + Math.max(dense, planes));
}

/** Spectra along x of m, d, d² and w, each in columns: frequency k of row r is entry k ny nz + r. */
function spectraAlongX(px: number, field: SparseField, workspace: Workspace) {
  const {
    size: [nx, ny, nz],
    values: d,
    indices,
  } = field;
  const slab = ny * nz;
  const dense = workspace.floats(nx * slab); // 0 except at the field's voxels
  const fft = planRealFft(px, slab, workspace);
  const rows = {
    data: dense,
    starts: lineStarts(slab, nx, workspace),
    offsets: paddedOffsets(px, nx),
  };
  const starts = lineStarts(slab, 1, workspace);
  const spectraOf = (value: (k: number) => number): Complex => {
    for (let k = 0; k < indices.length; k++) dense[indices[k]] = value(k);
    const data = complex(fft.bins * slab, workspace);
    fft.forward(rows, { data, starts, valueStride: slab });
    return data;
  };
  const members = spectraOf(() => 1);
  const deviations = spectraOf((k) => d[k]);
  const squared = spectraOf((k) => d[k] * d[k]);
  const kernel = workspace.floats(fft.bins * slab);
  writeInverseDistances(field, dense);
  fft.even({ ...rows, offsets: evenOffsets(px, nx) }, { data: kernel, starts, valueStride: slab });
  return { members, deviations, squared, kernel };
}

/**
 * Plans the transform of real even lines, given one after another by `length` values, into columns.
 */
function planEvenLines(length: number, size: number, lines: number, workspace: Workspace) {
  const fft = planRealFft(size, lines, workspace);
  const starts = lineStarts(lines, length, workspace);
  const offsets = evenOffsets(size, length);
  const columns = lineStarts(lines, 1, workspace);
  return (data: Float64Array, spectra: Float64Array): void =>
    fft.even({ data, starts, offsets }, { data: spectra, starts: columns, valueStride: lines });
}

/** Writes 1 / length (mm⁻¹) of every displacement from voxel (0, 0, 0); 0 for no displacement. */
function writeInverseDistances(
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
