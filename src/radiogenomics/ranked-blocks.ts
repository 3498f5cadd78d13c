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
 * Ranks among some cases, the same as `ranks` of their values; null if the values are all equal.
 *
 * @param place of each case among those that are meant, -1 for others; all that are meant have a value
 * @param n how many are meant
 */
export function ranksAmong(
  { values, order }: SortedColumn,
  place: Int32Array,
  n: number,
): Float64Array | null {
  const its = new Uint32Array(n);
  let count = 0;
  for (let k = 0; k < order.length; k++) if (place[order[k]] >= 0) its[count++] = order[k];
  if (values[its[0]] === values[its[n - 1]]) return null;
  const out = new Float64Array(n);
  for (let start = 0, end = 0; start < n; start = end) {
    const value = values[its[start]];
    while (end < n && values[its[end]] === value) end++;
    for (let k = start; k < end; k++) out[place[its[k]]] = (start + end + 1) / 2;
  }
  return out;
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
  const rows = Uint32Array.from(
    [...known.keys()].filter((row) => known[row] === 1 && pattern.known[row] === 1),
  );
  const place = new Int32Array(known.length).fill(-1);
  rows.forEach((row, k) => {
    place[row] = k;
  });
  const ranked = pattern.features.map((feature) =>
    rows.length === 0 ? null : ranksAmong(columns[feature], place, rows.length),
  );
  const features = pattern.features.filter((_, k) => ranked[k] !== null);
  const all = new Float64Array(features.length * rows.length);
  let next = 0;
  for (const its of ranked) {
    if (its === null) continue;
    all.set(its, next);
    next += rows.length;
  }
  return {
    ...{ rows, place, features, ranks: all },
    flat: pattern.features.filter((_, k) => ranked[k] === null),
  };
}
