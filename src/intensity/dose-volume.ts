// The cumulative dose-volume histogram of voxels without bins (ICRU report 83, section 3.7): each voxel has its whole
// volume at one dose.

import { power, wholePower } from "../math/power.ts";

/** Relative rounding error that comparisons of doses, and of volumes, allow for. */
const rounding = 1e-9;

/** Whole exponents up to this one are multiplied out, so that all JavaScript engines agree to the last bit. */
const largestProduct = 64;

/** Whether so many voxels, which need not be whole, are more than there are. */
export function isMoreThan(voxels: number, all: number): boolean {
  return voxels * (1 - rounding) > all;
}

/**
 * The highest dose that at least so many voxels get.
 *
 * @param ascending the doses of all voxels, in ascending order
 * @param voxels above 0, at most all; need not be whole
 */
export function doseOfHottest(ascending: Float64Array, voxels: number): number {
  const needed = Math.max(1, Math.ceil(voxels * (1 - rounding)));
  return ascending[ascending.length - Math.min(needed, ascending.length)];
}

/**
 * Number of voxels that get at least a dose. A dose that is lower by a rounding error counts: 4.35 is stored as 435
 * times 0.01.
 *
 * @param ascending the doses of all voxels, in ascending order
 */
export function voxelsAtDose(ascending: Float64Array, dose: number): number {
  const least = dose - Math.abs(dose) * rounding;
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ascending[middle] < least) from = middle + 1;
    else to = middle;
  }
  return ascending.length - from;
}

/**
 * The generalised equivalent uniform dose (Σ d^a / N)^(1/a) (Niemierko, Med. Phys. 26 (1999) 1100).
 *
 * Doses are divided by the one that weighs most, so that no power overflows. For an a below 0 and a dose of 0 the
 * value is 0, its limit.
 *
 * @param ascending the doses of all voxels, none below 0, in ascending order
 * @param a not 0
 */
export function generalisedUniformDose(ascending: Float64Array, a: number): number {
  const heaviest = a > 0 ? ascending[ascending.length - 1] : ascending[0];
  if (heaviest === 0) return 0;
  const whole = Number.isInteger(a) && Math.abs(a) <= largestProduct;
  let sum = 0;
  for (let k = 0; k < ascending.length; k++) {
    // a ratio of at most 1, whose power is taken with an exponent above 0
    const ratio = a > 0 ? ascending[k] / heaviest : heaviest / ascending[k];
    sum += whole ? wholePower(ratio, Math.abs(a)) : ratio ** Math.abs(a);
  }
  return heaviest * power(sum / ascending.length, 1 / a);
}
