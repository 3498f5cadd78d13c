import { groupBy } from "../../base/group-by.ts";
import { type Note, noteOf } from "../../messages/note.ts";
import { counted } from "../../messages/phrases.ts";
import { indexToWorld } from "../../volume/geometry.ts";
import { add, cross, divide, dot, norm, scale, subtract } from "../../volume/vec3.ts";
import type { Grid } from "../../volume/volume.ts";
import { gridOfFrame } from "../frame.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import type { Steps } from "./fitted-steps.ts";
import { placesOf } from "./places.ts";
import type { Plane } from "./plane.ts";
import { samePlaceError } from "./same-place.ts";
import {
  largestDeviation,
  round,
  rounded,
  stepOf,
  stepOfOne,
  toleranceAdvice,
} from "./slice-step.ts";
import { stringOf } from "./values.ts";

/** Slices that make a volume, in the order of z. */
export interface Stack {
  readonly grid: Grid;
  readonly planes: readonly Plane[];
  /** Notes on what does not fit, but was allowed. */
  readonly notes: readonly Note[];
}

/** What slices may disagree in. */
export interface Allowed {
  /** Whether slices may name different frames of reference, and some none. Default: false. */
  readonly mixedFrames?: boolean | undefined;
  /** How far slices may lie from their positions on an even grid, mm. Default: 2 % of a voxel. */
  readonly sliceTolerance?: number | undefined;
}

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
export function stackOf(unsorted: readonly Plane[], allowed: Allowed = {}): Stack {
  checkAgreement(unsorted);
  const mixed = frameNotes(unsorted, allowed);
  const [{ axes, size, spacing }] = unsorted;
  const perpendicular = cross(...axes);
  const normal = divide(perpendicular, norm(perpendicular));
  const distance = ({ position }: Plane) => dot(position, normal);
  const planes = unsorted.toSorted((a, b) => distance(a) - distance(b));
  if (placesOf(planes).length < planes.length) throw samePlaceError(planes);
  const { sliceTolerance } = allowed;
  const steps =
    planes.length === 1
      ? { step: stepOfOne(planes[0]), start: 0, from: "ends" as const }
      : stepOf(planes, planes.map(distance), sliceTolerance);
  const { step, start } = steps;
  const [{ position: first }] = planes;
  const position = start === 0 ? first : add(first, scale(normal, start));
  checkShear(planes, sliceTolerance);
  const grid = gridOfFrame(
    { spacing: [...spacing, step], axes: [...axes, normal], origin: position },
    [...size, planes.length],
  );
  const uneven = sliceTolerance === undefined ? [] : placeNotes(planes, grid, steps);
  return { grid, planes, notes: [...mixed, ...uneven] };
}

function checkAgreement(planes: readonly Plane[]): void {
  checkCommon(planes, "sizes", ({ size }) => size, 0);
  checkCommon(planes, "orientations", ({ axes }) => axes.flat(), agreement);
  checkCommon(planes, "spacings", ({ spacing }) => spacing, agreement);
}

/** The note on slices of several frames of reference. Throws where these are not allowed. */
function frameNotes(planes: readonly Plane[], { mixedFrames }: Allowed): Note[] {
  const frames = groupBy(planes, ({ dataSet }) => stringOf(dataSet, "FrameOfReferenceUID"));
  if (frames.size === 1) return [];
  const named = [...frames.keys()].filter((uid) => uid !== undefined).length;
  const unnamed = frames.get(undefined)?.length ?? 0;
  const several = `${planes.length} slices lie in ${counted(named, "frame")} of reference`;
  const found = unnamed === 0 ? several : `${several}, and ${unnamed} of them name none`;
  const details = { frames: named, unnamed };
  if (mixedFrames)
    return [noteOf("frames-mixed", `${found}: they were taken to lie in one`, details)];
  throw invalidFile(`${found}, expected one`, {
    ...details,
    found: frames.size,
    advice: [{ option: "mixedFrames", value: null, does: "reads them as if they lay in one" }],
  });
}

/**
 * The note on how far slices lie from their positions on the grid, where that is beyond the default
 * tolerance.
 */
function placeNotes(
  planes: readonly Plane[],
  grid: Grid,
  { step, from }: Pick<Steps, "step" | "from">,
): Note[] {
  const distances = planes.map(({ position }, z) => {
    const place = indexToWorld(grid, [0, 0, z]);
    return norm(subtract(position, place));
  });
  const largest = Math.max(...distances);
  if (largest <= largestDeviation * Math.min(...grid.spacing)) return [];
  const source =
    from === "stated" ? `the ${nameOf("SpacingBetweenSlices")} of the files` : "fitted to all";
  const taken =
    from === "ends" ? "" : `: their distance was taken as ${rounded([step])} mm, ${source}`;
  const message = `slices lie up to ${round(largest)} mm from their places on an even grid, as allowed${taken}`;
  return [noteOf("slices-uneven", message, { largest, step, from })];
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

function checkShear(planes: readonly Plane[], tolerance?: number): void {
  const [{ position: origin, axes, spacing }] = planes;
  const offsets = planes.map(({ position }) => {
    const moved = subtract(position, origin);
    return axes.map((axis) => dot(moved, axis));
  });
  const isOff = (offset: number, a: number) =>
    Math.abs(offset) > (tolerance ?? largestDeviation * spacing[a]);
  const n = offsets.findIndex((offset) => offset.some(isOff));
  if (n < 0) return;
  const [x, y] = offsets[n];
  const largest = offsets.flat().reduce((most, offset) => Math.max(most, Math.abs(offset)), 0);
  const expected =
    tolerance === undefined
      ? `${100 * largestDeviation} % of a pixel (${rounded(spacing)} mm)`
      : `${tolerance} mm`;
  throw invalidFile(
    `slices are sheared, as those of a tilted gantry are: ${planes[n].where} lies ${round(x)} mm along x and ` +
      `${round(y)} mm along y from the normal through the first, expected at most ${expected}`,
    { x, y, spacing, advice: toleranceAdvice(largest, spacing) },
  );
}
