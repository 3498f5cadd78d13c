/**
 * Quantiles by linear interpolation between order statistics at position (n - 1) q: type 7 of
 * Hyndman and Fan (doi:10.1080/00031305.1996.10473566). IBSI names no method; its reference
 * values rule out the types 4 to 6 and 8.
 */

/** Quantiles of a sample, for ascending `levels` in [0, 1]. The sample is left as it is. */
export function selectQuantiles(sample: Float64Array, levels: readonly number[]): number[] {
  const x = sample.slice();
  let sorted = 0; // x[0 .. sorted) holds the smallest values already
  return levels.map((q) => {
    const position = (x.length - 1) * q;
    const k = Math.floor(position);
    select(x, k, sorted, x.length - 1);
    sorted = k;
    if (k === position) return x[k];
    let next = Number.POSITIVE_INFINITY;
    for (let m = k + 1; m < x.length; m++) if (x[m] < next) next = x[m];
    return x[k] + (position - k) * (next - x[k]);
  });
}

/** Quantiles of a tallied sample: ascending `values` with their `weights`, which sum to `count`. */
export function tallyQuantiles(
  values: Float64Array,
  weights: Float64Array,
  count: number,
  levels: readonly number[],
): number[] {
  const orderStatistic = (rank: number): number => {
    let below = 0;
    for (let k = 0; k < values.length; k++) {
      below += weights[k];
      if (rank < below) return values[k];
    }
    return values[values.length - 1];
  };
  return levels.map((q) => {
    const position = (count - 1) * q;
    const k = Math.floor(position);
    const lower = orderStatistic(k);
    return k === position ? lower : lower + (position - k) * (orderStatistic(k + 1) - lower);
  });
}

/**
 * Rearranges x[left .. right] so that x[k] is what a sort would put there, with nothing larger
 * before it and nothing smaller after it (Floyd and Rivest, doi:10.1145/360680.360694).
 */
function select(x: Float64Array, k: number, left: number, right: number): void {
  while (right > left) {
    if (right - left > 600) {
      const n = right - left + 1;
      const i = k - left + 1;
      const z = Math.log(n);
      const s = 0.5 * Math.exp((2 * z) / 3);
      const sd = 0.5 * Math.sqrt((z * s * (n - s)) / n) * (i < n / 2 ? -1 : 1);
      const from = Math.max(left, Math.floor(k - (i * s) / n + sd));
      const to = Math.min(right, Math.floor(k + ((n - i) * s) / n + sd));
      select(x, k, from, to);
    }
    const pivot = x[k];
    let i = left;
    let j = right;
    swap(x, left, k);
    if (x[right] > pivot) swap(x, left, right);
    while (i < j) {
      swap(x, i++, j--);
      while (x[i] < pivot) i++;
      while (x[j] > pivot) j--;
    }
    if (x[left] === pivot) swap(x, left, j);
    else swap(x, ++j, right);
    if (j <= k) left = j + 1;
    if (k <= j) right = j - 1;
  }
}

function swap(x: Float64Array, a: number, b: number): void {
  const value = x[a];
  x[a] = x[b];
  x[b] = value;
}
