/** A column with its values in order, so that ranks among some of its cases need no sorting. */
export interface SortedColumn {
  readonly values: Float64Array;
  /** Cases that have a value, from the smallest. */
  readonly order: Uint32Array;
}

export function sortColumn(values: Float64Array): SortedColumn {
  const known = Uint32Array.from([...values.keys()].filter((row) => Number.isFinite(values[row])));
  return { values, order: known.sort((a, b) => values[a] - values[b]) };
}

/**
 * Writes ranks among some cases, the same as `ranks` of their values; false if the values are all equal.
 *
 * @param place of each case among those that are meant, -1 for others; all that are meant have a value
 * @param n how many are meant
 * @param out holds the ranks, from `at` on
 * @param work room for n numbers
 */
export function rankAmong(
  { values, order }: SortedColumn,
  place: Int32Array,
  n: number,
  out: Float64Array,
  at: number,
  work: Uint32Array,
): boolean {
  let count = 0;
  for (let k = 0; k < order.length; k++) if (place[order[k]] >= 0) work[count++] = order[k];
  if (n === 0 || values[work[0]] === values[work[n - 1]]) return false;
  for (let start = 0, end = 0; start < n; start = end) {
    const value = values[work[start]];
    while (end < n && values[work[end]] === value) end++;
    for (let k = start; k < end; k++) out[at + place[work[k]]] = (start + end + 1) / 2;
  }
  return true;
}

/** Features that have values of the same cases. */
export interface FeaturePattern {
  /** Places of the features. */
  readonly features: readonly number[];
  /** 1 for a case with a value, else 0. */
  readonly known: Uint8Array;
}

/** Features by the cases that they have values of. */
export function patternsOf(features: readonly Float64Array[]): FeaturePattern[] {
  const byKey = new Map<string, { features: number[]; known: Uint8Array }>();
  features.forEach((values, place) => {
    const known = knownIn(values);
    const key = known.join("");
    const its = byKey.get(key);
    if (its === undefined) byKey.set(key, { features: [place], known });
    else its.features.push(place);
  });
  return [...byKey.values()];
}

export function knownIn(values: Float64Array): Uint8Array {
  return Uint8Array.from(values, (value) => (Number.isFinite(value) ? 1 : 0));
}

/** The features of a pattern in the cases of which an outcome is known too. */
export interface RankedBlock {
  /** The cases, in their order, and the place of each case among them; -1 for others. */
  readonly rows: Uint32Array;
  readonly place: Int32Array;
  /** Places of the features that have two different values here, and of the others. */
  readonly features: readonly number[];
  readonly flat: readonly number[];
  /** Ranks of each feature that differs, one feature after the other. */
  readonly ranks: Float64Array;
}

/** @param known 1 for a case of which the outcome is known, else 0 */
export function rankedBlock(
  columns: readonly SortedColumn[],
  pattern: FeaturePattern,
  known: Uint8Array,
): RankedBlock {
  const place = new Int32Array(known.length).fill(-1);
  const shared = new Uint32Array(known.length);
  let n = 0;
  for (let row = 0; row < known.length; row++) {
    if (known[row] === 0 || pattern.known[row] === 0) continue;
    place[row] = n;
    shared[n++] = row;
  }
  const rows = shared.slice(0, n);
  const all = new Float64Array(pattern.features.length * n);
  const features: number[] = [];
  const flat: number[] = [];
  for (const feature of pattern.features) {
    const differs = rankAmong(columns[feature], place, n, all, features.length * n, shared);
    (differs ? features : flat).push(feature);
  }
  return { rows, place, features, flat, ranks: all.subarray(0, features.length * n) };
}
