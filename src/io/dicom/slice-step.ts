import type { Advice } from "../../messages/advice.ts";
import type { VoxomicsError } from "../../messages/errors.ts";
import { type Note, noteOf } from "../../messages/note.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { fittedSteps, type Steps, stepDigits } from "./fitted-steps.ts";
import { groupOf } from "./functional-groups.ts";
import type { Plane } from "./plane.ts";
import { numberOf } from "./values.ts";

/** How far a slice may lie from its position on the grid, in parts of a voxel along x, y and z. */
export const largestDeviation = 0.02;

/**
 * The distance between neighbouring slices, which must be the same for all.
 *
 * @param planes in order
 * @param distances of the planes along their normal, mm
 * @param tolerance how far a slice may lie from its position on an even grid, mm; half a step or more is
 *   never allowed. Default: 2 % of a step. Slices that need more than the default get steps that are fitted
 *   to all of them.
 * @throws VoxomicsError `invalid-file` for missing or unevenly spaced slices, with the numbers.
 */
export function stepOf(
  planes: readonly Plane[],
  distances: readonly number[],
  tolerance?: number,
): Steps {
  const last = distances.length - 1;
  const step = Number(((distances[last] - distances[0]) / last).toPrecision(stepDigits));
  const deviations = distances.map((distance, n) => Math.abs(distance - distances[0] - n * step));
  const largest = Math.max(...deviations);
  if (largest <= largestDeviation * step) return { step, start: 0, largest, from: "ends" };
  const gaps = distances.slice(1).map((distance, n) => distance - distances[n]);
  const usual = gaps.toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)];
  const steps = gaps.map((gap) => Math.round(gap / usual));
  const areMultiples = gaps.every(
    (gap, n) => steps[n] > 0 && Math.abs(gap - steps[n] * usual) <= missingTolerance * usual,
  );
  if (areMultiples && steps.some((count) => count > 1)) throw missingSlices(planes, steps, usual);
  if (largest >= step / 2) throw unevenSlices(gaps, { step, largest, tolerance });
  const fitted = fittedSteps(planes, distances);
  if (tolerance !== undefined && fitted.largest <= tolerance) return fitted;
  throw unevenSlices(gaps, { ...fitted, tolerance });
}

/** How far from a multiple of the usual distance a gap may be to count as missing slices. */
const missingTolerance = 0.1;

function missingSlices(
  planes: readonly Plane[],
  steps: readonly number[],
  step: number,
): VoxomicsError {
  const missing = steps.flatMap((count, n) =>
    Array.from({ length: Math.min(count - 1, 1000) }, (_, k): readonly number[] => {
      const [from, to] = [planes[n].position, planes[n + 1].position];
      return from.map((start, a) => start + ((to[a] - start) * (k + 1)) / count);
    }),
  );
  const listed = missing.slice(0, mostMissing).map((position) => `[${rounded(position)}]`);
  const more = missing.length > mostMissing ? ` and ${missing.length - mostMissing} more` : "";
  return invalidFile(
    `${missing.length} ${missing.length === 1 ? "slice is" : "slices are"} missing: found ${planes.length} about ${round(step)} mm apart, but ` +
      `none at ${listed.join(", ")}${more}; no option fills a gap, as its values would be ` +
      "made up: add what is missing, or resample the image to even slices first",
    { found: planes.length, missing: missing.slice(0, 100) },
  );
}

const mostMissing = 5;

function unevenSlices(
  gaps: readonly number[],
  { step, largest, tolerance }: { step: number; largest: number; tolerance: number | undefined },
): VoxomicsError {
  const [least, most] = [Math.min(...gaps), Math.max(...gaps)];
  const expected =
    tolerance === undefined
      ? `${100 * largestDeviation} % of a step`
      : `${round(Math.min(tolerance, step / 2))} mm`;
  return invalidFile(
    `slices are unevenly spaced: found from ${round(least)} to ${round(most)} mm, expected each ` +
      `within ${expected} of its place on a regular grid`,
    { least, most, largest, advice: toleranceAdvice(largest, [step]) },
  );
}

/** The option that allows slices to be so uneven; none where they lie nearer to a neighbour's position. */
export function toleranceAdvice(largest: number, steps: readonly number[]): readonly Advice[] {
  if (largest >= Math.min(...steps) / 2) return [];
  const value = String(Math.ceil(largest * 1000) / 1000);
  return [{ option: "sliceTolerance", value, does: "takes them for evenly spaced" }];
}

/**
 * The thickness of a single slice, mm: Spacing Between Slices, else Slice Thickness.
 *
 * @throws VoxomicsError `invalid-file` if it states neither, and none may be assumed
 */
export function stepOfOne({ dataSet, groups, assumedThickness }: Plane): number {
  const measures = groupOf(dataSet, groups, "PixelMeasuresSequence") ?? dataSet;
  const step = Math.abs(numberOf(measures, "SpacingBetweenSlices") ?? 0);
  const thickness = step > 0 ? step : (numberOf(measures, "SliceThickness") ?? 0);
  if (thickness > 0) return thickness;
  if (assumedThickness !== undefined) return assumedThickness;
  throw invalidFile(
    `a single slice needs its thickness: it has no ${nameOf("SpacingBetweenSlices")} and no ` +
      `${nameOf("SliceThickness")} above 0`,
  );
}

/**
 * The thickness of slices, mm, taken as the distance between them where no distance is stated; a note says so.
 *
 * @throws VoxomicsError `invalid-file` without a thickness.
 */
export function slicesTouch(dataSet: DicomDataSet): {
  readonly step: number;
  readonly notes: readonly Note[];
} {
  const step = numberOf(dataSet, "SliceThickness") ?? 0;
  if (step > 0) {
    const message = `slices were taken to touch: ${nameOf("SliceThickness")} is ${step} mm, and no ${nameOf("SpacingBetweenSlices")} is stated`;
    return { step, notes: [noteOf("slices-touch", message, { step })] };
  }
  throw invalidFile(
    `slices do not say how far they are apart: found no ${nameOf("SpacingBetweenSlices")} and no ` +
      `${nameOf("SliceThickness")} above 0`,
  );
}

/** A length as messages show it: to a thousandth of a mm. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000 + 0;
}

/** Numbers as messages show them: to six digits. */
export function rounded(values: readonly number[]): string {
  return values.map((value) => Number(value.toPrecision(6))).join(", ");
}
