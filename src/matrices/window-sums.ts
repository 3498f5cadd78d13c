import type { Dimension } from "./neighbourhood.ts";
import type { TextureGrid } from "./texture-grid.ts";

/**
 * The sum of `weights[level]` over the window around every voxel, one slice of the region at a time.
 * Entry x + nx y of a yielded array belongs to voxel (x, y) of the padded slice. The next slice
 * overwrites the array.
 *
 * A window extends to the Chebyshev distance that the grid is made for, in the slice plane (2D) or in
 * space (3D). Sums run along x, then y, then z. Each is computed from the sum of the window one voxel
 * before, so that the time does not depend on the distance.
 */
export function* windowSums(
  { data, size: [nx, ny, nz], pad }: TextureGrid,
  dimension: Dimension,
  weights: Float64Array,
): Generator<Float64Array> {
  const area = nx * ny;
  const reach = dimension === 2 ? 0 : pad;
  const rows = new Float64Array(area);
  // sums in the plane of the last 2 reach + 1 slices
  const planes = Array.from({ length: 2 * reach + 1 }, () => new Float64Array(area));
  const sums = new Float64Array(area);
  for (let z = 0; z < nz; z++) {
    const slice = data.subarray(area * z, area * (z + 1));
    if (pad === 1) sumThree(slice, weights, rows);
    else sumRows(slice, weights, pad, rows);
    replacePlane(rows, nx, pad, planes[z % planes.length], sums);
    const middle = z - reach;
    if (middle >= pad && middle < nz - pad) yield sums;
  }
}

/**
 * rows[v] = Σ weight of v - pad … v + pad. Windows that run over the end of a row belong to voxels of
 * the padding, whose sums are never read.
 */
function sumRows(levels: Uint16Array, weights: Float64Array, pad: number, rows: Float64Array) {
  let sum = 0;
  for (let v = 0; v < 2 * pad; v++) sum += weights[levels[v]];
  for (let v = pad; v < rows.length - pad; v++) {
    sum += weights[levels[v + pad]];
    rows[v] = sum;
    sum -= weights[levels[v - pad]];
  }
}

/** The same for windows of three voxels: the weight of each voxel is looked up once. */
function sumThree(levels: Uint16Array, weights: Float64Array, rows: Float64Array) {
  let behind = weights[levels[0]];
  let here = weights[levels[1]];
  for (let v = 1; v < rows.length - 1; v++) {
    const ahead = weights[levels[v + 1]];
    rows[v] = behind + here + ahead;
    behind = here;
    here = ahead;
  }
}

/** Sums `rows` along y, replaces `plane` by the result, and updates `sums`, the sum of all planes. */
function replacePlane(
  rows: Float64Array,
  nx: number,
  pad: number,
  plane: Float64Array,
  sums: Float64Array,
): void {
  const ahead = pad * nx;
  const behind = ahead + nx;
  for (let v = ahead; v < behind; v++) {
    let sum = 0;
    for (let w = v - ahead; w <= v + ahead; w += nx) sum += rows[w];
    sums[v] += sum - plane[v];
    plane[v] = sum;
  }
  for (let v = behind; v < rows.length - ahead; v++) {
    const sum = plane[v - nx] + rows[v + ahead] - rows[v - behind];
    sums[v] += sum - plane[v];
    plane[v] = sum;
  }
}
