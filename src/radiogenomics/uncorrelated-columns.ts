/** The columns of a regression, none of which goes with another. */
export interface UncorrelatedColumns {
  /** What the covariates leave of the feature, in units of its standard deviation (n - 1). */
  readonly own: Float64Array;
  /** What earlier covariates leave of each covariate, in the same way. */
  readonly others: readonly Float64Array[];
  /** How many standard deviations of `own` one standard deviation of the feature is: 1 or more. */
  readonly perDeviation: number;
}

/**
 * Turns a feature and covariates into columns of mean 0 and standard deviation 1 that are uncorrelated. A regression on
 * them has the fit and the test of the feature that one on the columns themselves has, and needs no large coefficients
 * that cancel where a covariate almost follows the feature.
 *
 * @param x n values of the feature, which do not follow from the covariates
 * @param covariates columns of n numbers, none of which follows from the others
 */
export function uncorrelatedColumns(
  x: Float64Array,
  covariates: readonly Float64Array[],
): UncorrelatedColumns {
  const others: Float64Array[] = [];
  for (const covariate of covariates) others.push(inDeviations(without(covariate, others)));
  const rest = without(x, others);
  return {
    own: inDeviations(rest),
    others,
    perDeviation: deviationOf(without(x, [])) / deviationOf(rest),
  };
}

/** Values less their mean, and less what uncorrelated columns explain of them. */
function without(values: Float64Array, columns: readonly Float64Array[]): Float64Array {
  const n = values.length;
  let rest = values;
  // twice, since what is left after the first time may be as small as its rounding
  for (let pass = 0; pass < 2; pass++) {
    const mean = rest.reduce((sum, value) => sum + value / n, 0);
    rest = rest.map((value) => value - mean);
    for (const column of columns) {
      const slope = column.reduce((sum, value, row) => sum + value * rest[row], 0) / (n - 1);
      rest = rest.map((value, row) => value - slope * column[row]);
    }
  }
  return rest;
}

/** The standard deviation (n - 1) of values whose mean is 0. */
function deviationOf(values: Float64Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const squares = values.reduce((sum, value) => sum + (value / largest) ** 2, 0);
  return largest * Math.sqrt(squares / (values.length - 1));
}

function inDeviations(values: Float64Array): Float64Array {
  const deviation = deviationOf(values) || 1;
  return values.map((value) => value / deviation);
}
