import { wideBlocks } from "../../convolution/axis-blocks.ts";
import { extendAxis } from "../../convolution/boundary.ts";
import { extendLines } from "../../convolution/line-block.ts";
import type { Axis } from "../../volume/vec3.ts";
import type { Vec3 } from "../../volume/volume.ts";

/**
 * Recursive filters that approximate the Gaussian and its second derivative (Deriche, Recursively
 * implementing the Gaussian and its derivatives, INRIA report 1893, 1993), as ITK's
 * RecursiveGaussianImageFilter applies them: scaled so that the sum, or the second moment, of the sampled
 * kernel is exact.
 */

/** Which derivative of the Gaussian a filter approximates. */
export type Order = "zero" | "second";

/**
 * A filter that is the same in both directions. With x extended by its outermost values,
 * y(n) = c(n) + a(n), where c(n) = Σ forward[k] x(n - k) - Σ feedback[k] c(n - k), and
 * a(n) = Σ backward[k] x(n + k) - Σ feedback[k] a(n + k).
 */
export interface RecursiveFilter {
  /** For k from 0 to 3. */
  readonly forward: readonly number[];
  /** For k from 1 to 4; the first number is for k = 0 and is not used. */
  readonly backward: readonly number[];
  /** For k from 1 to 4; the first number is 1. */
  readonly feedback: readonly number[];
}

/** One of the two damped oscillations of which Deriche composes a kernel, for n in units of sigma. */
interface Oscillation {
  readonly frequency: number;
  /** The logarithm of the factor by which it changes in one sigma. */
  readonly decay: number;
  /** The factors of cosine and sine, by order. */
  readonly cosine: Readonly<Record<Order, number>>;
  readonly sine: Readonly<Record<Order, number>>;
}

/** Deriche's fit to four digits, with which ITK computes. */
const oscillations: readonly Oscillation[] = [
  {
    frequency: 0.6681,
    decay: -1.3932,
    cosine: { zero: 1.353, second: -1.3563 },
    sine: { zero: 1.8151, second: 5.2318 },
  },
  {
    frequency: 2.0787,
    decay: -1.3732,
    cosine: { zero: -0.3531, second: 0.3446 },
    sine: { zero: 0.0902, second: -2.2355 },
  },
];

/**
 * The filter of an order, times a factor.
 *
 * @param sigma in voxels
 */
export function recursiveGaussian(sigma: number, order: Order, factor = 1): RecursiveFilter {
  const feedback = denominators(sigma).reduce(product);
  const smooth = numerator(sigma, "zero");
  if (order === "zero") return scaledTo(factor, smooth, feedback, sumOfKernel);
  // a share of the Gaussian itself takes care that the response to a constant is 0
  const bend = numerator(sigma, "second");
  const share = -sumOfKernel(bend, feedback) / sumOfKernel(smooth, feedback);
  const balanced = bend.map((b, k) => b + share * smooth[k]);
  return scaledTo(2 * factor, balanced, feedback, secondMoment);
}

/** The z-transform of each damped oscillation has one of these below the line, by powers of 1 / z. */
function denominators(sigma: number): number[][] {
  return oscillations.map(({ frequency, decay }) => {
    const factor = Math.exp(decay / sigma);
    return [1, -2 * factor * Math.cos(frequency / sigma), factor * factor];
  });
}

/** What is above the line of the z-transform of both oscillations together, by powers of 1 / z. */
function numerator(sigma: number, order: Order): number[] {
  const [first, second] = oscillations.map(({ frequency, decay, cosine, sine }) => {
    const angle = frequency / sigma;
    const step = sine[order] * Math.sin(angle) - cosine[order] * Math.cos(angle);
    return [cosine[order], Math.exp(decay / sigma) * step];
  });
  const [belowFirst, belowSecond] = denominators(sigma);
  const other = product(second, belowFirst);
  return product(first, belowSecond).map((value, k) => value + other[k]);
}

/** The filter times the factor that gives its kernel a moment. */
function scaledTo(
  moment: number,
  above: readonly number[],
  feedback: readonly number[],
  momentOf: (above: readonly number[], below: readonly number[]) => number,
): RecursiveFilter {
  const factor = moment / momentOf(above, feedback);
  const forward = above.map((value) => value * factor);
  // the other direction is the same without the voxel itself
  const backward = feedback.map((below, k) => (forward[k] ?? 0) - below * forward[0]);
  return { forward, backward, feedback };
}

/** Σ h(n) of the kernel in both directions. */
function sumOfKernel(above: readonly number[], below: readonly number[]): number {
  return (2 * weighted(above, 0)) / weighted(below, 0) - above[0];
}

/** Σ n² h(n) of the kernel in both directions: twice the second derivative of the quotient of polynomials. */
function secondMoment(above: readonly number[], below: readonly number[]): number {
  const [a, a1, a2] = [0, 1, 2].map((power) => weighted(above, power));
  const [b, b1, b2] = [0, 1, 2].map((power) => weighted(below, power));
  return 2 * (a2 / b - (2 * a1 * b1 + a * b2) / (b * b) + (2 * a * b1 * b1) / (b * b * b));
}

/** Σ k^power p[k]. */
function weighted(p: readonly number[], power: number): number {
  return p.reduce((sum, value, k) => sum + k ** power * value, 0);
}

/** The product of two polynomials. */
function product(p: readonly number[], q: readonly number[]): number[] {
  return Array.from({ length: p.length + q.length - 1 }, (_, k) =>
    p.reduce((sum, value, i) => sum + value * (q[k - i] ?? 0), 0),
  );
}

/** Voxels beyond the ends of a line that the recursion looks at. */
const reach = 4;

/**
 * The responses along one axis from voxel `first` to voxel `last` of it: a volume that is so long along this
 * axis. Every response is rounded to 32 bits, as ITK stores it.
 */
export function filterRecursively(
  source: Float64Array,
  size: Vec3,
  axis: Axis,
  filter: RecursiveFilter,
  [first, last]: readonly [first: number, last: number],
): Float64Array {
  const count = size[axis];
  const kept = last - first + 1;
  const inner = axis === 0 ? 1 : axis === 1 ? size[0] : size[0] * size[1];
  const out = new Float64Array((source.length / count) * kept);
  const map = extendAxis(count, reach, reach, "nearest");
  const { lines, lineStride, valueStride, forEach } = wideBlocks(size, axis, 16, 16384);
  const extended = new Float64Array((count + 2 * reach) * lines);
  const causal = new Float64Array(extended.length);
  const anticausal = new Float64Array(extended.length);
  forEach((start, width) => {
    extendLines(source, start, lineStride, valueStride, map, width, extended);
    runForward(extended, causal, count, width, filter);
    runBackward(extended, anticausal, count, width, filter);
    const target = Math.floor(start / (inner * count)) * inner * kept + (start % inner);
    const lineStep = axis === 0 ? kept : 1;
    for (let k = 0, v = (reach + first) * width; k < kept; k++) {
      let to = target + k * inner;
      for (let i = 0; i < width; i++, v++, to += lineStep) {
        out[to] = Math.fround(causal[v] + anticausal[v]);
      }
    }
  });
  return out;
}

/** The causal recursion on interleaved lines, from what it settles at on a constant line. */
function runForward(
  x: Float64Array,
  y: Float64Array,
  count: number,
  w: number,
  { forward, feedback }: RecursiveFilter,
): void {
  const [n0, n1, n2, n3] = forward;
  const [, d1, d2, d3, d4] = feedback;
  const settled = weighted(forward, 0) / weighted(feedback, 0);
  for (let v = 0; v < reach * w; v++) y[v] = x[v] * settled;
  for (let v = reach * w; v < (reach + count) * w; v++) {
    y[v] =
      n0 * x[v] + n1 * x[v - w] + n2 * x[v - 2 * w] + n3 * x[v - 3 * w] -
      (d1 * y[v - w] + d2 * y[v - 2 * w] + d3 * y[v - 3 * w] + d4 * y[v - 4 * w]); // biome-ignore format: a row for each side
  }
}

/** The anticausal recursion on interleaved lines. */
function runBackward(
  x: Float64Array,
  y: Float64Array,
  count: number,
  w: number,
  { backward, feedback }: RecursiveFilter,
): void {
  const [, m1, m2, m3, m4] = backward;
  const [, d1, d2, d3, d4] = feedback;
  const settled = (m1 + m2 + m3 + m4) / weighted(feedback, 0);
  const end = (reach + count) * w;
  for (let v = end; v < end + reach * w; v++) y[v] = x[v] * settled;
  for (let v = end - 1; v >= reach * w; v--) {
    y[v] =
      m1 * x[v + w] + m2 * x[v + 2 * w] + m3 * x[v + 3 * w] + m4 * x[v + 4 * w] -
      (d1 * y[v + w] + d2 * y[v + 2 * w] + d3 * y[v + 3 * w] + d4 * y[v + 4 * w]); // biome-ignore format: a row for each side
  }
}
