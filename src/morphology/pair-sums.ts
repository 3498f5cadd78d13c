import type { Watch } from "../base/watch.ts";
import type { Vec3 } from "../volume/volume.ts";
import { correlationSize, spectrumBytes, sumPairsByFourier } from "./pair-spectrum.ts";
import type { PairSums, SparseField } from "./sparse-field.ts";

/** The most bytes that the spectra may take: 4 GiB. */
const largestSpectra = 2 ** 32;

/** Sums over pairs, one by one or by Fourier transform, whichever takes less time. */
export function sumPairs(field: SparseField, watch: Watch = {}): PairSums {
  return isDirect(field.size, field.values.length)
    ? sumPairsDirectly(field)
    : sumPairsByFourier(field, watch);
}

/**
 * Whether the pairs of so many voxels can be summed within the memory limit.
 *
 * @param size voxels of their box along x, y, z
 */
export function canSumPairs(size: Vec3, voxels: number): boolean {
  return isDirect(size, voxels) || spectrumBytes(size) <= largestSpectra;
}

function isDirect(size: Vec3, voxels: number): boolean {
  const [px, py, pz] = size.map(correlationSize);
  return voxels ** 2 <= 16 * px * py * pz;
}

/** Sums over pairs in N² / 2 steps. */
export function sumPairsDirectly({ size, spacing, indices, values: d }: SparseField): PairSums {
  const [nx, ny] = size;
  const [sx, sy, sz] = spacing;
  const n = indices.length;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  const z = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const v = indices[k];
    x[k] = sx * (v % nx);
    y[k] = sy * (Math.floor(v / nx) % ny);
    z[k] = sz * Math.floor(v / (nx * ny));
  }

  let weights = 0;
  let products = 0;
  let squares = 0;
  for (let k = 0; k < n; k++) {
    let near = 0; // one sum for each k, so that rounding errors do not add up
    let field = 0;
    let far = 0;
    for (let m = 0; m < k; m++) {
      const dx = x[k] - x[m];
      const dy = y[k] - y[m];
      const dz = z[k] - z[m];
      const w = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz);
      near += w;
      field += w * d[m];
      far += w * d[m] * d[m];
    }
    weights += 2 * near;
    products += 2 * d[k] * field;
    squares += d[k] * d[k] * near + far;
  }
  return { weights, products, squares };
}
