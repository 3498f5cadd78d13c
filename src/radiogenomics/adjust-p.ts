// Benjamini and Hochberg, J. R. Stat. Soc. B 57 (1995) 289, https://doi.org/10.1111/j.2517-6161.1995.tb02031.x

/**
 * The q of each p: the lowest false discovery rate at which its test is among the discoveries, by Benjamini and
 * Hochberg's procedure over all p that are not NaN.
 *
 * @param p probabilities; NaN where there was no test, which is left as it is
 */
export function benjaminiHochberg(p: Float64Array): Float64Array {
  const qOf = falseDiscoveryRates(p);
  return p.map((value) => (Number.isNaN(value) ? value : qOf(value)));
}

/** The same as a function of one of the p, for those who need few of many. */
export function falseDiscoveryRates(p: Float64Array): (one: number) => number {
  // NaN comes last
  const sorted = p.slice().sort();
  let n = sorted.length;
  while (n > 0 && Number.isNaN(sorted[n - 1])) n--;
  const tested = sorted.subarray(0, n);
  // the q of the k-th smallest p is the least n p / rank from there on
  const q = new Float64Array(n);
  let least = 1;
  for (let k = n - 1; k >= 0; k--) {
    least = Math.min(least, (n * tested[k]) / (k + 1));
    q[k] = least;
  }
  return (one) => q[firstAtLeast(tested, one)];
}

/** The index of the first of ascending values that is not below `value`. */
function firstAtLeast(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
