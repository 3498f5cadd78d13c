/**
 * Adds taps `k` to `k` + 3 on both sides of the middle of a symmetric kernel to sums along lines: entry
 * v of `out` grows by the taps times entries `at` + v ± k `gap` … of `x`. Values that have the same
 * weight are added before they are multiplied.
 *
 * Four sums that are one tap apart are made at once: `length` is a multiple of 4 `gap`.
 *
 * @param weights of the middle tap and those on one side of it
 */
export function addFourPairs(
  x: Float64Array,
  at: number,
  gap: number,
  weights: Float64Array,
  k: number,
  length: number,
  out: Float64Array,
  to: number,
): void {
  const [wa, wb, wc, wd] = [weights[k], weights[k + 1], weights[k + 2], weights[k + 3]];
  // rows below the middle from the furthest one on, then those above it
  const a = at - (k + 3) * gap;
  const b = a + gap;
  const c = b + gap;
  const d = c + gap;
  const e = d + gap;
  const f = e + gap;
  const g = f + gap;
  const p = at + k * gap;
  const q = p + gap;
  const r = q + gap;
  const s = r + gap;
  const t = s + gap;
  const u = t + gap;
  const w = u + gap;
  const [span, next, step] = gap === 1 ? [length, length, 4] : [gap, 4 * gap, 1];
  for (let start = 0; start < length; start += next) {
    const end = start + span;
    for (let v = start, to0 = to + start; v < end; v += step, to0 += step) {
      const xb = x[b + v];
      const xc = x[c + v];
      const xd = x[d + v];
      const xe = x[e + v];
      const xf = x[f + v];
      const xq = x[q + v];
      const xr = x[r + v];
      const xs = x[s + v];
      const xt = x[t + v];
      const xu = x[u + v];
      out[to0] += wa * (xd + x[p + v]) + wb * (xc + xq) + (wc * (xb + xr) + wd * (x[a + v] + xs));
      out[to0 + gap] += wa * (xe + xq) + wb * (xd + xr) + (wc * (xc + xs) + wd * (xb + xt));
      out[to0 + 2 * gap] += wa * (xf + xr) + wb * (xe + xs) + (wc * (xd + xt) + wd * (xc + xu));
      out[to0 + 3 * gap] +=
        wa * (x[g + v] + xs) + wb * (xf + xt) + (wc * (xe + xu) + wd * (xd + x[w + v]));
    }
  }
}

/**
 * As `addFourPairs`, for two kernels with values in common, three sums at once: `length` is a multiple
 * of 3 `gap`.
 */
export function addFourPairsToBoth(
  x: Float64Array,
  at: number,
  gap: number,
  weights: Float64Array,
  otherWeights: Float64Array,
  k: number,
  length: number,
  out: Float64Array,
  other: Float64Array,
  to: number,
): void {
  const [wa, wb, wc, wd] = [weights[k], weights[k + 1], weights[k + 2], weights[k + 3]];
  const va = otherWeights[k];
  const vb = otherWeights[k + 1];
  const vc = otherWeights[k + 2];
  const vd = otherWeights[k + 3];
  const a = at - (k + 3) * gap;
  const b = a + gap;
  const c = b + gap;
  const d = c + gap;
  const e = d + gap;
  const f = e + gap;
  const p = at + k * gap;
  const q = p + gap;
  const r = q + gap;
  const s = r + gap;
  const t = s + gap;
  const u = t + gap;
  const [span, next, step] = gap === 1 ? [length, length, 3] : [gap, 3 * gap, 1];
  for (let start = 0; start < length; start += next) {
    const end = start + span;
    for (let v = start, to0 = to + start; v < end; v += step, to0 += step) {
      const xb = x[b + v];
      const xc = x[c + v];
      const xd = x[d + v];
      const xe = x[e + v];
      const xq = x[q + v];
      const xr = x[r + v];
      const xs = x[s + v];
      const xt = x[t + v];
      let one = xd + x[p + v];
      let two = xc + xq;
      let three = xb + xr;
      let four = x[a + v] + xs;
      out[to0] += wa * one + wb * two + (wc * three + wd * four);
      other[to0] += va * one + vb * two + (vc * three + vd * four);
      one = xe + xq;
      two = xd + xr;
      three = xc + xs;
      four = xb + xt;
      out[to0 + gap] += wa * one + wb * two + (wc * three + wd * four);
      other[to0 + gap] += va * one + vb * two + (vc * three + vd * four);
      one = x[f + v] + xr;
      two = xe + xs;
      three = xd + xt;
      four = xc + x[u + v];
      out[to0 + 2 * gap] += wa * one + wb * two + (wc * three + wd * four);
      other[to0 + 2 * gap] += va * one + vb * two + (vc * three + vd * four);
    }
  }
}

/** Adds tap `k` on both sides of the middle of a symmetric kernel to sums along lines. */
export function addPair(
  x: Float64Array,
  at: number,
  gap: number,
  weights: Float64Array,
  k: number,
  length: number,
  out: Float64Array,
  to: number,
): void {
  const weight = weights[k];
  const low = at - k * gap;
  const high = at + k * gap;
  for (let v = 0; v < length; v++) out[to + v] += weight * (x[low + v] + x[high + v]);
}
