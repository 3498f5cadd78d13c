// McGraw and Wong, Psychological Methods 1 (1996) 30, https://doi.org/10.1037/1082-989X.1.1.30,
// with the correction of Table 7 on page 390

import { completed } from "../schema/check.ts";
import { checkOptions } from "../schema/check-options.ts";
import { choice } from "../schema/values.ts";
import { type OneWay, oneWay, twoWay } from "./analysis-of-variance.ts";
import { fUpperTail } from "./distributions.ts";
import {
  type AgreementReason,
  type ConfidenceOptions,
  type Estimate,
  estimateOf,
  tailOf,
  undefinedFor,
} from "./estimate.ts";
import { agreementInterval, ratioInterval, stepUp } from "./intraclass-interval.ts";
import {
  checkRatings,
  completeRows,
  countRatings,
  presentValues,
  type RatingCounts,
  type Ratings,
} from "./ratings.ts";
import { unequalCorrelation } from "./unequal-sizes.ts";

/** The forms of the intraclass correlation, as McGraw and Wong (1996) name them. */
export const iccForms = {
  "ICC(1)": { shroutFleiss: "ICC(1,1)", model: "one-way", definition: "agreement", unit: "single" },
  "ICC(A,1)": {
    shroutFleiss: "ICC(2,1)",
    model: "two-way",
    definition: "agreement",
    unit: "single",
  },
  "ICC(C,1)": {
    shroutFleiss: "ICC(3,1)",
    model: "two-way",
    definition: "consistency",
    unit: "single",
  },
  "ICC(k)": {
    shroutFleiss: "ICC(1,k)",
    model: "one-way",
    definition: "agreement",
    unit: "average",
  },
  "ICC(A,k)": {
    shroutFleiss: "ICC(2,k)",
    model: "two-way",
    definition: "agreement",
    unit: "average",
  },
  "ICC(C,k)": {
    shroutFleiss: "ICC(3,k)",
    model: "two-way",
    definition: "consistency",
    unit: "average",
  },
} as const;

/** A form of the intraclass correlation, as McGraw and Wong (1996) name it. */
export type IccForm = keyof typeof iccForms;

/** Test of the hypothesis that the correlation is 0. */
export interface FTest {
  /** F, the mean square of the subjects over that of the error. */
  readonly value: number;
  /** Degrees of freedom of the subjects. */
  readonly df1: number;
  /** Degrees of freedom of the error. */
  readonly df2: number;
  /** P(F > value) if the correlation is 0. */
  readonly p: number;
}

/** An intraclass correlation with its interval and its F test. */
export interface IntraclassCorrelation extends Estimate {
  readonly form: IccForm;
  /** The form's name in Shrout and Fleiss (1979). */
  readonly shroutFleiss: string;
  /** k, the number of measurements of a subject; n0 where subjects have different numbers; null without an estimate. */
  readonly repeats: number | null;
  /** null where there is no estimate, or where the error is so small that F is not finite. */
  readonly f: FTest | null;
  readonly counts: RatingCounts;
}

/**
 * The intraclass correlation of measurements: the part of their variance that is due to the
 * subjects.
 *
 * The one-way forms (`ICC(1)`, `ICC(k)`) treat the measurements of a subject as interchangeable and use
 * every value. If subjects have different numbers of values, the estimate is that of restricted maximum
 * likelihood, 0 at the least, and the interval Wald's; n0 stands for k. The two-way forms compare the columns; they leave out columns without any value, and then
 * subjects that lack a value. If the measurements of every subject are equal, the value is 1 by convention, with the reason
 * `no-error-variance`.
 *
 * @param ratings a row a subject, a column a rater
 * @throws VoxomicsError `invalid-table` if rows differ in length under a two-way form,
 *   `invalid-settings` for a confidence outside (0, 1)
 *
 * @example
 * ```ts
 * import { intraclassCorrelation } from "voxomics/reproducibility";
 *
 * const ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]]; // a row a subject, a column a rater
 * const { value, interval, reason } = intraclassCorrelation(ratings, "ICC(A,1)");
 * console.log(value, interval, reason);
 * ```
 */
export function intraclassCorrelation(
  ratings: Ratings,
  form: IccForm,
  options: ConfidenceOptions = {},
): IntraclassCorrelation {
  checkOptions(options, { confidence: null });
  checkRatings(ratings);
  completed(choice(Object.keys(iccForms)), form, "form");
  const tail = tailOf(options);
  const { model, shroutFleiss } = iccForms[form];
  const rows = model === "one-way" ? presentValues(ratings) : completeRows(ratings);
  const problem = problemOf(rows, ratings);
  const result =
    problem === null
      ? evaluate(rows, form, tail)
      : { ...undefinedFor(problem), f: null, repeats: null };
  return { form, shroutFleiss, ...result, counts: countRatings(ratings, rows) };
}

/** Why no correlation can be estimated; null if one can. */
function problemOf(rows: readonly (readonly number[])[], ratings: Ratings): AgreementReason | null {
  if (rows.length === 0) {
    return ratings.some((row) => row.some(Number.isFinite)) ? "too-few-subjects" : "no-data";
  }
  if (rows.length < 2) return "too-few-subjects";
  if (rows.every((row) => row.length < 2)) return "single-measurement";
  return rows.every((row) => row.every((value) => value === rows[0][0])) ? "no-variance" : null;
}

/** The F ratio that all forms build on. */
interface Ratio {
  /** Mean square of the subjects, with df1 degrees of freedom. */
  readonly signal: number;
  /** Mean square of the error, with df2 degrees of freedom. */
  readonly error: number;
  readonly df1: number;
  readonly df2: number;
  /** k, the number of measurements a subject. */
  readonly repeats: number;
}

function evaluate(
  rows: readonly (readonly number[])[],
  form: IccForm,
  tail: number,
): Estimate & { f: FTest | null; repeats: number } {
  const { model, definition, unit } = iccForms[form];
  if (model === "one-way") {
    const analysis = oneWay(rows);
    const { between, within, dfBetween, dfWithin, repeats } = analysis;
    const ratio = { signal: between, error: within, df1: dfBetween, df2: dfWithin, repeats };
    const equal = rows.every(({ length }) => length === rows[0].length);
    const estimate =
      equal || within === 0
        ? fromRatio(ratio, unit, tail)
        : fromUnequal(rows, analysis, unit, tail);
    return { ...estimate, f: fTest(ratio), repeats };
  }
  const analysis = twoWay(rows);
  const ratio = {
    signal: analysis.betweenSubjects,
    error: analysis.error,
    df1: analysis.dfSubjects,
    df2: analysis.dfError,
    repeats: analysis.raters,
  };
  if (definition === "consistency" || (ratio.error === 0 && analysis.betweenRaters === 0)) {
    return { ...fromRatio(ratio, unit, tail), f: fTest(ratio), repeats: ratio.repeats };
  }
  const { subjects: n, raters: k, betweenRaters } = analysis;
  const raterPart = (betweenRaters - ratio.error) / n;
  const value =
    unit === "single"
      ? (ratio.signal - ratio.error) / (ratio.signal + (k - 1) * ratio.error + k * raterPart)
      : (ratio.signal - ratio.error) / (ratio.signal + raterPart);
  const { lower, upper } = agreementInterval(analysis, tail);
  const step = (bound: number) => (unit === "single" ? bound : stepUp(bound, k));
  const estimate = estimateOf(value, step(lower), step(upper));
  const exact = ratio.error === 0 ? "no-error-variance" : null;
  return { ...estimate, reason: estimate.reason ?? exact, f: fTest(ratio), repeats: k };
}

/** The one-way forms where subjects have different numbers of measurements; the mean is one of n0 measurements. */
function fromUnequal(
  rows: readonly (readonly number[])[],
  analysis: OneWay,
  unit: "single" | "average",
  tail: number,
): Estimate {
  if (!Number.isFinite(analysis.between / analysis.within)) return undefinedFor("not-finite");
  const { value, interval } = unequalCorrelation(rows, analysis, tail);
  const step = (single: number) => (unit === "single" ? single : stepUp(single, analysis.repeats));
  return estimateOf(step(value), step(interval.lower), step(interval.upper));
}

/**
 * The forms that depend on F alone: (F - 1) / (F + k - 1) for one measurement, 1 - 1 / F for the mean
 * of k.
 */
function fromRatio(ratio: Ratio, unit: "single" | "average", tail: number): Estimate {
  const { signal, error, repeats } = ratio;
  if (error === 0)
    return { value: 1, interval: { lower: 1, upper: 1 }, reason: "no-error-variance" };
  if (unit === "single") {
    const { lower, upper } = ratioInterval(ratio, tail);
    const single = (f: number) => (f - 1) / (f + repeats - 1);
    return estimateOf(
      (signal - error) / (signal + (repeats - 1) * error),
      single(lower),
      single(upper),
    );
  }
  if (signal === 0) return undefinedFor("no-subject-variance");
  const { lower, upper } = ratioInterval(ratio, tail);
  return estimateOf((signal - error) / signal, 1 - 1 / lower, 1 - 1 / upper);
}

function fTest({ signal, error, df1, df2 }: Ratio): FTest | null {
  const value = signal / error;
  return Number.isFinite(value) ? { value, df1, df2, p: fUpperTail(value, df1, df2) } : null;
}
