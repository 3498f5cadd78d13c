// Felzenszwalb and Huttenlocher, Distance transforms of sampled functions, Theory of Computing 8
// (2012) 415, https://doi.org/10.4086/toc.2012.v008a019, with a spacing for each axis

import { checkMask, type Mask } from "../volume/mask.ts";
import { countGridVoxels, type Grid, type Volume } from "../volume/volume.ts";

/**
 * The distance from every voxel to a region, in mm: from the centre of the voxel to the centre of the nearest
 * voxel of the region. It is exact, and 0 inside the region; ∞ everywhere where the region is empty.
 *
 * Distances are Euclidean. The axes of a grid are orthogonal, so spacings suffice, whatever the direction is.
 *
 * @throws VoxomicsError `invalid-volume`, `invalid-mask`
 *
 * @example
 * ```ts
 * import { distanceTransform } from "voxomics";
 *
 * const { data } = distanceTransform(mask); // mm
 * console.log(data.filter((mm) => mm > 0 && mm <= 5).length, "voxels within 5 mm of the region");
 * ```
 */
export function distanceTransform(mask: Mask): Volume<Float64Array> {
  const checked = checkMask(mask);
  const squares = squaredDistances(checked, 1);
  return { ...checked, data: squares.map(Math.sqrt) };
}

/**
 * The squared distance from every voxel to the nearest voxel of value `to`, in mm², in voxel order; ∞ where there
 * is none.
 *
 * A distance is the sum of a square along x, one along y and one along z. Each axis is done for all of its lines,
 * with the sums of the axes before it.
 */
export function squaredDistances({ data, size, spacing }: Mask, to: 0 | 1): Float64Array {
  const [nx, ny, nz] = size;
  const [sx, sy, sz] = spacing;
  const squares = new Float64Array(countGridVoxels({ size }));
  for (let row = 0; row < squares.length; row += nx) alongRow(data, to, row, nx, sx, squares);
  const lines = linesOf({ size });
  for (let z = 0; z < nz && ny > 1; z++) {
    for (let x = 0; x < nx; x++) alongLine(squares, x + nx * ny * z, nx, ny, sy, lines);
  }
  for (let v = 0; v < nx * ny && nz > 1; v++) alongLine(squares, v, nx * ny, nz, sz, lines);
  return squares;
}

/** Squared distances within a row along x. */
function alongRow(
  data: Uint8Array,
  to: 0 | 1,
  row: number,
  length: number,
  spacing: number,
  squares: Float64Array,
): void {
  let steps = Number.POSITIVE_INFINITY;
  for (let v = row; v < row + length; v++) {
    steps = data[v] === to ? 0 : steps + 1;
    squares[v] = steps;
  }
  steps = Number.POSITIVE_INFINITY;
  for (let v = row + length - 1; v >= row; v--) {
    steps = data[v] === to ? 0 : steps + 1;
    const mm = spacing * Math.min(steps, squares[v]);
    squares[v] = mm * mm;
  }
}

/** Working memory for a line, as long as the longest line along y or z. */
interface Lines {
  /** The values of the line before. */
  readonly before: Float64Array;
  /** The places on the line whose parabolas are lowest somewhere, ascending. */
  readonly lowest: Int32Array;
  /** Where each of these parabolas becomes the lowest, in mm. */
  readonly from: Float64Array;
}

function linesOf({ size: [, ny, nz] }: Pick<Grid, "size">): Lines {
  const longest = Math.max(ny, nz);
  return {
    before: new Float64Array(longest),
    lowest: new Int32Array(longest),
    from: new Float64Array(longest),
  };
}

/**
 * Adds the squares along a line of voxels: every value f(q) becomes the minimum over r of f(r) + (q - r)². That is
 * the lower envelope of parabolas, one at each r.
 */
function alongLine(
  squares: Float64Array,
  start: number,
  step: number,
  length: number,
  spacing: number,
  { before, lowest, from }: Lines,
): void {
  let count = 0;
  for (let r = 0, v = start; r < length; r++, v += step) {
    const f = squares[v];
    before[r] = f;
    if (f === Number.POSITIVE_INFINITY) continue;
    let meets = Number.NEGATIVE_INFINITY;
    while (count > 0) {
      const other = lowest[count - 1];
      const apart = 2 * spacing * (r - other);
      meets = (f - before[other]) / apart + (spacing * (r + other)) / 2;
      if (meets > from[count - 1]) break;
      count--; // the other parabola is nowhere the lowest
      meets = Number.NEGATIVE_INFINITY;
    }
    lowest[count] = r;
    from[count] = meets;
    count++;
  }
  if (count === 0) return;
  for (let q = 0, v = start, k = 0; q < length; q++, v += step) {
    while (k + 1 < count && from[k + 1] < q * spacing) k++;
    const mm = (q - lowest[k]) * spacing;
    squares[v] = before[lowest[k]] + mm * mm;
  }
}
