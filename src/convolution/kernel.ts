/** A filter along a line: y[n] = Σ weights[t] x[n + offsets[t]]. */
export interface Kernel {
  /** In voxels, ascending. */
  readonly offsets: Int32Array;
  /** One weight for each offset. */
  readonly weights: Float64Array;
  /** Largest distance of an offset from 0. */
  readonly reach: number;
}

/**
 * Kernels that are applied along an axis one after another. The output of each is extended anew for
 * the next.
 */
export type Cascade = readonly Kernel[];

/**
 * The kernel of the convolution with an odd number of taps, the middle one at offset 0.
 *
 * @param spread distance of neighbouring taps in voxels: spread - 1 zeros are between them (à trous)
 */
export function kernelOf(taps: ArrayLike<number>, spread = 1): Kernel {
  const centre = (taps.length - 1) / 2;
  const used = Array.from({ length: taps.length }, (_, k) => k)
    .filter((k) => taps[k] !== 0)
    .reverse(); // ascending offsets
  return withReach(
    used.map((k) => (centre - k) * spread),
    used.map((k) => taps[k]),
  );
}

/** The kernel with its taps in reverse order. */
export function reversed({ offsets, weights }: Kernel): Kernel {
  return withReach(
    [...offsets].reverse().map((offset) => 0 - offset),
    [...weights].reverse(),
  );
}

/** The kernel times a factor. */
export function scaled(kernel: Kernel, factor: number): Kernel {
  return { ...kernel, weights: kernel.weights.map((weight) => factor * weight) };
}

/** The kernel whose response is the sum of the responses of others. */
export function sumOf(kernels: readonly Kernel[]): Kernel {
  const sums = new Map<number, number>();
  for (const { offsets, weights } of kernels) {
    offsets.forEach((offset, t) => {
      sums.set(offset, (sums.get(offset) ?? 0) + weights[t]);
    });
  }
  const terms = [...sums].sort(([a], [b]) => a - b);
  return withReach(
    terms.map(([offset]) => offset),
    terms.map(([, weight]) => weight),
  );
}

/** A string that is equal for equal cascades only. */
export function keyOf(cascade: Cascade): string {
  return cascade.map(({ offsets, weights }) => `${offsets}:${weights}`).join(";");
}

function withReach(offsets: readonly number[], weights: readonly number[]): Kernel {
  return {
    offsets: Int32Array.from(offsets),
    weights: Float64Array.from(weights),
    reach: offsets.reduce((reach, offset) => Math.max(reach, Math.abs(offset)), 0),
  };
}
