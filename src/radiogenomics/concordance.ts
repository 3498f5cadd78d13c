import type { Survival } from "./cox.ts";

/**
 * Harrell's concordance of a risk with survival: of the pairs of cases of which it is known who had the event first,
 * the part in which that one had the higher risk, equal risks counting half. Pairs with events at the same
 * time are left out; a case that was last seen at the time of another's event outlived it. NaN without a pair.
 *
 * Goes through the cases from the longest time, with a tree of how many risks at most as high were seen, in
 * n log n steps.
 */
export function concordance({ time, event }: Survival, risk: Float64Array): number {
  const n = time.length;
  const levels = [...new Set(risk)].sort((a, b) => a - b);
  const levelOf = new Map(levels.map((value, level) => [value, level]));
  const level = Uint32Array.from(risk, (value) => levelOf.get(value) ?? 0);
  const rows = Uint32Array.from(time, (_, row) => row).sort(
    (a, b) => time[b] - time[a] || event[a] - event[b],
  );
  // counts of risks at levels below an index, as a Fenwick tree
  const tree = new Float64Array(levels.length + 1);
  const add = (at: number) => {
    for (let k = at + 1; k < tree.length; k += k & -k) tree[k]++;
  };
  const below = (at: number) => {
    let sum = 0;
    for (let k = at; k > 0; k -= k & -k) sum += tree[k];
    return sum;
  };
  let [lower, equal, seen, pairs] = [0, 0, 0, 0];
  for (let start = 0, end = 0; start < n; start = end) {
    const first = rows[start];
    while (end < n && time[rows[end]] === time[first] && event[rows[end]] === event[first]) end++;
    for (let k = start; k < end && event[first] === 1; k++) {
      const at = level[rows[k]];
      lower += below(at);
      equal += below(at + 1) - below(at);
      pairs += seen;
    }
    for (let k = start; k < end; k++) add(level[rows[k]]);
    seen += end - start;
  }
  return (lower + equal / 2) / pairs;
}
