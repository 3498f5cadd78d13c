/**
 * Filters a block of interleaved lines. `extended` holds each line with `reach` (that of the
 * kernel) more values at either end: value k of line i is extended[(reach + k) * lines + i], and
 * entry k * lines + i of the result.
 */
export interface BlockFilter {
  /** Writes the `length` entries of the result to `out`, and any values to its slack. */
  run(extended: Float64Array, length: number, out: Float64Array): void;
  /** Number of entries that `extended` and `out` must have beyond those in use. */
  readonly slack: number;
}
