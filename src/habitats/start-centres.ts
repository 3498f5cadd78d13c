// Arthur and Vassilvitskii, k-means++: the advantages of careful seeding, SODA 2007, 1027

import { type RandomStream, uniformAt } from "../math/random.ts";
import { type Points, squaredDistance } from "./points.ts";

/**
 * Centres that k-means starts from: the first is any point, and each further one is a point drawn with a probability
 * that grows as the square of its distance from the nearest centre so far (k-means++).
 *
 * @param points at least `number` of them differ
 * @param from index of the first random number; `number` of them are used
 * @returns the coordinates of the centres, one centre after the other
 */
export function startCentres(
  { values, dimensions: d, count }: Points,
  number: number,
  stream: RandomStream,
  from: number,
): Float64Array {
  const centres = new Float64Array(number * d);
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let point = Math.floor(uniformAt(stream, from) * count);
  for (let c = 0; ; c++) {
    centres.set(values.subarray(point * d, (point + 1) * d), c * d);
    if (c === number - 1) return centres;
    let total = 0;
    for (let i = 0; i < count; i++) {
      const far = squaredDistance(values, i, centres, c, d);
      if (far < nearest[i]) nearest[i] = far;
      total += nearest[i];
    }
    point = pointAt(nearest, uniformAt(stream, from + c + 1) * total);
  }
}

/** The point at which the running sum of weights passes a number. */
function pointAt(weights: Float64Array, number: number): number {
  let last = 0;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    sum += weights[i];
    if (sum > number) return i;
  }
  return last; // rounding left the sum at the number
}
