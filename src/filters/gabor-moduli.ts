import type { Pooling } from "../convolution/separable.ts";
import { planFewStages } from "../math/few-stages.ts";
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
  /** Distance of neighbours along each axis in the array of moduli. */
  readonly strides: readonly [number, number];
}

/** Factors of a slice's spectrum whose inverse transform is the response to a kernel. */
export interface GaborFactors {
  /**
   * Of the columns at frequencies 0 … half along the first axis, and at the opposite ones, in blocks. If
   * both are the same array, both are transformed once.
   */
  readonly columns: readonly [Float64Array, Float64Array];
  /** Of the transformed columns. */
  readonly rows: readonly [Float64Array, Float64Array];
}

/** The inverse transforms of a Gabor filter. */
export interface GaborModuli {
  /** The factors of a kernel. */
  factorsOf(kernel: GaborSpectrum): GaborFactors;
  /** The factors of a kernel whose wave runs along the first axis: its spectra along both axes. */
  factorsAlong(first: GaborSpectrum, second: GaborSpectrum): GaborFactors;
  /**
   * Takes a slice that kernels are applied to.
   *
   * @param spectrum of the slice, which is real: frequencies 0 … half along the first axis
   */
  load(spectrum: Complex): void;
  /** Pools the moduli of a kernel's responses into `pooled`; if `pooling` is null, overwrites it. */
  pool(factors: GaborFactors, pooled: Float64Array, pooling: Pooling | null): void;
}

/**
 * Each inverse transform is that of a complex response.
 *
 * Let S be the spectrum of a slice, e the spectrum of the kernel's real part and i h that of its
 * imaginary part. The spectrum of the response is (e - h) S. As the slice is real, frequency -k along the
 * first axis has the conjugate of what (e + h) S gives at frequency k.
 */
export function planGaborModuli(slice: PaddedSlice): GaborModuli {
  const nb = slice.size[1];
  const [pa, pb] = slice.padded;
  const bins = binsOf(pa);
  const columnFft = planFewStages(pb, bins);
  const rowFft = planFewStages(pa, nb);
  const columnsEnd = columnFft.batch * Math.ceil(bins / columnFft.batch);
  const rowsEnd = rowFft.batch * Math.ceil(nb / rowFft.batch);
  const columns = { re: new Float64Array(columnsEnd * pb), im: new Float64Array(columnsEnd * pb) };
  // one block of rows after the other, each in the order in which it is transformed
  const rows = { re: new Float64Array(rowsEnd * pa), im: new Float64Array(rowsEnd * pa) };

  /** Puts values of columns in the order in which a block of them after the other is transformed. */
  const inBlocks = (valueAt: (k: number, y: number) => number, out: Float64Array): Float64Array => {
    for (let k = 0, to = 0; k < columnsEnd; k += columnFft.batch) {
      for (let y = 0; y < pb; y++) {
        for (let line = k; line < k + columnFft.batch; line++, to++) {
          out[to] = line < bins ? valueAt(line, y) : 0;
        }
      }
    }
    return out;
  };
  const factorsOfColumns = (valueAt: (k: number, y: number) => number) =>
    inBlocks(valueAt, new Float64Array(columnsEnd * pb));
  const ones = new Float64Array(bins).fill(1);

  return {
    factorsOf: ({ plus, minus }) => ({
      columns: [
        factorsOfColumns((k, y) => plus[k + y * bins]),
        factorsOfColumns((k, y) => minus[k + y * bins]),
      ],
      rows: [ones, ones],
    }),
    factorsAlong(first, second) {
      const both = factorsOfColumns((_, y) => second.plus[y]);
      return { columns: [both, both], rows: [first.plus, first.minus] };
    },
    load({ re, im }) {
      loadBlocks(re, bins, columnFft, columns.re);
      loadBlocks(im, bins, columnFft, columns.im);
    },
    pool(factors, pooled, pooling) {
      const [plus, minus] = factors.columns;
      for (let k = 0; k < bins; k += columnFft.batch) {
        const end = Math.min(bins, k + columnFft.batch);
        loadProduct(columns, plus, k * pb, columnFft);
        columnFft.transform(columnFft.batch);
        storeColumns(columnFft, slice, k, k, end, factors.rows[0], rowFft, rows, 1);
        if (minus !== plus) {
          loadProduct(columns, minus, k * pb, columnFft);
          columnFft.transform(columnFft.batch);
        }
        // frequencies 0 and, if there is one, half have no opposite
        const first = Math.max(1, k);
        const last = Math.min(end, pa - bins + 1);
        storeColumns(columnFft, slice, k, first, last, factors.rows[1], rowFft, rows, -1);
      }
      for (let y = 0; y < nb; y += rowFft.batch) {
        const [start, end] = [y * pa, (y + rowFft.batch) * pa];
        // an inverse transform: real and imaginary parts are exchanged
        const block = { re: rows.im.subarray(start, end), im: rows.re.subarray(start, end) };
        rowFft.transformFrom(block);
        poolRows(rowFft, slice, y, Math.min(nb, y + rowFft.batch), pooled, pooling);
      }
    },
  };
}

/** Puts values of `bins` columns in the order in which a block of them after the other is transformed. */
function loadBlocks(
  values: Float64Array,
  bins: number,
  { size, batch }: Fft,
  out: Float64Array,
): void {
  for (let k = 0; k < bins; k += batch) {
    const lines = Math.min(batch, bins - k);
    for (let y = 0; y < size; y++) {
      const from = y * bins + k;
      const to = k * size + y * batch;
      for (let line = 0; line < lines; line++) out[to + line] = values[from + line];
    }
  }
}

/** Loads a block times factors for the inverse transform: real and imaginary parts are exchanged. */
function loadProduct(
  { re, im }: Complex,
  factors: Float64Array,
  start: number,
  { size, batch, input }: Fft,
): void {
  const [toRe, toIm] = [input.im, input.re];
  const length = size * batch;
  for (let to = 0, from = start; to < length; to++, from++) {
    toRe[to] = factors[from] * re[from];
    toIm[to] = factors[from] * im[from];
  }
}

/**
 * Stores columns `first` … `end` - 1 of a block whose column 0 is `k`, times factors, as frequencies of
 * rows; with `sign` -1 their conjugates as the opposite frequencies.
 */
function storeColumns(
  { batch, output }: Fft,
  { size: [, nb], padded: [pa], before: [, rb] }: PaddedSlice,
  k: number,
  first: number,
  end: number,
  factors: Float64Array,
  { batch: rowBatch }: Fft,
  { re, im }: Complex,
  sign: 1 | -1,
): void {
  const [fromRe, fromIm] = [output.im, output.re];
  for (let y = 0; y < nb; y += rowBatch) {
    const lines = Math.min(rowBatch, nb - y);
    for (let column = first; column < end; column++) {
      const factor = factors[column];
      const conjugate = sign * factor;
      let to = y * pa + (sign === 1 ? column : pa - column) * rowBatch;
      let from = (rb + y) * batch + column - k;
      for (let line = 0; line < lines; line++, to++, from += batch) {
        re[to] = factor * fromRe[from];
        im[to] = conjugate * fromIm[from];
      }
    }
  }
}

/** Pools the moduli of rows `first` … `end` - 1. */
function poolRows(
  { batch, output: { re, im } }: Fft,
  { size: [na], before: [ra], strides: [stepA, stepB] }: PaddedSlice,
  first: number,
  end: number,
  pooled: Float64Array,
  pooling: Pooling | null,
): void {
  const lines = end - first;
  // the inner loop runs over neighbours in `pooled`
  const across = stepB < stepA;
  const [outer, inner] = across ? [na, lines] : [lines, na];
  const [outerFrom, innerFrom] = across ? [batch, 1] : [1, batch];
  const [outerTo, innerTo] = across ? [stepA, stepB] : [stepB, stepA];
  for (let i = 0; i < outer; i++) {
    let from = ra * batch + i * outerFrom;
    let to = first * stepB + i * outerTo;
    for (let j = 0; j < inner; j++, from += innerFrom, to += innerTo) {
      const modulus = Math.sqrt(re[from] * re[from] + im[from] * im[from]);
      if (pooling === null) pooled[to] = modulus;
      else if (pooling === "average") pooled[to] += modulus;
      else if (pooling === "max") pooled[to] = Math.max(pooled[to], modulus);
      else pooled[to] = Math.min(pooled[to], modulus);
    }
  }
}
