import { VoxomicsError } from "../messages/errors.ts";

/**
 * An array of `length` zeros.
 *
 * @throws VoxomicsError `too-large` if it does not fit into memory.
 */
export function allocate(length: number): Float64Array {
  try {
    return new Float64Array(length);
  } catch (cause) {
    throw new VoxomicsError(
      "too-large",
      `the filter needs ${length} numbers at once, ${((8 * length) / 2 ** 30).toFixed(1)} GiB, which does not fit in memory`,
      { found: length },
      { cause },
    );
  }
}

/** The data as 64-bit floats: the same array if it is one already, else a copy. */
export function asFloat64(data: ArrayLike<number>): Float64Array {
  if (data instanceof Float64Array) return data;
  const copy = allocate(data.length);
  copy.set(data);
  return copy;
}
