import { selectQuantiles } from "../math/quantile.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { checkValue } from "../schema/check.ts";
import type { Points } from "./points.ts";
import type { ScalingName } from "./settings.ts";

/** What brings a map to the common scale: its values less `shift`, divided by `scale`. */
export interface Scale {
  /** In the unit of the map. */
  readonly shift: number;
  /** In the unit of the map; above 0. */
  readonly scale: number;
}

/**
 * What brings a map's values to the common scale. zScore: mean and standard deviation (the mean square, of N);
 * robust: median and interquartile range; none: 0 and 1.
 *
 * @param values not all equal
 * @param name of the map, for messages
 * @throws VoxomicsError `invalid-settings` for an interquartile range of 0, `too-small` for values whose squares numbers
 *   of 64 bits cannot hold
 */
export function scaleOf(values: Float64Array, scaling: ScalingName, name: string): Scale {
  const mean = meanOf(values);
  const sd = standardDeviation(values, mean);
  // the square of the least one is a number above 0 that is not rounded to few digits
  if (!(sd > 1e-150 && sd < 1e150)) {
    throw new VoxomicsError(
      "too-small",
      `maps: found the standard deviation ${sd} in ${name}, expected one from 1e-150 to 1e150: give its values in another unit`,
    );
  }
  if (scaling === "none") return { shift: 0, scale: 1 };
  if (scaling === "robust") {
    const [lower, median, upper] = selectQuantiles(values, [0.25, 0.5, 0.75]);
    checkValue(
      upper > lower,
      "scaling",
      scaling,
      `"zScore" or "none" where the interquartile range of a map is 0, as it is of ${name}`,
    );
    return { shift: median, scale: upper - lower };
  }
  return { shift: mean, scale: sd };
}

/** The mean of values. */
export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** The standard deviation of values, of N. */
export function standardDeviation(values: Float64Array, mean: number): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

/** Points whose coordinates are the values of maps, brought to the common scale. */
export function scaledPoints(columns: readonly Float64Array[], scales: readonly Scale[]): Points {
  const dimensions = columns.length;
  const count = columns[0].length;
  const values = new Float64Array(dimensions * count);
  columns.forEach((column, f) => {
    const { shift, scale } = scales[f];
    for (let i = 0, p = f; i < count; i++, p += dimensions) values[p] = (column[i] - shift) / scale;
  });
  return { values, dimensions, count };
}
