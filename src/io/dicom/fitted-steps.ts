import { groupOf } from "./functional-groups.ts";
import type { Plane } from "./plane.ts";
import { numberOf } from "./values.ts";

/** Even steps along the normal, and how far the slices lie from them. */
export interface Steps {
  /** In mm. */
  readonly step: number;
  /** From the first slice to the place that the grid has for it, in mm. */
  readonly start: number;
  /** The largest distance of a slice from its place, in mm. */
  readonly largest: number;
  /** What the step is of: of the end slices, fitted to all, or what the files state. */
  readonly from: "ends" | "fitted" | "stated";
}

/**
 * The even steps that lie nearest to slices, by least squares over all of them: rounding of the first and
 * the last position alone does not count.
 *
 * The distance that the files state (Spacing Between Slices) is taken in place of the fitted one where
 * the positions cannot tell the two apart: over half the stack they differ by no more than the slices
 * scatter. It was not rounded with the positions. Slice Thickness is never taken, as it says how thick
 * slices are, not how far apart.
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

/** Decimals of positions do not add up exactly; a step has no more digits than they. */
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
