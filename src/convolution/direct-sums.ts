/**
 * Adds taps `t`, `t` + 1 … of a kernel to sums along lines: entry `to` + v of `out` grows by the taps
 * times entries `at` + v, `at` + v + `gap` … of `x`.
 *
 * Sums that are one tap apart share most of their values, so that four are made at once. Therefore
 * `length` is a multiple of 4 `gap`. The order of additions is that of the formulas below. With a gap
 * of 1 the inner loop goes on through the whole length, four entries at a time.
 */
export type AddTaps = (
  x: Float64Array,
  at: number,
  gap: number,
  weights: Float64Array,
  t: number,
  length: number,
  out: Float64Array,
  to: number,
) => void;

export const addTap: AddTaps = (x, at, _gap, weights, t, length, out, to) => {
  const weight = weights[t];
  for (let v = 0; v < length; v++) out[to + v] += weight * x[at + v];
};

export const addFourTaps: AddTaps = (x, a, gap, weights, t, length, out, to) => {
  const [wa, wb, wc, wd] = [weights[t], weights[t + 1], weights[t + 2], weights[t + 3]];
  const b = a + gap;
  const c = b + gap;
  const d = c + gap;
  const e = d + gap;
  const f = e + gap;
  const g = f + gap;
  const [span, next, step] = gap === 1 ? [length, length, 4] : [gap, 4 * gap, 1];
  for (let start = 0; start < length; start += next) {
    const end = start + span;
    for (let v = start, to0 = to + start; v < end; v += step, to0 += step) {
      const xa = x[a + v];
      const xb = x[b + v];
      const xc = x[c + v];
      const xd = x[d + v];
      const xe = x[e + v];
      const xf = x[f + v];
      const xg = x[g + v];
      out[to0] = out[to0] + (wa * xa + wb * xb + (wc * xc + wd * xd));
      out[to0 + gap] = out[to0 + gap] + (wa * xb + wb * xc + (wc * xd + wd * xe));
      out[to0 + 2 * gap] = out[to0 + 2 * gap] + (wa * xc + wb * xd + (wc * xe + wd * xf));
      out[to0 + 3 * gap] = out[to0 + 3 * gap] + (wa * xd + wb * xe + (wc * xf + wd * xg));
    }
  }
};

export const addFiveTaps: AddTaps = (x, a, gap, weights, t, length, out, to) => {
  const [wa, wb, wc, wd] = [weights[t], weights[t + 1], weights[t + 2], weights[t + 3]];
  const [we] = [weights[t + 4]];
  const b = a + gap;
  const c = b + gap;
  const d = c + gap;
  const e = d + gap;
  const f = e + gap;
  const g = f + gap;
  const h = g + gap;
  const [span, next, step] = gap === 1 ? [length, length, 4] : [gap, 4 * gap, 1];
  for (let start = 0; start < length; start += next) {
    const end = start + span;
    for (let v = start, to0 = to + start; v < end; v += step, to0 += step) {
      const xa = x[a + v];
      const xb = x[b + v];
      const xc = x[c + v];
      const xd = x[d + v];
      const xe = x[e + v];
      const xf = x[f + v];
      const xg = x[g + v];
      const xh = x[h + v];
      out[to0] = out[to0] + (wa * xa + wb * xb + (wc * xc + wd * xd)) + we * xe;
      out[to0 + gap] = out[to0 + gap] + (wa * xb + wb * xc + (wc * xd + wd * xe)) + we * xf;
      out[to0 + 2 * gap] = out[to0 + 2 * gap] + (wa * xc + wb * xd + (wc * xe + wd * xf)) + we * xg;
      out[to0 + 3 * gap] = out[to0 + 3 * gap] + (wa * xd + wb * xe + (wc * xf + wd * xg)) + we * xh;
    }
  }
};

export const addSixTaps: AddTaps = (x, a, gap, weights, t, length, out, to) => {
  const [wa, wb, wc, wd] = [weights[t], weights[t + 1], weights[t + 2], weights[t + 3]];
  const [we, wf] = [weights[t + 4], weights[t + 5]];
  const b = a + gap;
  const c = b + gap;
  const d = c + gap;
  const e = d + gap;
  const f = e + gap;
  const g = f + gap;
  const h = g + gap;
  const i = h + gap;
  const [span, next, step] = gap === 1 ? [length, length, 4] : [gap, 4 * gap, 1];
  for (let start = 0; start < length; start += next) {
    const end = start + span;
    for (let v = start, to0 = to + start; v < end; v += step, to0 += step) {
      const xa = x[a + v];
      const xb = x[b + v];
      const xc = x[c + v];
      const xd = x[d + v];
      const xe = x[e + v];
      const xf = x[f + v];
      const xg = x[g + v];
      const xh = x[h + v];
      const xi = x[i + v];
      out[to0] = out[to0] + (wa * xa + wb * xb + (wc * xc + wd * xd)) + we * xe + wf * xf;
      out[to0 + gap] =
        out[to0 + gap] + (wa * xb + wb * xc + (wc * xd + wd * xe)) + we * xf + wf * xg;
      out[to0 + 2 * gap] =
        out[to0 + 2 * gap] + (wa * xc + wb * xd + (wc * xe + wd * xf)) + we * xg + wf * xh;
      out[to0 + 3 * gap] =
        out[to0 + 3 * gap] + (wa * xd + wb * xe + (wc * xf + wd * xg)) + we * xh + wf * xi;
    }
  }
};

export const addSevenTaps: AddTaps = (x, a, gap, weights, t, length, out, to) => {
  const [wa, wb, wc, wd] = [weights[t], weights[t + 1], weights[t + 2], weights[t + 3]];
  const [we, wf, wg] = [weights[t + 4], weights[t + 5], weights[t + 6]];
  const b = a + gap;
  const c = b + gap;
  const d = c + gap;
  const e = d + gap;
  const f = e + gap;
  const g = f + gap;
  const h = g + gap;
  const i = h + gap;
  const j = i + gap;
  const [span, next, step] = gap === 1 ? [length, length, 4] : [gap, 4 * gap, 1];
  for (let start = 0; start < length; start += next) {
    const end = start + span;
    for (let v = start, to0 = to + start; v < end; v += step, to0 += step) {
      const xa = x[a + v];
      const xb = x[b + v];
      const xc = x[c + v];
      const xd = x[d + v];
      const xe = x[e + v];
      const xf = x[f + v];
      const xg = x[g + v];
      const xh = x[h + v];
      const xi = x[i + v];
      const xj = x[j + v];
      out[to0] = out[to0] + (wa * xa + wb * xb + (wc * xc + wd * xd)) + we * xe + wf * xf + wg * xg;
      out[to0 + gap] =
        out[to0 + gap] + (wa * xb + wb * xc + (wc * xd + wd * xe)) + we * xf + wf * xg + wg * xh;
      out[to0 + 2 * gap] =
        out[to0 + 2 * gap] +
        (wa * xc + wb * xd + (wc * xe + wd * xf)) +
        we * xg +
        wf * xh +
        wg * xi;
      out[to0 + 3 * gap] =
        out[to0 + 3 * gap] +
        (wa * xd + wb * xe + (wc * xf + wd * xg)) +
        we * xh +
        wf * xi +
        wg * xj;
    }
  }
};

export const addEightTaps: AddTaps = (x, a, gap, weights, t, length, out, to) => {
  const [wa, wb, wc, wd] = [weights[t], weights[t + 1], weights[t + 2], weights[t + 3]];
  const [we, wf, wg, wh] = [weights[t + 4], weights[t + 5], weights[t + 6], weights[t + 7]];
  const b = a + gap;
  const c = b + gap;
  const d = c + gap;
  const e = d + gap;
  const f = e + gap;
  const g = f + gap;
  const h = g + gap;
  const i = h + gap;
  const j = i + gap;
  const k = j + gap;
  const [span, next, step] = gap === 1 ? [length, length, 4] : [gap, 4 * gap, 1];
  for (let start = 0; start < length; start += next) {
    const end = start + span;
    for (let v = start, to0 = to + start; v < end; v += step, to0 += step) {
      const xa = x[a + v];
      const xb = x[b + v];
      const xc = x[c + v];
      const xd = x[d + v];
      const xe = x[e + v];
      const xf = x[f + v];
      const xg = x[g + v];
      const xh = x[h + v];
      const xi = x[i + v];
      const xj = x[j + v];
      const xk = x[k + v];
      out[to0] +=
        wa * xa + wb * xb + (wc * xc + wd * xd) + (we * xe + wf * xf + (wg * xg + wh * xh));
      out[to0 + gap] +=
        wa * xb + wb * xc + (wc * xd + wd * xe) + (we * xf + wf * xg + (wg * xh + wh * xi));
      out[to0 + 2 * gap] +=
        wa * xc + wb * xd + (wc * xe + wd * xf) + (we * xg + wf * xh + (wg * xi + wh * xj));
      out[to0 + 3 * gap] +=
        wa * xd + wb * xe + (wc * xf + wd * xg) + (we * xh + wf * xi + (wg * xj + wh * xk));
    }
  }
};
