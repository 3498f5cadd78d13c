import type { Quads } from "./quads.ts";
import { addMiddle, addPair } from "./symmetric-sums.ts";

/** Two symmetric kernels of the same odd length: their middle tap and those on one side of it. */
export interface KernelPair {
  readonly smooth: Float64Array;
  readonly curved: Float64Array;
}

/** Sums for two kernels, in arrays of the same layout. */
export interface SumPair {
  readonly smooth: Float64Array;
  readonly curved: Float64Array;
}

/**
 * Sums along lines for two symmetric kernels of the same values, as `symmetric-sums.ts` makes them for one.
 * Those for the curved kernel are continued, or begin at 0; those for the smooth one begin at 0.
 */
export function addBothMiddles(
  x: Float64Array,
  at: number,
  { smooth, curved }: KernelPair,
  out: SumPair,
  to: number,
  quads: Quads,
  rows: number,
  continued: boolean,
): void {
  addMiddle(x, at, smooth, out.smooth, to, quads, rows, false);
  addMiddle(x, at, curved, out.curved, to, quads, rows, continued);
}

/** As `addBothMiddles`, and taps 1 to 4 on both sides. */
export function addBothMiddlesAndFourPairs(
  x: Float64Array,
  at: number,
  kernels: KernelPair,
  { smooth, curved }: SumPair,
  to: number,
  { gap, outGap, span, step, next, outNext }: Quads,
  rows: number,
  continued: boolean,
): void {
  const ws = kernels.smooth;
  const wc = kernels.curved;
  const [s, sa, sb, sc, sd] = [ws[0], ws[1], ws[2], ws[3], ws[4]];
  const [c, ca, cb, cc, cd] = [wc[0], wc[1], wc[2], wc[3], wc[4]];
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
      let before = 0;
      let before2 = 0;
      let before3 = 0;
      let before4 = 0;
      if (continued) {
        before = curved[t];
        before2 = curved[second];
        before3 = curved[third];
        before4 = curved[fourth];
      }
      const xb = x[(a + gap) | 0];
      const xc = x[(a + g2) | 0];
      const xd = x[(a + g3) | 0];
      const xe = x[(a + g4) | 0];
      const xf = x[(a + g5) | 0];
      const xg = x[(a + g6) | 0];
      const xh = x[(a + g7) | 0];
      const xi = x[(a + g8) | 0];
      let one = xd + xf;
      let two = xc + xg;
      let three = xb + xh;
      let four = x[a] + xi;
      smooth[t] = 0 + s * xe + (sa * one + sb * two + (sc * three + sd * four));
      curved[t] = before + c * xe + (ca * one + cb * two + (cc * three + cd * four));
      const xj = x[(a + g9) | 0];
      one = xe + xg;
      two = xd + xh;
      three = xc + xi;
      four = xb + xj;
      smooth[second] = 0 + s * xf + (sa * one + sb * two + (sc * three + sd * four));
      curved[second] = before2 + c * xf + (ca * one + cb * two + (cc * three + cd * four));
      const xk = x[(a + g10) | 0];
      one = xf + xh;
      two = xe + xi;
      three = xd + xj;
      four = xc + xk;
      smooth[third] = 0 + s * xg + (sa * one + sb * two + (sc * three + sd * four));
      curved[third] = before3 + c * xg + (ca * one + cb * two + (cc * three + cd * four));
      one = xg + xi;
      two = xf + xj;
      three = xe + xk;
      four = xd + x[(a + g11) | 0];
      smooth[fourth] = 0 + s * xh + (sa * one + sb * two + (sc * three + sd * four));
      curved[fourth] = before4 + c * xh + (ca * one + cb * two + (cc * three + cd * four));
    }
  }
}

/** Adds taps `k` to `k` + 3 on both sides. */
export function addFourPairsToBoth(
  x: Float64Array,
  at: number,
  kernels: KernelPair,
  k: number,
  { smooth, curved }: SumPair,
  to: number,
  { gap, outGap, span, step, next, outNext }: Quads,
  rows: number,
): void {
  const ws = kernels.smooth;
  const wc = kernels.curved;
  const [sa, sb, sc, sd] = [ws[k], ws[k + 1], ws[k + 2], ws[k + 3]];
  const [ca, cb, cc, cd] = [wc[k], wc[k + 1], wc[k + 2], wc[k + 3]];
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
      const second = (t + outGap) | 0;
      const third = (t + t2) | 0;
      const fourth = (t + t3) | 0;
      let one = xd + x[p];
      let two = xc + xq;
      let three = xb + xr;
      let four = x[a] + xs;
      smooth[t] += sa * one + sb * two + (sc * three + sd * four);
      curved[t] += ca * one + cb * two + (cc * three + cd * four);
      one = xe + xq;
      two = xd + xr;
      three = xc + xs;
      four = xb + xt;
      smooth[second] += sa * one + sb * two + (sc * three + sd * four);
      curved[second] += ca * one + cb * two + (cc * three + cd * four);
      one = xf + xr;
      two = xe + xs;
      three = xd + xt;
      four = xc + xu;
      smooth[third] += sa * one + sb * two + (sc * three + sd * four);
      curved[third] += ca * one + cb * two + (cc * three + cd * four);
      one = x[(a + g6) | 0] + xs;
      two = xf + xt;
      three = xe + xu;
      four = xd + x[(p + g6) | 0];
      smooth[fourth] += sa * one + sb * two + (sc * three + sd * four);
      curved[fourth] += ca * one + cb * two + (cc * three + cd * four);
    }
  }
}

/** Adds tap `k` on both sides. */
export function addPairToBoth(
  x: Float64Array,
  at: number,
  kernels: KernelPair,
  k: number,
  sums: SumPair,
  to: number,
  quads: Quads,
  rows: number,
): void {
  addPair(x, at, kernels.smooth, k, sums.smooth, to, quads, rows);
  addPair(x, at, kernels.curved, k, sums.curved, to, quads, rows);
}
