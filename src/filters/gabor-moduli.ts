import type { Pooling } from "../convolution/separable.ts";
import { planFft } from "../math/fft.ts";
import type { Complex, Fft } from "../math/fft-plan.ts";
import { binsOf } from "../math/real-lines.ts";
import type { GaborSpectrum } from "./gabor-spectrum.ts";

/** A slice, and the periodic plane in which it is transformed: along each of its two axes. */
export interface PaddedSlice {
  /** Voxels of the slice. */
  readonly size: readonly [number, number];
  /** Positions of the plane. */
  readonly padded: readonly [number, number];
  /** Position of the slice's first voxel. */
  readonly before: readonly [number, number];
}

/** The inverse transforms of a Gabor filter. */
export interface GaborModuli {
  /** The kernel's factors, in the order in which they are used. */
  prepare(kernel: GaborSpectrum): GaborSpectrum;
  /**
   * Takes a slice that kernels are applied to.
   *
   * @param spectrum of the slice, which is real: frequencies 0 … half along the first axis
   */
  load(spectrum: Complex): void;
  /** Pools the moduli of a prepared kernel's responses into `pooled`; if `pooling` is null, overwrites it. */
  pool(kernel: GaborSpectrum, pooled: Float64Array, pooling: Pooling | null): void;
}

/**
 * Each inverse transform is that of a complex response.
 *
 * Let S be the spectrum of a slice, e the spectrum of the kernel's real part and i h that of its
 * imaginary part. The spectrum of the response is (e - h) S. As the slice is real, frequency -k along the
 * first axis has the conjugate of what (e + h) S gives at frequency k.
 */
export function planGaborModuli({
  size: [na, nb],
  padded: [pa, pb],
  before: [ra, rb],
}: PaddedSlice): GaborModuli {
  const bins = binsOf(pa);
  const columnFft = planFft(pb, bins);
  const rowFft = planFft(pa, nb);
  // frequencies along the first axis, voxels along the second
  const rows = { re: new Float64Array(pa * nb), im: new Float64Array(pa * nb) };
  const columns = { re: new Float64Array(bins * pb), im: new Float64Array(bins * pb) };

  /** Puts values of columns in the order in which a block of them after the other is transformed. */
  const inBlocks = (values: Float64Array, out: Float64Array): Float64Array => {
    for (let k = 0, to = 0; k < bins; k += columnFft.batch) {
      const lines = Math.min(columnFft.batch, bins - k);
      for (let y = 0; y < pb; y++) {
        for (let from = y * bins + k, end = from + lines; from < end; from++)
          out[to++] = values[from];
      }
    }
    return out;
  };

  /** Transforms a block of columns from column `k` on, times factors; writes column k as frequency ±k. */
  const transformBlock = (factors: Float64Array, k: number, lines: number, sign: 1 | -1): void => {
    loadProduct(columns, factors, k * pb, lines, columnFft);
    columnFft.transform(lines);
    // frequencies 0 and, if there is one, half have no opposite
    const first = sign === -1 && k === 0 ? 1 : 0;
    const end = sign === -1 ? Math.min(lines, pa - bins + 1 - k) : lines;
    storeColumns(columnFft, rb, nb, first, end, rows, k, pa, sign);
  };

  return {
    prepare: ({ plus, minus }) => ({
      plus: inBlocks(plus, new Float64Array(plus.length)),
      minus: inBlocks(minus, new Float64Array(minus.length)),
    }),
    load({ re, im }) {
      inBlocks(re, columns.re);
      inBlocks(im, columns.im);
    },
    pool({ plus, minus }, pooled, pooling) {
      for (let k = 0; k < bins; k += columnFft.batch) {
        const lines = Math.min(columnFft.batch, bins - k);
        transformBlock(plus, k, lines, 1);
        transformBlock(minus, k, lines, -1);
      }
      for (let y = 0; y < nb; y += rowFft.batch) {
        const lines = Math.min(rowFft.batch, nb - y);
        loadRows(rows, y * pa, lines, rowFft);
        rowFft.transform(lines);
        poolRows(rowFft, ra, lines, na, pooled, y * na, pooling);
      }
    },
  };
}

/** Loads columns times factors for the inverse transform: real and imaginary parts are exchanged. */
function loadProduct(
  { re, im }: Complex,
  factors: Float64Array,
  start: number,
  lines: number,
  { size, valueStride, lineStride, input }: Fft,
): void {
  const [toRe, toIm] = [input.im, input.re];
  for (let y = 0, from = start; y < size; y++) {
    const end = from + lines;
    for (let to = y * valueStride; from < end; from++, to += lineStride) {
      toRe[to] = factors[from] * re[from];
      toIm[to] = factors[from] * im[from];
    }
  }
}

/** Stores columns `first` … `end` - 1 of a block whose column 0 is `k`, from value `before` on. */
function storeColumns(
  { valueStride, lineStride, output }: Fft,
  before: number,
  length: number,
  first: number,
  end: number,
  { re, im }: Complex,
  k: number,
  padded: number,
  sign: 1 | -1,
): void {
  const [fromRe, fromIm] = [output.im, output.re];
  for (let y = 0; y < length; y++) {
    let from = (before + y) * valueStride + first * lineStride;
    let to = y * padded + (sign === 1 ? k + first : padded - k - first);
    for (let line = first; line < end; line++, from += lineStride, to += sign) {
      re[to] = fromRe[from];
      im[to] = sign * fromIm[from];
    }
  }
}

/** Loads rows for the inverse transform: real and imaginary parts are exchanged. */
function loadRows({ re, im }: Complex, start: number, lines: number, fft: Fft): void {
  const { size, valueStride, lineStride, input } = fft;
  const [toRe, toIm] = [input.im, input.re];
  for (let line = 0, from = start; line < lines; line++) {
    for (let k = 0, to = line * lineStride; k < size; k++, from++, to += valueStride) {
      toRe[to] = re[from];
      toIm[to] = im[from];
    }
  }
}

/** Pools the moduli of `length` values of each line, from value `first` on, into the rows of `pooled`. */
function poolRows(
  { valueStride, lineStride, output: { re, im } }: Fft,
  first: number,
  lines: number,
  length: number,
  pooled: Float64Array,
  start: number,
  pooling: Pooling | null,
): void {
  for (let line = 0, to = start; line < lines; line++) {
    const end = to + length;
    for (let v = first * valueStride + line * lineStride; to < end; to++, v += valueStride) {
      const modulus = Math.sqrt(re[v] * re[v] + im[v] * im[v]);
      if (pooling === null) pooled[to] = modulus;
      else if (pooling === "average") pooled[to] += modulus;
      else if (pooling === "max") pooled[to] = Math.max(pooled[to], modulus);
      else pooled[to] = Math.min(pooled[to], modulus);
    }
  }
}
