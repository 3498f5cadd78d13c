import type { Quads } from "./quads.ts";

/**
 * Adds taps of a symmetric kernel to sums along lines. Both taps at the same distance from the middle have
 * the same weight, so that their values are added before they are multiplied.
 *
 * @param at entry of `x` at the middle of the kernel for the first sum
 * @param weights of the middle tap and those on one side of it
 * @param k the first tap that is added
 * @param to entry of the first sum
 * @param rows rows of quads
 */
type AddPairs = (
  x: Float64Array,
  at: number,
  weights: Float64Array,
  k: number,
  out: Float64Array,
  to: number,
  quads: Quads,
  rows: number,
) => void;

/** Adds the middle tap to sums, which begin at 0 unless they are continued. */
export function addMiddle(
  x: Float64Array,
  at: number,
  weights: Float64Array,
  out: Float64Array,
  to: number,
  { gap, outGap, span, step, next, outNext }: Quads,
  rows: number,
  continued: boolean,
): void {
  const weight = weights[0];
  for (let n = 0; n < rows; n++) {
    let a = (at + n * next) | 0;
    let t = (to + n * outNext) | 0;
    for (const end = (a + span) | 0; a < end; a = (a + step) | 0, t = (t + step) | 0) {
      for (let q = 0; q < 4; q++) {
        const sum = (t + q * outGap) | 0;
        out[sum] = (continued ? out[sum] : 0) + weight * x[(a + q * gap) | 0];
      }
    }
  }
}

/** As `addMiddle`, and taps 1 to 4 on both sides. */
export function addMiddleAndFourPairs(
  x: Float64Array,
  at: number,
  weights: Float64Array,
  out: Float64Array,
  to: number,
  { gap, outGap, span, step, next, outNext }: Quads,
  rows: number,
  continued: boolean,
): void {
  const w = weights[0];
  const [wa, wb, wc, wd] = [weights[1], weights[2], weights[3], weights[4]];
  // places of values relative to the first one that is read
  const g2 = (2 * gap) | 0;
  const g3 = (3 * gap) | 0;
  const g4 = (4 * gap) | 0;
  const g5 = (5 * gap) | 0;
  const g6 = (6 * gap) | 0;
  const g7 = (7 * gap) | 0;
  const g8 = (8 * gap) | 0;
  const g9 = (9 * gap) | 0;
  const g10 = (10 * gap) | 0;
  const g11 = (11 * gap) | 0;
  const t2 = (2 * outGap) | 0;
  const t3 = (3 * outGap) | 0;
  for (let n = 0; n < rows; n++) {
    let a = (at - g4 + n * next) | 0;
    let t = (to + n * outNext) | 0;
    for (const end = (a + span) | 0; a < end; a = (a + step) | 0, t = (t + step) | 0) {
      const second = (t + outGap) | 0;
      const third = (t + t2) | 0;
      const fourth = (t + t3) | 0;
      let one = 0;
      let two = 0;
      let three = 0;
      let four = 0;
      if (continued) {
        one = out[t];
        two = out[second];
        three = out[third];
        four = out[fourth];
      }
      const xb = x[(a + gap) | 0];
      const xc = x[(a + g2) | 0];
      const xd = x[(a + g3) | 0];
      const xe = x[(a + g4) | 0];
      const xf = x[(a + g5) | 0];
      const xg = x[(a + g6) | 0];
      const xh = x[(a + g7) | 0];
      const xi = x[(a + g8) | 0];
      out[t] =
        one + w * xe + (wa * (xd + xf) + wb * (xc + xg) + (wc * (xb + xh) + wd * (x[a] + xi)));
      const xj = x[(a + g9) | 0];
      out[second] =
        two + w * xf + (wa * (xe + xg) + wb * (xd + xh) + (wc * (xc + xi) + wd * (xb + xj)));
      const xk = x[(a + g10) | 0];
      out[third] =
        three + w * xg + (wa * (xf + xh) + wb * (xe + xi) + (wc * (xd + xj) + wd * (xc + xk)));
      const xl = x[(a + g11) | 0];
      out[fourth] =
        four + w * xh + (wa * (xg + xi) + wb * (xf + xj) + (wc * (xe + xk) + wd * (xd + xl)));
    }
  }
}

/** Adds taps `k` to `k` + 3 on both sides. */
export const addFourPairs: AddPairs = (x, at, weights, k, out, to, quads, rows) => {
  const { gap, outGap, span, step, next, outNext } = quads;
  const [wa, wb, wc, wd] = [weights[k], weights[k + 1], weights[k + 2], weights[k + 3]];
  // from the furthest value below the middle to those above it
  const up = ((2 * k + 3) * gap) | 0;
  const g2 = (2 * gap) | 0;
  const g3 = (3 * gap) | 0;
  const g4 = (4 * gap) | 0;
  const g5 = (5 * gap) | 0;
  const g6 = (6 * gap) | 0;
  const t2 = (2 * outGap) | 0;
  const t3 = (3 * outGap) | 0;
  for (let n = 0; n < rows; n++) {
    let a = (at - (k + 3) * gap + n * next) | 0;
    let t = (to + n * outNext) | 0;
    for (const end = (a + span) | 0; a < end; a = (a + step) | 0, t = (t + step) | 0) {
      const p = (a + up) | 0;
      const xb = x[(a + gap) | 0];
      const xc = x[(a + g2) | 0];
      const xd = x[(a + g3) | 0];
      const xe = x[(a + g4) | 0];
      const xf = x[(a + g5) | 0];
      const xq = x[(p + gap) | 0];
      const xr = x[(p + g2) | 0];
      const xs = x[(p + g3) | 0];
      const xt = x[(p + g4) | 0];
      const xu = x[(p + g5) | 0];
      out[t] += wa * (xd + x[p]) + wb * (xc + xq) + (wc * (xb + xr) + wd * (x[a] + xs));
      out[(t + outGap) | 0] += wa * (xe + xq) + wb * (xd + xr) + (wc * (xc + xs) + wd * (xb + xt));
      out[(t + t2) | 0] += wa * (xf + xr) + wb * (xe + xs) + (wc * (xd + xt) + wd * (xc + xu));
      out[(t + t3) | 0] +=
        wa * (x[(a + g6) | 0] + xs) +
        wb * (xf + xt) +
        (wc * (xe + xu) + wd * (xd + x[(p + g6) | 0]));
    }
  }
};

/** Adds tap `k` on both sides. */
export const addPair: AddPairs = (x, at, weights, k, out, to, quads, rows) => {
  const { gap, outGap, span, step, next, outNext } = quads;
  const weight = weights[k];
  const g2 = (2 * gap) | 0;
  const g3 = (3 * gap) | 0;
  const t2 = (2 * outGap) | 0;
  const t3 = (3 * outGap) | 0;
  const up = (2 * k * gap) | 0;
  for (let n = 0; n < rows; n++) {
    let a = (at - k * gap + n * next) | 0;
    let t = (to + n * outNext) | 0;
    for (const end = (a + span) | 0; a < end; a = (a + step) | 0, t = (t + step) | 0) {
      const p = (a + up) | 0;
      out[t] += weight * (x[a] + x[p]);
      out[(t + outGap) | 0] += weight * (x[(a + gap) | 0] + x[(p + gap) | 0]);
      out[(t + t2) | 0] += weight * (x[(a + g2) | 0] + x[(p + g2) | 0]);
      out[(t + t3) | 0] += weight * (x[(a + g3) | 0] + x[(p + g3) | 0]);
    }
  }
};
