import type { Pooling } from "../convolution/separable.ts";
import type { Complex } from "../math/fft-plan.ts";
import { binsOf } from "../math/real-lines.ts";
import {
  type GaborFactors,
  type GaborModuli,
  type PaddedSlice,
  planGaborModuli,
} from "./gabor-moduli.ts";
import { type GaborKernel, gaborSpectrum } from "./gabor-spectrum.ts";

/** A slice, its periodic plane, and the spacing along its two axes in mm. */
export interface SpacedSlice extends Omit<PaddedSlice, "strides"> {
  readonly spacing: readonly [number, number];
}

/** Kernels of several orientations. */
export interface GaborKernels {
  /** Pools the moduli of all kernels' responses to the slice with the given spectrum; overwrites `pooled`. */
  poolInto(spectrum: Complex, pooled: Float64Array, pooling: Pooling): void;
}

/** Cosine or sine of an angle below which a wave runs along an axis, but for rounding. */
const alongAxis = 1e-14;

/**
 * A kernel whose wave runs along an axis is a product of a complex line along that axis and of a real one
 * across it. So the response is transformed across the wave first, for half of the frequencies along it.
 * For a wave along the second axis the two axes are exchanged.
 */
export function planGaborKernels(
  slice: SpacedSlice,
  angles: readonly number[],
  kernel: GaborKernel,
): GaborKernels {
  const turned = exchanged(slice);
  const moduli = planGaborModuli({ ...slice, strides: [1, slice.size[0]] });
  const turnedModuli = angles.some(runsAlongSecond)
    ? planGaborModuli({ ...turned, strides: [slice.size[0], 1] })
    : null;
  const turnedSpectrum = spectrumOf(turnedModuli === null ? [0, 0] : turned.padded);
  const kernels = angles.map((theta): readonly [GaborModuli, GaborFactors] => {
    if (runsAlongFirst(theta)) return [moduli, factorsAlong(moduli, theta, kernel, slice)];
    if (turnedModuli !== null && runsAlongSecond(theta)) {
      return [turnedModuli, factorsAlong(turnedModuli, Math.PI / 2 - theta, kernel, turned)];
    }
    const { spacing, before, padded } = slice;
    return [moduli, moduli.factorsOf(gaborSpectrum(theta, kernel, spacing, before, padded))];
  });
  return {
    poolInto(spectrum, pooled, pooling) {
      moduli.load(spectrum);
      if (turnedModuli !== null) {
        exchangeAxes(spectrum, slice.padded, turnedSpectrum);
        turnedModuli.load(turnedSpectrum);
      }
      kernels.forEach(([by, factors], k) => {
        by.pool(factors, pooled, k === 0 ? null : pooling);
      });
    },
  };
}

const runsAlongFirst = (theta: number): boolean => Math.abs(Math.sin(theta)) < alongAxis;
const runsAlongSecond = (theta: number): boolean => Math.abs(Math.cos(theta)) < alongAxis;

function exchanged({ size, padded, before, spacing }: SpacedSlice): SpacedSlice {
  const exchange = ([a, b]: readonly [number, number]) => [b, a] as const;
  return {
    size: exchange(size),
    padded: exchange(padded),
    before: exchange(before),
    spacing: exchange(spacing),
  };
}

function factorsAlong(
  moduli: GaborModuli,
  theta: number,
  kernel: GaborKernel,
  { spacing, before: [ra, rb], padded: [pa, pb] }: SpacedSlice,
): GaborFactors {
  return moduli.factorsAlong(
    gaborSpectrum(theta, kernel, spacing, [ra, 0], [pa, 1]),
    gaborSpectrum(theta, kernel, spacing, [0, rb], [1, pb]),
  );
}

function spectrumOf([pa, pb]: readonly [number, number]): Complex {
  const length = binsOf(pa) * pb;
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

/**
 * Writes a real plane's spectrum with its axes exchanged: of frequencies 0 … half along the second axis
 * and all along the first.
 */
function exchangeAxes(
  spectrum: Complex,
  [pa, pb]: readonly [number, number],
  turned: Complex,
): void {
  const bins = binsOf(pa);
  const turnedBins = binsOf(pb);
  for (let x = 0, to = 0; x < pa; x++) {
    const opposite = x >= bins;
    for (let y = 0; y < turnedBins; y++, to++) {
      // the opposite frequency has the conjugate
      const from = opposite ? pa - x + bins * ((pb - y) % pb) : x + bins * y;
      turned.re[to] = spectrum.re[from];
      turned.im[to] = opposite ? -spectrum.im[from] : spectrum.im[from];
    }
  }
}
