declare module "fft.js" {
  /** Transforms of interleaved complex numbers; the size is a power of two, 2 or more. */
  export default class FFT {
    constructor(size: number);
    readonly size: number;
    transform(out: Float64Array, data: Float64Array): void;
  }
}
