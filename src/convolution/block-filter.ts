/**
 * Filters a block of interleaved lines. `extended` holds each line with `reach` (that of the
 * kernel) more values at either end: value k of line i is extended[(reach + k) * lines + i], and
 * entry k * lines + i of the result.
 */
export interface BlockFilter {
  /** Writes entries `from` to `from` + `length` - 1 of the result to the start of `out`. */
  run(extended: Float64Array, from: number, length: number, out: Float64Array): void;
  /** Number of entries to ask for in one call of `run` for the highest speed. */
  readonly portion: number;
  /** Number of entries that `extended` and `out` must have beyond those in use. */
  readonly slack: number;
}
