import { groupOf } from "./functional-groups.ts";
import type { Plane } from "./plane.ts";
import { numberOf } from "./values.ts";

/** A line of evenly spaced positions along the normal, and how far the slices lie from it. */
export interface Steps {
  /** Distance between neighbouring positions, mm. */
  readonly step: number;
  /** From the first slice to the first position, mm. */
  readonly start: number;
  /** The largest distance of a slice from its position, mm. */
  readonly largest: number;
  /** Where `step` is from: the first and the last slice, a fit to all slices, or the files' own statement. */
  readonly from: "ends" | "fitted" | "stated";
}

/**
 * The evenly spaced positions that lie nearest to the slices, by least squares. All slices count, so that
 * the rounding of the first and the last position does not decide alone.
 *
 * The distance that the files state (Spacing Between Slices) replaces the fitted one where the positions
 * do not contradict it: over half the stack, the two differ by no more than the slices scatter. The stated
 * distance is better, as it was not rounded with the positions. Slice Thickness is never taken: it says
 * how thick slices are, not how far apart.
 *
 * @param planes in order, two or more
 * @param distances of the planes along their normal, in mm
 */
export function fittedSteps(planes: readonly Plane[], distances: readonly number[]): Steps {
  const middle = (distances.length - 1) / 2;
  const offsets = distances.map((distance) => distance - distances[0]);
  const mean = sum(offsets) / offsets.length;
  const spread = sum(offsets.map((_, n) => (n - middle) ** 2));
  const slope = sum(offsets.map((offset, n) => (n - middle) * (offset - mean))) / spread;
  const along = (step: number, from: Steps["from"]): Steps => {
    const start = mean - step * middle;
    const far = Math.max(...offsets.map((offset, n) => Math.abs(offset - start - n * step)));
    return { step, start, largest: Number(far.toPrecision(stepDigits)), from };
  };
  const fitted = along(Number(slope.toPrecision(stepDigits)), "fitted");
  const stated = statedStep(planes);
  if (stated === null || Math.abs(stated - slope) * middle > fitted.largest) return fitted;
  return along(stated, "stated");
}

/** Digits of a step: differences of decimal positions are not exact beyond them. */
export const stepDigits = 10;

/** Spacing Between Slices, where all slices state the same. */
function statedStep(planes: readonly Plane[]): number | null {
  const steps = planes.map(({ dataSet, groups }) => {
    const measures = groupOf(dataSet, groups, "PixelMeasuresSequence") ?? dataSet;
    return Math.abs(numberOf(measures, "SpacingBetweenSlices") ?? 0);
  });
  const [step] = steps;
  return step > 0 && steps.every((other) => other === step) ? step : null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
