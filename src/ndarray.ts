/**
 * Exchange with scijs `ndarray` views.
 *
 * A module of its own because `ndarray` and `ndarray-ops` compile code at run time, which a strict
 * content security policy (no `unsafe-eval`) forbids.
 *
 * ```ts
 * import { fromNdarray, toNdarray } from "voxomics/ndarray";
 *
 * const view = toNdarray(image); // shape [nx, ny, nz], shares the volume's data
 * const turned = fromNdarray(view.transpose(2, 1, 0), { spacing: [3, 1, 1] });
 * ```
 *
 * @module voxomics/ndarray
 */

import ndarray, { type NdArray } from "ndarray";
import ops from "ndarray-ops";
import { VoxomicsError } from "./messages/errors.ts";
import { checkArgument } from "./schema/check-argument.ts";
import { exactNumber } from "./volume/exact-number.ts";
import {
  checkVolume,
  type Grid,
  identityDirection,
  type Vec3,
  type Volume,
  type VoxelArray,
} from "./volume/volume.ts";

/** Views of any element type that holds numbers, or of 64-bit integers. */
export type NumericView = NdArray<ndarray.Data<number>> | NdArray<ndarray.Data<bigint>>;

/**
 * Makes a view of a volume, of shape [nx, ny, nz] and indexed (x, y, z). It shares the volume's data.
 *
 * @example
 * ```ts
 * import { toNdarray } from "voxomics/ndarray";
 *
 * const view = toNdarray(image); // shares the volume's data
 * console.log(view.shape, view.get(1, 0, 0)); // [nx, ny, nz], and the voxel (1, 0, 0)
 * ```
 */
export function toNdarray<A extends VoxelArray>(volume: Volume<A>) {
  checkVolume(volume, "volume");
  const {
    data,
    size: [nx, ny, nz],
  } = volume;
  return ndarray<A>(data, [nx, ny, nz], [1, nx, nx * ny]);
}

/**
 * Makes a volume from a view with two or three dimensions, indexed (x, y, z), of any stride and offset.
 *
 * The data are copied, x fastest. Typed arrays keep their element type; plain and generic arrays
 * and 64-bit integers become `Float64Array`.
 *
 * @param grid spacing in mm (default 1), origin (default 0) and direction (default identity)
 * @throws VoxomicsError `invalid-volume` for other dimensions, an empty view, a 64-bit integer that
 *   a double cannot hold, or a grid that contradicts itself.
 *
 * @example
 * ```ts
 * import { fromNdarray, toNdarray } from "voxomics/ndarray";
 *
 * const view = toNdarray(image).transpose(2, 1, 0);
 * const turned = fromNdarray(view, { spacing: [3, 1, 1] }); // mm; a copy, x fastest
 * console.log(turned.size);
 * ```
 */
export function fromNdarray(view: NumericView, grid: Partial<Omit<Grid, "size">> = {}): Volume {
  checkArgument(view, "view", { shape: "array", stride: "array" });
  checkArgument(grid, "grid", "object");
  const { shape } = view;
  if (shape.length !== 2 && shape.length !== 3) {
    throw new VoxomicsError(
      "invalid-volume",
      `view must have 2 or 3 dimensions, it has shape [${shape.join(", ")}]`,
      { place: "view", found: shape, expected: "2 or 3 dimensions" },
    );
  }
  const size: Vec3 = [shape[0], shape[1], shape[2] ?? 1];
  const data = elementsOf(view, size[0] * size[1] * size[2]);
  const volume = {
    data,
    size,
    spacing: grid.spacing ?? [1, 1, 1],
    origin: grid.origin ?? [0, 0, 0],
    direction: grid.direction ?? identityDirection,
  } as const;
  return checkVolume(volume, "view");
}

function elementsOf(view: NumericView, count: number): VoxelArray {
  const { shape } = view;
  const stride = [1, shape[0], shape[0] * shape[1]].slice(0, shape.length);
  if (view.dtype === "bigint64" || view.dtype === "biguint64") {
    const integers = new BigInt64Array(count);
    const unsigned = view.dtype === "biguint64" ? new BigUint64Array(integers.buffer) : integers;
    assign(ndarray<ndarray.Data<bigint>>(unsigned, shape, stride), view);
    return Float64Array.from(unsigned, (integer) => exactNumber(integer, "view"));
  }
  const data = emptyLike(view as NdArray, count);
  assign(ndarray<ndarray.Data<number>>(data, shape, stride), view);
  return data;
}

/** ndarray-ops works on every element type, but its types know numbers only. */
function assign(to: NumericView, from: NumericView): void {
  ops.assign(to as NdArray, from as NdArray);
}

function emptyLike({ data }: NdArray, count: number): VoxelArray {
  if (!ArrayBuffer.isView(data)) return new Float64Array(count);
  return new (data.constructor as new (length: number) => VoxelArray)(count);
}
