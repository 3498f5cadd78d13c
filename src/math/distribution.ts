import { selectQuantiles, tallyQuantiles } from "./quantile.ts";
import { rangeOf } from "./range.ts";

/**
 * What the features of intensity statistics and of the intensity histogram are computed from.
 *
 * Moments are those of the population (division by N).
 */
export interface Distribution {
  readonly count: number;
  readonly mean: number;
  readonly variance: number;
  /** Third and fourth central moment. */
  readonly m3: number;
  readonly m4: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly p10: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p90: number;
  /** Mean absolute deviation from the mean. */
  readonly meanDeviation: number;
  /** Number of values in [P10, P90]; 0 is possible for a sample of two values. */
  readonly robustCount: number;
  /** Mean absolute deviation of the values in [P10, P90] from their mean; NaN if there is none. */
  readonly robustDeviation: number;
  /** Mean absolute deviation from the median. */
  readonly medianDeviation: number;
  /** Sum of squares. */
  readonly energy: number;
}

/**
 * Integers whose range is below this are counted first; later passes run over the distinct values
 * only.
 */
const TALLY_RANGE = 1 << 16;

const QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9] as const;

/** The distribution of a non-empty sample of finite values. */
export function summariseSample(sample: Float64Array): Distribution {
  const count = sample.length;
  const { lowest: minimum, highest: maximum, whole } = rangeOf(sample);
  if (whole && maximum - minimum < TALLY_RANGE) {
    const counts = new Float64Array(maximum - minimum + 1);
    for (let k = 0; k < count; k++) counts[sample[k] - minimum]++;
    return summariseTally(counts, minimum);
  }
  const quantiles = selectQuantiles(sample, QUANTILES);
  return summarise(sample, new Float64Array(count).fill(1), count, minimum, maximum, quantiles);
}

/**
 * The distribution of integers, `counts[k]` of which equal `first + k`. At least one count is above
 * 0.
 */
export function summariseTally(counts: Float64Array, first: number): Distribution {
  let count = 0;
  let distinct = 0;
  for (let k = 0; k < counts.length; k++) {
    if (counts[k] > 0) {
      count += counts[k];
      distinct++;
    }
  }
  const values = new Float64Array(distinct);
  const weights = new Float64Array(distinct);
  for (let k = 0, d = 0; k < counts.length; k++) {
    if (counts[k] > 0) {
      values[d] = first + k;
      weights[d++] = counts[k];
    }
  }
  const quantiles = tallyQuantiles(values, weights, count, QUANTILES);
  return summarise(values, weights, count, values[0], values[distinct - 1], quantiles);
}

/** The distribution of values x[k] with weights, which sum to `count`. */
function summarise(
  x: Float64Array,
  weight: Float64Array,
  count: number,
  minimum: number,
  maximum: number,
  [p10, p25, median, p75, p90]: readonly number[],
): Distribution {
  let sum = 0;
  let energy = 0;
  let innerSum = 0;
  let innerCount = 0;
  for (let k = 0; k < x.length; k++) {
    const weighted = weight[k] * x[k];
    sum += weighted;
    energy += weighted * x[k];
    if (x[k] >= p10 && x[k] <= p90) {
      innerSum += weighted;
      innerCount += weight[k];
    }
  }
  const mean = sum / count;
  const innerMean = innerSum / innerCount;

  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  let meanDeviation = 0;
  let medianDeviation = 0;
  let robustDeviation = 0;
  for (let k = 0; k < x.length; k++) {
    const d = x[k] - mean;
    const d2 = weight[k] * d * d;
    s2 += d2;
    s3 += d2 * d;
    s4 += d2 * d * d;
    meanDeviation += weight[k] * Math.abs(d);
    medianDeviation += weight[k] * Math.abs(x[k] - median);
    if (x[k] >= p10 && x[k] <= p90) robustDeviation += weight[k] * Math.abs(x[k] - innerMean);
  }
  return {
    count,
    mean,
    variance: minimum === maximum ? 0 : s2 / count, // the mean's rounding error must not give 1e-32
    m3: s3 / count,
    m4: s4 / count,
    minimum,
    maximum,
    p10,
    p25,
    median,
    p75,
    p90,
    meanDeviation: meanDeviation / count,
    robustCount: innerCount,
    robustDeviation: robustDeviation / innerCount,
    medianDeviation: medianDeviation / count,
    energy,
  };
}
