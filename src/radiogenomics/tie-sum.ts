/** Σ (t³ - t) over the sizes t of groups of equal values, by which rank tests correct for ties. */
export function tieSum(values: Float64Array): number {
  const sorted = values.slice().sort();
  let sum = 0;
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    const size = end - start;
    sum += size ** 3 - size;
  }
  return sum;
}
