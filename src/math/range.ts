/** The ends of a sample, and whether all of it is integers. */
export interface Range {
  readonly lowest: number;
  readonly highest: number;
  readonly whole: boolean;
}

/** The range of a non-empty sample of finite values. */
export function rangeOf(sample: Float64Array): Range {
  let lowest = sample[0];
  let highest = sample[0];
  let fractions = 0; // stays 0 only if every value is an integer
  for (let k = 0; k < sample.length; k++) {
    const x = sample[k];
    if (x < lowest) lowest = x;
    if (x > highest) highest = x;
    fractions += x - Math.floor(x);
  }
  return { lowest, highest, whole: fractions === 0 };
}
