import type { LinePass } from "./line-pass.ts";
import {
  addBothMiddles,
  addBothMiddlesAndFourPairs,
  addFourPairsToBoth,
  addPairToBoth,
  type KernelPair,
  type SumPair,
} from "./paired-symmetric-sums.ts";
import { inPortions, type Quads } from "./quads.ts";
import { addFourPairs, addMiddle, addMiddleAndFourPairs, addPair } from "./symmetric-sums.ts";

/**
 * The passes of a Laplacian of Gaussian. Each hands on two volumes: one is smoothed along all axes so far,
 * the other is the sum of the terms that are curved along one of them. The last makes that sum alone.
 *
 * @param kernels of the filtered axes, x first: weights of the middle tap and those on one side of it
 */
export function laplacianPasses(kernels: readonly KernelPair[]): LinePass[] {
  const last = kernels.length - 1;
  return kernels.map((kernel, axis) => ({
    reach: kernel.smooth.length - 1,
    makes: axis === last ? 1 : 2,
    run(from, at, out, to, quads, rows) {
      const [smoothed, curved] = from;
      if (axis === last) {
        const [sums] = out;
        addSymmetric(curved, at, kernel.smooth, sums, to, quads, rows, false);
        addSymmetric(smoothed, at, kernel.curved, sums, to, quads, rows, true);
        return;
      }
      const sums = { smooth: out[0], curved: out[1] };
      if (axis > 0) addSymmetric(curved, at, kernel.smooth, sums.curved, to, quads, rows, false);
      addBoth(smoothed, at, kernel, sums, to, quads, rows, axis > 0);
    },
  }));
}

/** The responses of lines to a symmetric kernel, added to sums if these are continued. */
function addSymmetric(
  x: Float64Array,
  at: number,
  weights: Float64Array,
  out: Float64Array,
  to: number,
  quads: Quads,
  rows: number,
  continued: boolean,
): void {
  const reach = weights.length - 1;
  inPortions(quads, rows, (first, count) => {
    const a = at + first * quads.next;
    const t = to + first * quads.outNext;
    let k = reach < 4 ? 1 : 5;
    if (reach < 4) addMiddle(x, a, weights, out, t, quads, count, continued);
    else addMiddleAndFourPairs(x, a, weights, out, t, quads, count, continued);
    for (; k + 3 <= reach; k += 4) addFourPairs(x, a, weights, k, out, t, quads, count);
    for (; k <= reach; k++) addPair(x, a, weights, k, out, t, quads, count);
  });
}

/** The responses of lines to both kernels; those to the curved one are added to sums if these are continued. */
function addBoth(
  x: Float64Array,
  at: number,
  kernels: KernelPair,
  sums: SumPair,
  to: number,
  quads: Quads,
  rows: number,
  continued: boolean,
): void {
  const reach = kernels.smooth.length - 1;
  inPortions(quads, rows, (first, count) => {
    const a = at + first * quads.next;
    const t = to + first * quads.outNext;
    let k = reach < 4 ? 1 : 5;
    if (reach < 4) addBothMiddles(x, a, kernels, sums, t, quads, count, continued);
    else addBothMiddlesAndFourPairs(x, a, kernels, sums, t, quads, count, continued);
    for (; k + 3 <= reach; k += 4) addFourPairsToBoth(x, a, kernels, k, sums, t, quads, count);
    for (; k <= reach; k++) addPairToBoth(x, a, kernels, k, sums, t, quads, count);
  });
}
