import type { Grid, Vec3 } from "../../volume/volume.ts";
import { cross, divide, dot, gridOfFrame, norm } from "../frame.ts";
import { invalidFile } from "../invalid-file.ts";
import type { Plane } from "./plane.ts";
import { samePlaceError } from "./same-place.ts";
import { largestDeviation, round, rounded, stepOf, stepOfOne } from "./slice-step.ts";
import { stringOf } from "./values.ts";

/** Slices that make a volume, in the order of z. */
export interface Stack {
  readonly grid: Grid;
  readonly planes: readonly Plane[];
}

/** Slices nearer to each other than this part of a pixel's side lie in one place. */
const samePlace = 0.01;

/** How much orientations (by component) and spacings (relatively) of slices may differ. */
const agreement = 1e-4;

/**
 * Puts slices in the order of their positions along their normal (row × column), which is the
 * direction of z: x, y and z are right-handed.
 *
 * @throws VoxomicsError `invalid-file` for slices that make no regular grid: of different size,
 *   orientation or spacing, missing, unevenly spaced or sheared, as those of a tilted gantry are;
 *   `unsupported-format` for several in one place, such as a time series. The message tells the numbers.
 */
export function stackOf(unsorted: readonly Plane[]): Stack {
  checkAgreement(unsorted);
  const [{ axes, size, spacing }] = unsorted;
  const perpendicular = cross(...axes);
  const normal = divide(perpendicular, norm(perpendicular));
  const distance = ({ position }: Plane) => dot(position, normal);
  const planes = unsorted.toSorted((a, b) => distance(a) - distance(b));
  checkPlaces(planes, planes.map(distance));
  const step = planes.length === 1 ? stepOfOne(planes[0]) : stepOf(planes, planes.map(distance));
  const [{ position }] = planes;
  checkShear(planes);
  const grid = gridOfFrame(
    { spacing: [...spacing, step], axes: [...axes, normal], origin: position },
    [...size, planes.length],
  );
  return { grid, planes };
}

function checkAgreement(planes: readonly Plane[]): void {
  checkCommon(planes, "sizes", ({ size }) => size, 0);
  checkCommon(planes, "orientations", ({ axes }) => axes.flat(), agreement);
  checkCommon(planes, "spacings", ({ spacing }) => spacing, agreement);
  const frames = planes.map(({ dataSet }) => stringOf(dataSet, "FrameOfReferenceUID") ?? "");
  const count = new Set(frames).size;
  if (count > 1) {
    throw invalidFile(`slices lie in ${count} frames of reference, expected one`, { found: count });
  }
}

/** More kinds of slices than a message lists. */
const mostKinds = 4;

function checkCommon(
  planes: readonly Plane[],
  what: string,
  read: (plane: Plane) => readonly number[],
  tolerance: number,
): void {
  const kinds: { readonly value: readonly number[]; count: number }[] = [];
  for (const plane of planes) {
    const value = read(plane);
    const kind = kinds.find((known) => agree(known.value, value, tolerance));
    if (kind === undefined) kinds.push({ value, count: 1 });
    else kind.count++;
    if (kinds.length > mostKinds) break;
  }
  if (kinds.length === 1) return;
  const listed = kinds
    .slice(0, mostKinds)
    .map(({ value, count }) => `[${rounded(value)}] (${count})`);
  const more = kinds.length > mostKinds ? " and more" : "";
  throw invalidFile(
    `${planes.length} slices have different ${what}: ${listed.join(", ")}${more}, expected one: ` +
      "a localizer or another stack may be among them",
    { found: kinds.map(({ value }) => value) },
  );
}

function agree(a: readonly number[], b: readonly number[], tolerance: number): boolean {
  return a.every((value, n) => Math.abs(value - b[n]) <= tolerance * Math.max(1, Math.abs(value)));
}

function checkPlaces(planes: readonly Plane[], distances: readonly number[]): void {
  const nearest = samePlace * Math.min(...planes[0].spacing);
  const starts = planes
    .map((_, n) => n)
    .filter((n) => !(distances[n] - distances[n - 1] < nearest));
  if (starts.length === planes.length) return;
  const ends = [...starts.slice(1), planes.length];
  const n = starts.findIndex((start, at) => ends[at] - start > 1);
  throw samePlaceError(planes.slice(starts[n], ends[n]), starts.length, planes.length);
}

function checkShear(planes: readonly Plane[]): void {
  const [{ position: origin, axes, spacing }] = planes;
  for (const { position, where } of planes) {
    const moved = position.map((p, a) => p - origin[a]) as unknown as Vec3;
    const [x, y] = axes.map((axis) => dot(moved, axis));
    if (
      Math.abs(x) <= largestDeviation * spacing[0] &&
      Math.abs(y) <= largestDeviation * spacing[1]
    )
      continue;
    throw invalidFile(
      `slices are sheared, as those of a tilted gantry are: ${where} lies ${round(x)} mm along x and ` +
        `${round(y)} mm along y from the normal through the first, expected at most ` +
        `${100 * largestDeviation} % of a pixel (${rounded(spacing)} mm)`,
      { x, y, spacing },
    );
  }
}
