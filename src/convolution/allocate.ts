import { VoxomicsError } from "../messages/errors.ts";

/**
 * Room for `length` numbers.
 *
 * @throws VoxomicsError `too-large` if there is none.
 */
export function allocate(length: number): Float64Array {
  try {
    return new Float64Array(length);
  } catch (cause) {
    throw new VoxomicsError(
      "too-large",
      `the filter needs ${length} numbers at once, ${((8 * length) / 2 ** 30).toFixed(1)} GiB, more than can be had`,
      { found: length },
      { cause },
    );
  }
}

/** A copy as 64-bit floats; voxels that are such floats already are taken as they are. */
export function asFloat64(data: ArrayLike<number>): Float64Array {
  if (data instanceof Float64Array) return data;
  const copy = allocate(data.length);
  copy.set(data);
  return copy;
}
