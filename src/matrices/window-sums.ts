import type { Dimension } from "./neighbourhood.ts";
import type { TextureGrid } from "./texture-grid.ts";

/**
 * The sum of `weights[level]` over the window around every voxel, one slice at a time: for each
 * slice of the region in turn, an array with the place (x, y) of the padded slice at x + nx y. It is
 * overwritten by the next.
 *
 * A window reaches as far as the Chebyshev distance that the grid is made for, in the slice plane
 * (2D) or in space (3D). It is summed along x, then y, then z, and each sum follows from the one
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
  // of as many slices as a window is high
  const planes = Array.from({ length: 2 * reach + 1 }, () => new Float64Array(area));
  const sums = new Float64Array(area);
  for (let z = 0; z < nz; z++) {
    sumRows(data.subarray(area * z, area * (z + 1)), weights, pad, rows);
    replacePlane(rows, nx, pad, planes[z % planes.length], sums);
    const middle = z - reach;
    if (middle >= pad && middle < nz - pad) yield sums;
  }
}

/**
 * rows[v] = Σ weight of v - pad … v + pad. Lines run on over the end of a row: what that gives lies
 * in the padding, and is never read.
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

/** Sums rows along y to a plane, and adds the plane to the sums in place of the one that was there. */
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
