import type { Interpolation } from "./resample-settings.ts";
import { splineReach, splineWeights, toSplineCoefficients } from "./spline.ts";

/** How the samples along one axis are computed from the voxels along it. */
export interface AxisPlan {
  /** First voxel index that is read; the border value is read below 0 and past the end. */
  readonly start: number;
  /** Number of voxels that are read. */
  readonly length: number;
  /** Number of samples. */
  readonly count: number;
  /** Number of voxels (or spline coefficients) that one sample is computed from. */
  readonly taps: 1 | 2 | 4;
  /** For each sample the first of these voxels, counted from `start`. */
  readonly index: Int32Array;
  /** `taps` weights for each sample. */
  readonly weights: Float64Array;
  /** Whether the samples equal the voxels that are read, one by one. */
  readonly copies: boolean;
}

const kernels = {
  nearest: { taps: 1, first: (x: number) => Math.floor(x + 0.5), weights: () => [1] },
  linear: { taps: 2, first: Math.floor, weights: (t: number) => [1 - t, t] },
  cubic: { taps: 4, first: (x: number) => Math.floor(x) - 1, weights: splineWeights },
} as const;

/**
 * Plans the sampling of an axis of `n` voxels at ascending positions (in voxel indices).
 *
 * Only the voxels that the samples depend on are read: for the spline, those within the reach of
 * its prefilter.
 *
 * @param all the positions of which `positions` is a part. The samples are then those that all
 *   positions would have, to the last bit: the prefilter of the spline, which is recursive, reads
 *   every voxel that it would read for all of them
 */
export function planAxis(
  positions: Float64Array,
  n: number,
  interpolation: Interpolation,
  all = positions,
): AxisPlan {
  // at voxel centres every method gives the voxel itself: read it, without rounding errors
  const method = all.every(Number.isInteger) ? "nearest" : interpolation;
  const { taps, first, weights } = kernels[method];
  const count = positions.length;
  const read = method === "cubic" ? all : positions;
  // the value does not change farther outside
  const clamp = (x: number): number => Math.max(-splineReach, Math.min(n - 1 + splineReach, x));
  const low = first(clamp(read[0]));
  const high = first(clamp(read[read.length - 1])) + taps - 1;
  const margin = method === "cubic" ? splineReach : 0;
  const start = Math.min(low, n - 1, Math.max(0, low - margin));
  const end = Math.max(high, 0, Math.min(n - 1, high + margin));

  const index = new Int32Array(count);
  const table = new Float64Array(count * taps);
  for (let k = 0; k < count; k++) {
    const x = clamp(positions[k]);
    index[k] = first(x) - start;
    if (taps === 1) table[k] = 1;
    else table.set(weights(x - Math.floor(x)), k * taps);
  }
  const length = end - start + 1;
  const copies = taps === 1 && length === count && index.every((i, k) => i === k);
  return { start, length, count, taps, index, weights: table, copies };
}

/**
 * Computes the samples along one axis for `inner` interleaved lines: voxel k of line i is
 * `input[k * inner + i]`, and sample k is written to `output[to + k * inner + i]`. The input is
 * overwritten.
 */
export function sampleAxis(
  plan: AxisPlan,
  input: Float64Array,
  inner: number,
  output: Float64Array,
  to: number,
): void {
  const { count, taps, index, weights } = plan;
  if (taps === 4) toSplineCoefficients(input, plan.length, inner);
  for (let k = 0, at = to; k < count; k++) {
    const a = index[k] * inner;
    const end = at + inner;
    const w = taps === 2 ? weights[2 * k + 1] : 0;
    if (taps < 4 && w === 0) {
      for (let v = a; at < end; at++, v++) output[at] = input[v];
    } else if (taps === 2) {
      // in this form a constant image stays exactly constant
      for (let v = a; at < end; at++, v++)
        output[at] = input[v] + w * (input[v + inner] - input[v]);
    } else {
      const b = a + inner;
      const c = b + inner;
      const d = c + inner;
      const wa = weights[4 * k];
      const wb = weights[4 * k + 1];
      const wc = weights[4 * k + 2];
      const wd = weights[4 * k + 3];
      for (let i = 0; at < end; at++, i++) {
        output[at] = wa * input[a + i] + wb * input[b + i] + wc * input[c + i] + wd * input[d + i];
      }
    }
  }
}
