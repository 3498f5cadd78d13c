/** Discrete Fourier transforms of `batch` lines at once, with room to work in. */
export interface Fft {
  readonly size: number;
  readonly batch: number;
  /**
   * Transforms lines in place: X(m) = Σ x(k) exp(-2πi k m / size), without scaling.
   *
   * Value k of line b is entry k * batch + b of the real and the imaginary parts. With the two
   * exchanged it is the inverse transform, times `size`.
   */
  transform(re: Float64Array, im: Float64Array): void;
}
