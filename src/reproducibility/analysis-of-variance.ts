/** Mean squares of a one-way analysis of variance: subjects, and what varies within them. */
export interface OneWay {
  /** n, the number of subjects. */
  readonly subjects: number;
  /** k, the number of measurements a subject; n0 where subjects have different numbers. */
  readonly repeats: number;
  /** Mean square between subjects. */
  readonly between: number;
  /** Mean square within subjects. */
  readonly within: number;
  readonly dfBetween: number;
  readonly dfWithin: number;
}

/** Mean squares of a two-way analysis of variance without replication. */
export interface TwoWay {
  /** n, the number of subjects. */
  readonly subjects: number;
  /** k, the number of raters. */
  readonly raters: number;
  /** Mean square of the subjects, MSR in McGraw and Wong (1996). */
  readonly betweenSubjects: number;
  /** Mean square of the raters, MSC. */
  readonly betweenRaters: number;
  /** Mean square of the residuals, MSE. */
  readonly error: number;
  readonly dfSubjects: number;
  readonly dfError: number;
}

/**
 * One-way analysis of variance: one row a subject. Rows may differ in length; none is empty.
 *
 * n0 = (N - Σ k_i² / N) / (n - 1) takes the place of k where rows differ (Searle, Linear Models,
 * 1971, section 9.6). A mean square that has no degree of freedom is NaN.
 */
export function oneWay(rows: readonly (readonly number[])[]): OneWay {
  const subjects = rows.length;
  const total = rows.reduce((sum, row) => sum + row.length, 0);
  const squaredSizes = rows.reduce((sum, row) => sum + row.length ** 2, 0);
  const means = rows.map(mean);
  const grand = weightedMean(
    means,
    rows.map((row) => row.length),
  );
  let between = 0;
  let within = 0;
  rows.forEach((row, i) => {
    between += row.length * (means[i] - grand) ** 2;
    for (const value of row) within += (value - means[i]) ** 2;
  });
  const dfBetween = subjects - 1;
  const dfWithin = total - subjects;
  return {
    subjects,
    repeats: (total - squaredSizes / total) / dfBetween,
    between: between / dfBetween,
    within: within / dfWithin,
    dfBetween,
    dfWithin,
  };
}

/** Two-way analysis of variance of n rows (subjects) of k values (raters) each. */
export function twoWay(rows: readonly (readonly number[])[]): TwoWay {
  const subjects = rows.length;
  const raters = rows[0].length;
  const means = rows.map(mean);
  const grand = mean(means);
  const deviations = rows.map((row, i) => row.map((value) => value - means[i]));
  const raterEffects = rows[0].map((_, j) => mean(deviations.map((row) => row[j])));
  let betweenSubjects = 0;
  let error = 0;
  rows.forEach((_, i) => {
    betweenSubjects += (means[i] - grand) ** 2;
    for (let j = 0; j < raters; j++) error += (deviations[i][j] - raterEffects[j]) ** 2;
  });
  const betweenRaters = raterEffects.reduce((sum, effect) => sum + effect ** 2, 0);
  const dfSubjects = subjects - 1;
  const dfError = dfSubjects * (raters - 1);
  return {
    subjects,
    raters,
    betweenSubjects: (raters * betweenSubjects) / dfSubjects,
    betweenRaters: (subjects * betweenRaters) / (raters - 1),
    error: error / dfError,
    dfSubjects,
    dfError,
  };
}

/** The mean, summed as deviations from the first value, so that it is exact where all values are equal. */
export function mean(values: readonly number[]): number {
  const anchor = values[0];
  let sum = 0;
  for (const value of values) sum += value - anchor;
  return anchor + sum / values.length;
}

function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const anchor = values[0];
  let sum = 0;
  let weight = 0;
  values.forEach((value, i) => {
    sum += weights[i] * (value - anchor);
    weight += weights[i];
  });
  return anchor + sum / weight;
}
