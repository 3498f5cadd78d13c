// Simple linear iterative clustering: Achanta et al., IEEE TPAMI 34 (2012) 2274,
// https://doi.org/10.1109/TPAMI.2012.120

import type { Vec3 } from "../volume/volume.ts";
import { connectSupervoxels } from "./connect-supervoxels.ts";

export interface SupervoxelSettings {
  /** Edge length of a supervoxel in mm. */
  readonly edge: number;
  /**
   * Difference in intensity that counts as much as a distance of one edge, in the unit of the
   * intensities.
   */
  readonly compactness: number;
}

/** The largest number of iterations; fewer if no voxel changes its supervoxel any more. */
const mostIterations = 10;

/**
 * Divides a grid into connected supervoxels of similar intensity.
 *
 * Centres start on a regular grid and move to the mean of their voxels. A voxel belongs to the centre with
 * the least (ΔI / compactness)² + (distance / edge)², of those at most an edge away along each axis.
 * Supervoxels that fall into pieces are made connected at the end.
 *
 * @param intensities one a voxel, x fastest
 * @param size voxels along x, y, z
 * @param spacing along x, y, z in mm
 * @returns the supervoxel of each voxel, 0 … count - 1, x fastest
 */
export function supervoxels(
  intensities: Float64Array,
  size: Vec3,
  spacing: Vec3,
  { edge, compactness }: SupervoxelSettings,
): { labels: Int32Array; count: number } {
  const centres = startCentres(intensities, size, spacing, edge);
  const labels = new Int32Array(intensities.length).fill(-1);
  const nearest = new Float64Array(intensities.length);
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const changed = assign(intensities, size, spacing, centres, edge, compactness, nearest, labels);
    if (!changed) break;
    moveCentres(intensities, size, spacing, labels, centres);
  }
  return connectSupervoxels(labels, size, intensities.length / centres.count / 2);
}

/**
 * Centres of supervoxels: positions in mm from the first voxel's centre, and intensities; arrays of
 * `count` each.
 */
interface Centres {
  readonly count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly intensity: Float64Array;
}

/** Evenly spread centres, as many along an axis as edges fit along it. */
function startCentres(intensities: Float64Array, size: Vec3, spacing: Vec3, edge: number): Centres {
  const [px, py, pz] = size.map((n, a) => {
    const cells = Math.max(1, Math.min(n, Math.round((n * spacing[a]) / edge)));
    return Float64Array.from({ length: cells }, (_, k) => ((k + 0.5) * n) / cells - 0.5);
  });
  const count = px.length * py.length * pz.length;
  const array = () => new Float64Array(count);
  const centres = { count, x: array(), y: array(), z: array(), intensity: array() };
  let c = 0;
  for (const z of pz) {
    for (const y of py) {
      for (const x of px) {
        const voxel = Math.round(x) + size[0] * (Math.round(y) + size[1] * Math.round(z));
        centres.x[c] = x * spacing[0];
        centres.y[c] = y * spacing[1];
        centres.z[c] = z * spacing[2];
        centres.intensity[c++] = intensities[voxel];
      }
    }
  }
  return centres;
}

/**
 * Assigns every voxel to the nearest centre, to the first of equally near ones. Returns whether a label
 * changed.
 */
function assign(
  intensities: Float64Array,
  [nx, ny, nz]: Vec3,
  [sx, sy, sz]: Vec3,
  centres: Centres,
  edge: number,
  compactness: number,
  nearest: Float64Array,
  labels: Int32Array,
): boolean {
  const perEdge = 1 / (edge * edge);
  const perContrast = 1 / (compactness * compactness);
  const before = labels.slice();
  nearest.fill(Number.POSITIVE_INFINITY);
  for (let c = 0; c < centres.count; c++) {
    const cx = centres.x[c];
    const cy = centres.y[c];
    const cz = centres.z[c];
    const ci = centres.intensity[c];
    const x0 = Math.max(0, Math.ceil((cx - edge) / sx));
    const x1 = Math.min(nx - 1, Math.floor((cx + edge) / sx));
    const y0 = Math.max(0, Math.ceil((cy - edge) / sy));
    const y1 = Math.min(ny - 1, Math.floor((cy + edge) / sy));
    const z0 = Math.max(0, Math.ceil((cz - edge) / sz));
    const z1 = Math.min(nz - 1, Math.floor((cz + edge) / sz));
    for (let z = z0; z <= z1; z++) {
      const dz = (z * sz - cz) ** 2;
      for (let y = y0; y <= y1; y++) {
        const dyz = dz + (y * sy - cy) ** 2;
        const row = nx * (y + ny * z);
        for (let x = x0; x <= x1; x++) {
          const v = row + x;
          const dx = x * sx - cx;
          const di = intensities[v] - ci;
          const distance = (dyz + dx * dx) * perEdge + di * di * perContrast;
          if (distance < nearest[v]) {
            nearest[v] = distance;
            labels[v] = c;
          }
        }
      }
    }
  }
  let v = 0;
  while (v < labels.length && labels[v] === before[v]) v++;
  return v < labels.length;
}

/** Moves every centre to the mean of its voxels; a centre without voxels stays where it is. */
function moveCentres(
  intensities: Float64Array,
  [nx, ny, nz]: Vec3,
  [sx, sy, sz]: Vec3,
  labels: Int32Array,
  { count, x: cx, y: cy, z: cz, intensity }: Centres,
): void {
  const voxels = new Int32Array(count);
  const sums = Array.from({ length: 4 }, () => new Float64Array(count));
  const [xs, ys, zs, is] = sums;
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        const c = labels[v];
        voxels[c]++;
        xs[c] += x;
        ys[c] += y;
        zs[c] += z;
        is[c] += intensities[v];
      }
    }
  }
  for (let c = 0; c < count; c++) {
    if (voxels[c] === 0) continue;
    cx[c] = (xs[c] / voxels[c]) * sx;
    cy[c] = (ys[c] / voxels[c]) * sy;
    cz[c] = (zs[c] / voxels[c]) * sz;
    intensity[c] = is[c] / voxels[c];
  }
}
