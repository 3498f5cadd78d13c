/** Real and imaginary parts, in arrays of the same layout. */
export interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * Discrete Fourier transforms of a block of lines, from `input` to `output`: two arrays of the plan.
 *
 * Value k of line b is entry k * `valueStride` + b * `lineStride` of the real and imaginary parts of
 * `input` and `output`. The layout is the one in which the transform is fastest.
 */
export interface Fft {
  /** Values in a line. */
  readonly size: number;
  /** Lines in a block. */
  readonly batch: number;
  readonly valueStride: number;
  readonly lineStride: number;
  readonly input: Complex;
  readonly output: Complex;
  /** Sets the values from `first` to the end of each line of `input` to 0. */
  pad(first: number): void;
  /**
   * Transforms the first `lines` lines: X(m) = Σ x(k) exp(-2πi k m / size), without scaling.
   *
   * With the real and imaginary parts exchanged, in `input` and in `output`, it is the inverse
   * transform, times `size`. `input` is overwritten; both may be the same arrays.
   */
  transform(lines: number): void;
}
