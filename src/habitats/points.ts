import { choose, randomStream } from "../math/random.ts";

/** Points in a space of some dimensions: those of one point lie side by side. */
export interface Points {
  /** Coordinate f of point i is `values[i * dimensions + f]`. */
  readonly values: Float64Array;
  readonly dimensions: number;
  /** Number of points. */
  readonly count: number;
}

/** Points from a table with a row for each of them. */
export function pointsOf(rows: readonly (readonly number[])[]): Points {
  const dimensions = rows[0]?.length ?? 0;
  return { values: Float64Array.from(rows.flat()), dimensions, count: rows.length };
}

/** The squared Euclidean distance of point `i` of some points from point `j` of others. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, d: number) {
  let sum = 0;
  for (let f = 0, p = i * d, q = j * d; f < d; f++, p++, q++) {
    const by = a[p] - b[q];
    sum += by * by;
  }
  return sum;
}

/** Some of the points, by their numbers, in that order. */
export function somePoints({ values, dimensions }: Points, numbers: ArrayLike<number>): Points {
  const chosen = new Float64Array(numbers.length * dimensions);
  for (let k = 0; k < numbers.length; k++) {
    const from = numbers[k] * dimensions;
    chosen.set(values.subarray(from, from + dimensions), k * dimensions);
  }
  return { values: chosen, dimensions, count: numbers.length };
}

/** So many of the points, or all if there are no more, drawn by a seed; in the order that they have. */
export function drawnPoints(points: Points, most: number, seed: number): Points {
  return points.count <= most ? points : somePoints(points, drawnNumbers(points.count, most, seed));
}

/** So many of the numbers from 0 to `count`, drawn by a seed; ascending. */
export function drawnNumbers(count: number, most: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, i) => i);
  return Int32Array.from(choose(all, most, randomStream(seed, "voxels"))).sort();
}

/** How many different points there are; counting ends at `most`. */
export function countDistinct({ values, dimensions, count }: Points, most: number): number {
  const seen = new Set<string>();
  for (let i = 0; i < count && seen.size < most; i++) {
    seen.add(values.subarray(i * dimensions, (i + 1) * dimensions).join());
  }
  return seen.size;
}
