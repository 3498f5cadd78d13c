/** Why a number of a change is null, and what that means. */
const meanings = {
  "no-earlier-time": "the subject has no row of the earlier time",
  "no-later-time": "the subject has no row of the later time",
  "no-earlier-value": "the row of the earlier time has no value",
  "no-later-value": "the row of the later time has no value",
  "zero-baseline": "the relative change divides by the earlier value, which is 0",
  "different-signs":
    "the values have different signs, so that neither a relative change nor a ratio says how large the change is",
  "not-positive": "the ratio has a logarithm only where both values are above 0",
  "not-finite": "values so large or so small that the result is no number",
  "no-repeatability": "the agreement has no repeatability coefficient of the feature",
} as const;

/** Why a number of a change is null. */
export type ChangeReason = keyof typeof meanings;

/** What each reason means, in words. */
export const changeReasons: Readonly<Record<ChangeReason, string>> = meanings;

/** How a value changed between two times. */
export interface Change {
  readonly before: number | null;
  readonly after: number | null;
  /** after - before, in the feature's unit. */
  readonly absolute: number | null;
  /** (after - before) / before, without unit: 0.2 is a fifth more. */
  readonly relative: number | null;
  /** ln(after / before), without unit. */
  readonly logRatio: number | null;
  /** The difference below which two measurements of a subject that did not change lie with a probability of 95 %. */
  readonly repeatability: number | null;
  /** Whether the absolute change is larger than the repeatability coefficient. */
  readonly exceeds: boolean | null;
  /** Why a number is null: the first reason that holds, in the order of `changeReasons`. null where none is. */
  readonly reason: ChangeReason | null;
}

/**
 * The change between two values; NaN and infinite values count as missing, undefined for a row that there is not.
 *
 * @param repeatability undefined where no agreement is known; NaN where the agreement has no coefficient
 */
export function changeOf(
  earlier: number | undefined,
  later: number | undefined,
  repeatability: number | undefined,
): Change {
  const [before, after] = [finite(earlier), finite(later)];
  const coefficient = finite(repeatability);
  const missing =
    earlier === undefined
      ? "no-earlier-time"
      : later === undefined
        ? "no-later-time"
        : before === null
          ? "no-earlier-value"
          : after === null
            ? "no-later-value"
            : null;
  if (before === null || after === null) {
    const none = { absolute: null, relative: null, logRatio: null, exceeds: null };
    return { before, after, ...none, repeatability: coefficient, reason: missing };
  }
  const absolute = finite(after - before);
  const undefinedRatio =
    before === 0 ? "zero-baseline" : crosses(before, after) ? "different-signs" : null;
  const relative = undefinedRatio === null ? finite((after - before) / before) : null;
  const isPositive = before > 0 && after > 0;
  const logRatio = isPositive ? logarithmOf(before, after) : null;
  const overflow = absolute === null || (undefinedRatio === null && relative === null);
  return {
    before,
    after,
    absolute,
    relative,
    logRatio,
    repeatability: coefficient,
    exceeds: absolute === null || coefficient === null ? null : Math.abs(absolute) > coefficient,
    reason:
      undefinedRatio ??
      (isPositive ? null : "not-positive") ??
      (overflow ? "not-finite" : null) ??
      (repeatability !== undefined && coefficient === null ? "no-repeatability" : null),
  };
}

/** Whether two values have different signs: not by their product, which may underflow to 0. */
function crosses(before: number, after: number): boolean {
  return (before < 0 && after > 0) || (before > 0 && after < 0);
}

function logarithmOf(before: number, after: number): number {
  const ratio = after / before;
  const isNormal = ratio > 1e-300 && ratio < Number.POSITIVE_INFINITY;
  return isNormal ? Math.log(ratio) : Math.log(after) - Math.log(before);
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
