import type { Quads } from "./quads.ts";

/**
 * Writes rows of quads of sums along lines: taps times the values of `x` that follow each other by the gap.
 * The order of additions is that of `direct-sums.ts`, where sums begin at 0 and grow.
 *
 * @param at entry of the value that the first tap of the first sum is multiplied with
 * @param to entry of the first sum
 */
export type SumTaps = (
  x: Float64Array,
  at: number,
  weights: Float64Array,
  out: Float64Array,
  to: number,
  quads: Quads,
  rows: number,
) => void;

export const sumFourTaps: SumTaps = (x, at, weights, out, to, quads, rows) => {
  const { gap, outGap, span, step, next, outNext } = quads;
  const [wa, wb, wc, wd] = [weights[0], weights[1], weights[2], weights[3]];
  const g2 = (2 * gap) | 0;
  const g3 = (3 * gap) | 0;
  const g4 = (4 * gap) | 0;
  const g5 = (5 * gap) | 0;
  const g6 = (6 * gap) | 0;
  const t2 = (2 * outGap) | 0;
  const t3 = (3 * outGap) | 0;
  for (let n = 0; n < rows; n++) {
    let a = (at + n * next) | 0;
    let t = (to + n * outNext) | 0;
    for (const end = (a + span) | 0; a < end; a = (a + step) | 0, t = (t + step) | 0) {
      const xa = x[a];
      const xb = x[(a + gap) | 0];
      const xc = x[(a + g2) | 0];
      const xd = x[(a + g3) | 0];
      out[t] = 0 + (wa * xa + wb * xb + (wc * xc + wd * xd));
      const xe = x[(a + g4) | 0];
      out[(t + outGap) | 0] = 0 + (wa * xb + wb * xc + (wc * xd + wd * xe));
      const xf = x[(a + g5) | 0];
      out[(t + t2) | 0] = 0 + (wa * xc + wb * xd + (wc * xe + wd * xf));
      const xg = x[(a + g6) | 0];
      out[(t + t3) | 0] = 0 + (wa * xd + wb * xe + (wc * xf + wd * xg));
    }
  }
};

export const sumFiveTaps: SumTaps = (x, at, weights, out, to, quads, rows) => {
  const { gap, outGap, span, step, next, outNext } = quads;
  const [wa, wb, wc, wd] = [weights[0], weights[1], weights[2], weights[3]];
  const [we] = [weights[4]];
  const g2 = (2 * gap) | 0;
  const g3 = (3 * gap) | 0;
  const g4 = (4 * gap) | 0;
  const g5 = (5 * gap) | 0;
  const g6 = (6 * gap) | 0;
  const g7 = (7 * gap) | 0;
  const t2 = (2 * outGap) | 0;
  const t3 = (3 * outGap) | 0;
  for (let n = 0; n < rows; n++) {
    let a = (at + n * next) | 0;
    let t = (to + n * outNext) | 0;
    for (const end = (a + span) | 0; a < end; a = (a + step) | 0, t = (t + step) | 0) {
      const xa = x[a];
      const xb = x[(a + gap) | 0];
      const xc = x[(a + g2) | 0];
      const xd = x[(a + g3) | 0];
      const xe = x[(a + g4) | 0];
      out[t] = 0 + (wa * xa + wb * xb + (wc * xc + wd * xd)) + we * xe;
      const xf = x[(a + g5) | 0];
      out[(t + outGap) | 0] = 0 + (wa * xb + wb * xc + (wc * xd + wd * xe)) + we * xf;
      const xg = x[(a + g6) | 0];
      out[(t + t2) | 0] = 0 + (wa * xc + wb * xd + (wc * xe + wd * xf)) + we * xg;
      const xh = x[(a + g7) | 0];
      out[(t + t3) | 0] = 0 + (wa * xd + wb * xe + (wc * xf + wd * xg)) + we * xh;
    }
  }
};

export const sumSixTaps: SumTaps = (x, at, weights, out, to, quads, rows) => {
  const { gap, outGap, span, step, next, outNext } = quads;
  const [wa, wb, wc, wd] = [weights[0], weights[1], weights[2], weights[3]];
  const [we, wf] = [weights[4], weights[5]];
  const g2 = (2 * gap) | 0;
  const g3 = (3 * gap) | 0;
  const g4 = (4 * gap) | 0;
  const g5 = (5 * gap) | 0;
  const g6 = (6 * gap) | 0;
  const g7 = (7 * gap) | 0;
  const g8 = (8 * gap) | 0;
  const t2 = (2 * outGap) | 0;
  const t3 = (3 * outGap) | 0;
  for (let n = 0; n < rows; n++) {
    let a = (at + n * next) | 0;
    let t = (to + n * outNext) | 0;
    for (const end = (a + span) | 0; a < end; a = (a + step) | 0, t = (t + step) | 0) {
      const xa = x[a];
      const xb = x[(a + gap) | 0];
      const xc = x[(a + g2) | 0];
      const xd = x[(a + g3) | 0];
      const xe = x[(a + g4) | 0];
      const xf = x[(a + g5) | 0];
      out[t] = 0 + (wa * xa + wb * xb + (wc * xc + wd * xd)) + we * xe + wf * xf;
      const xg = x[(a + g6) | 0];
      out[(t + outGap) | 0] = 0 + (wa * xb + wb * xc + (wc * xd + wd * xe)) + we * xf + wf * xg;
      const xh = x[(a + g7) | 0];
      out[(t + t2) | 0] = 0 + (wa * xc + wb * xd + (wc * xe + wd * xf)) + we * xg + wf * xh;
      const xi = x[(a + g8) | 0];
      out[(t + t3) | 0] = 0 + (wa * xd + wb * xe + (wc * xf + wd * xg)) + we * xh + wf * xi;
    }
  }
};

export const sumSevenTaps: SumTaps = (x, at, weights, out, to, quads, rows) => {
  const { gap, outGap, span, step, next, outNext } = quads;
  const [wa, wb, wc, wd] = [weights[0], weights[1], weights[2], weights[3]];
  const [we, wf, wg] = [weights[4], weights[5], weights[6]];
  const g2 = (2 * gap) | 0;
  const g3 = (3 * gap) | 0;
  const g4 = (4 * gap) | 0;
  const g5 = (5 * gap) | 0;
  const g6 = (6 * gap) | 0;
  const g7 = (7 * gap) | 0;
  const g8 = (8 * gap) | 0;
  const g9 = (9 * gap) | 0;
  const t2 = (2 * outGap) | 0;
  const t3 = (3 * outGap) | 0;
  for (let n = 0; n < rows; n++) {
    let a = (at + n * next) | 0;
    let t = (to + n * outNext) | 0;
    for (const end = (a + span) | 0; a < end; a = (a + step) | 0, t = (t + step) | 0) {
      const xa = x[a];
      const xb = x[(a + gap) | 0];
      const xc = x[(a + g2) | 0];
      const xd = x[(a + g3) | 0];
      const xe = x[(a + g4) | 0];
      const xf = x[(a + g5) | 0];
      const xg = x[(a + g6) | 0];
      out[t] = 0 + (wa * xa + wb * xb + (wc * xc + wd * xd)) + we * xe + wf * xf + wg * xg;
      const xh = x[(a + g7) | 0];
      out[(t + outGap) | 0] =
        0 + (wa * xb + wb * xc + (wc * xd + wd * xe)) + we * xf + wf * xg + wg * xh;
      const xi = x[(a + g8) | 0];
      out[(t + t2) | 0] =
        0 + (wa * xc + wb * xd + (wc * xe + wd * xf)) + we * xg + wf * xh + wg * xi;
      const xj = x[(a + g9) | 0];
      out[(t + t3) | 0] =
        0 + (wa * xd + wb * xe + (wc * xf + wd * xg)) + we * xh + wf * xi + wg * xj;
    }
  }
};

export const sumEightTaps: SumTaps = (x, at, weights, out, to, quads, rows) => {
  const { gap, outGap, span, step, next, outNext } = quads;
  const [wa, wb, wc, wd] = [weights[0], weights[1], weights[2], weights[3]];
  const [we, wf, wg, wh] = [weights[4], weights[5], weights[6], weights[7]];
  const g2 = (2 * gap) | 0;
  const g3 = (3 * gap) | 0;
  const g4 = (4 * gap) | 0;
  const g5 = (5 * gap) | 0;
  const g6 = (6 * gap) | 0;
  const g7 = (7 * gap) | 0;
  const g8 = (8 * gap) | 0;
  const g9 = (9 * gap) | 0;
  const g10 = (10 * gap) | 0;
  const t2 = (2 * outGap) | 0;
  const t3 = (3 * outGap) | 0;
  for (let n = 0; n < rows; n++) {
    let a = (at + n * next) | 0;
    let t = (to + n * outNext) | 0;
    for (const end = (a + span) | 0; a < end; a = (a + step) | 0, t = (t + step) | 0) {
      const xa = x[a];
      const xb = x[(a + gap) | 0];
      const xc = x[(a + g2) | 0];
      const xd = x[(a + g3) | 0];
      const xe = x[(a + g4) | 0];
      const xf = x[(a + g5) | 0];
      const xg = x[(a + g6) | 0];
      const xh = x[(a + g7) | 0];
      out[t] =
        0 + (wa * xa + wb * xb + (wc * xc + wd * xd) + (we * xe + wf * xf + (wg * xg + wh * xh)));
      const xi = x[(a + g8) | 0];
      out[(t + outGap) | 0] =
        0 + (wa * xb + wb * xc + (wc * xd + wd * xe) + (we * xf + wf * xg + (wg * xh + wh * xi)));
      const xj = x[(a + g9) | 0];
      out[(t + t2) | 0] =
        0 + (wa * xc + wb * xd + (wc * xe + wd * xf) + (we * xg + wf * xh + (wg * xi + wh * xj)));
      const xk = x[(a + g10) | 0];
      out[(t + t3) | 0] =
        0 + (wa * xd + wb * xe + (wc * xf + wd * xg) + (we * xh + wf * xi + (wg * xj + wh * xk)));
    }
  }
};
