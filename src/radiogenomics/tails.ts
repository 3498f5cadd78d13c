import betainc from "@stdlib/math-base-special-betainc";
import erfc from "@stdlib/math-base-special-erfc";
import gammainc from "@stdlib/math-base-special-gammainc";

// Probabilities of the tails themselves, not of 1 less the rest, so that small ones keep their digits.

/** The probability that a standard normal number is farther from 0 than z. */
export function normalTails(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/** The probability that a number of Student's t distribution is farther from 0 than t. */
export function tTails(t: number, df: number): number {
  if (!Number.isFinite(t)) return 0;
  // near 0 the argument is close to 1, where the upper tail of the complement keeps digits
  return t * t < df
    ? betainc((t * t) / (df + t * t), 0.5, df / 2, true, true)
    : betainc(df / (df + t * t), df / 2, 0.5, true, false);
}

/** The probability that a number of the chi-square distribution is larger than x. */
export function chiSquareTail(x: number, df: number): number {
  return x <= 0 ? 1 : gammainc(x / 2, df / 2, true, true);
}
