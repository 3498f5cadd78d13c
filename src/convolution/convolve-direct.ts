import type { BlockFilter } from "./block-filter.ts";
import type { Kernel } from "./kernel.ts";

/** So many results stay in the first-level cache while taps are added to them. */
const portion = 1024;

/**
 * Filters by the definition: the sum of taps times values.
 *
 * Taps are added in groups of eight to three results at once, or in groups of four to two. The
 * results are one tap apart, so that they share most of their values.
 */
export function planDirectFilter({ offsets, weights, reach }: Kernel, lines: number): BlockFilter {
  const step = offsets.reduce((gcd, offset) => greatestDivisor(gcd, offset - offsets[0]), 0) || 1;
  const taps = (offsets[offsets.length - 1] - offsets[0]) / step + 1;
  const dense = new Float64Array(taps);
  offsets.forEach((offset, t) => {
    dense[(offset - offsets[0]) / step] = weights[t];
  });
  const gap = step * lines;
  const first = (reach + offsets[0]) * lines;
  return {
    portion,
    slack: 3 * gap,
    run(extended, from, length, out) {
      out.fill(0, 0, length);
      let t = 0;
      for (; t + 8 <= taps; t += 8) {
        addEightTaps(extended, first + from + t * gap, gap, dense, t, length, out);
      }
      for (; t + 4 <= taps; t += 4) {
        addFourTaps(extended, first + from + t * gap, gap, dense, t, length, out);
      }
      for (; t < taps; t++) addTap(extended, first + from + t * gap, dense[t], length, out);
    },
  };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function addTap(
  x: Float64Array,
  first: number,
  weight: number,
  length: number,
  out: Float64Array,
): void {
  if (weight === 0) return;
  for (let v = 0; v < length; v++) out[v] += weight * x[first + v];
}

function addFourTaps(
  x: Float64Array,
  first: number,
  gap: number,
  weights: Float64Array,
  t: number,
  length: number,
  out: Float64Array,
): void {
  const [wa, wb, wc, wd] = [weights[t], weights[t + 1], weights[t + 2], weights[t + 3]];
  const a = first;
  const b = a + gap;
  const c = b + gap;
  const d = c + gap;
  const e = d + gap;
  for (let start = 0; start < length; start += 2 * gap) {
    for (let v = start, next = start + gap; v < start + gap; v++, next++) {
      const xb = x[b + v];
      const xc = x[c + v];
      const xd = x[d + v];
      out[v] += wa * x[a + v] + wb * xb + (wc * xc + wd * xd);
      out[next] += wa * xb + wb * xc + (wc * xd + wd * x[e + v]);
    }
  }
}

function addEightTaps(
  x: Float64Array,
  first: number,
  gap: number,
  weights: Float64Array,
  t: number,
  length: number,
  out: Float64Array,
): void {
  const [wa, wb, wc, wd] = [weights[t], weights[t + 1], weights[t + 2], weights[t + 3]];
  const [we, wf, wg, wh] = [weights[t + 4], weights[t + 5], weights[t + 6], weights[t + 7]];
  const a = first;
  const b = a + gap;
  const c = b + gap;
  const d = c + gap;
  const e = d + gap;
  const f = e + gap;
  const g = f + gap;
  const h = g + gap;
  const i = h + gap;
  const j = i + gap;
  for (let start = 0; start < length; start += 3 * gap) {
    const second = start + gap;
    const third = second + gap;
    for (let v = start, y = second, z = third; v < second; v++, y++, z++) {
      const xb = x[b + v];
      const xc = x[c + v];
      const xd = x[d + v];
      const xe = x[e + v];
      const xf = x[f + v];
      const xg = x[g + v];
      const xh = x[h + v];
      const xi = x[i + v];
      out[v] +=
        wa * x[a + v] + wb * xb + (wc * xc + wd * xd) + (we * xe + wf * xf + (wg * xg + wh * xh));
      out[y] += wa * xb + wb * xc + (wc * xd + wd * xe) + (we * xf + wf * xg + (wg * xh + wh * xi));
      out[z] +=
        wa * xc + wb * xd + (wc * xe + wd * xf) + (we * xg + wf * xh + (wg * xi + wh * x[j + v]));
    }
  }
}
