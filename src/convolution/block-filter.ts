/**
 * Filters a block of interleaved lines of which `extended` holds `kernel.reach` more values at
 * either end: value k of line i is extended[(reach + k) * lines + i] and entry k * lines + i of the
 * result.
 */
export interface BlockFilter {
  /** Writes `length` entries of the result, from `from` on, to the start of `out`. */
  run(extended: Float64Array, from: number, length: number, out: Float64Array): void;
  /** The best number of entries to ask for at once. */
  readonly portion: number;
  /** Entries past their ends that both arrays must have room for. */
  readonly slack: number;
}
