import { VoxomicsError } from "../../messages/errors.ts";
import { boxSize } from "../../volume/box.ts";
import { indexToWorld } from "../../volume/geometry.ts";
import { cross, divide, dot, mapVec3, norm } from "../../volume/vec3.ts";
import type { Grid, Vec3 } from "../../volume/volume.ts";
import { gridOfFrame } from "../frame.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import { type GridStep, locateFrame } from "./frame-in-grid.ts";
import { groupOf } from "./functional-groups.ts";
import { gridAdvice } from "./grid-advice.ts";
import type { Plane } from "./plane.ts";
import { round, stepOfOne } from "./slice-step.ts";
import { numberOf } from "./values.ts";

/** Most planes of a grid, more than any image has. */
const mostPlanes = 2 ** 16;

/**
 * The smallest grid that holds all frames of a segmentation; planes without a frame are empty.
 *
 * @throws VoxomicsError `invalid-file` for frames that do not make one grid, or that leave open how
 *   far its planes are apart.
 */
export function gridOfFrames(planes: readonly Plane[]): Grid {
  const [first] = planes;
  const perpendicular = cross(...first.axes);
  const normal = divide(perpendicular, norm(perpendicular));
  const step = stepAlong(planes, normal);
  const whole = gridOfFrame(
    { spacing: [...first.spacing, step], axes: [...first.axes, normal], origin: first.position },
    [...first.size, 1],
  );
  let low: Vec3 = [0, 0, 0];
  let high: Vec3 = [0, 0, 0];
  for (const plane of planes) {
    const { start, columns, rows } = locate(plane, whole);
    const ends = [...start];
    ends[columns.axis] += lastOf(columns, plane.size[0]);
    ends[rows.axis] += lastOf(rows, plane.size[1]);
    low = mapVec3(low, (least, a) => Math.min(least, start[a], ends[a]));
    high = mapVec3(high, (most, a) => Math.max(most, start[a], ends[a]));
  }
  const size = boxSize({ min: low, max: high });
  if (size[2] > mostPlanes) {
    throw invalidFile(
      `frames lie ${round((size[2] - 1) * step)} mm apart, ${size[2]} planes of ${round(step)} mm, ` +
        `expected at most ${mostPlanes}`,
      { found: size[2], expected: mostPlanes },
    );
  }
  return { ...whole, size, origin: indexToWorld(whole, low) };
}

/** From the first of `count` pixels to the last, in voxels along the axis. */
const lastOf = ({ step }: GridStep, count: number): number => step * (count - 1);

/** `locateFrame`, with the error for a damaged file: frames of one file have to fit each other. */
function locate(plane: Plane, grid: Grid) {
  try {
    return locateFrame(plane, grid, "the first frame");
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    throw invalidFile(`${error.message}; it may fit the image's grid`, {
      ...error.details,
      advice: [gridAdvice],
    });
  }
}

/** Frames nearer to each other than this part of a pixel's side lie in one plane. */
const samePlace = 0.01;

/** The distance between neighbouring planes, mm: as the file states it, refined by the frames' positions. */
function stepAlong(planes: readonly Plane[], normal: Vec3): number {
  const [first] = planes;
  const near = samePlace * Math.min(...first.spacing);
  const sorted = planes.map(({ position }) => dot(position, normal)).sort((a, b) => a - b);
  const places = sorted.filter((place, n) => n === 0 || place - sorted[n - 1] > near);
  if (places.length === 1) return stepOfOne(first);
  const gaps = places.slice(1).map((place, n) => place - places[n]);
  let step = statedStep(first) ?? smallestGap(first, gaps);
  // corrected after each gap: the rounding of a stated step would add up to a whole plane in the end
  let count = 0;
  for (const [n, gap] of gaps.entries()) {
    count += Math.max(1, Math.round(gap / step));
    step = (places[n + 1] - places[0]) / count;
  }
  return step;
}

function statedStep({ dataSet, groups }: Plane): number | undefined {
  const measures = groupOf(dataSet, groups, "PixelMeasuresSequence") ?? dataSet;
  const step = Math.abs(numberOf(measures, "SpacingBetweenSlices") ?? 0);
  return step > 0 ? step : undefined;
}

/**
 * The smallest distance between frames, mm.
 *
 * @throws VoxomicsError `invalid-file` for a distance of two slice thicknesses or more: planes without a
 *   frame may lie between the frames
 */
function smallestGap({ dataSet, groups }: Plane, gaps: readonly number[]): number {
  const measures = groupOf(dataSet, groups, "PixelMeasuresSequence") ?? dataSet;
  const smallest = gaps.reduce((least, gap) => Math.min(least, gap));
  const thickness = numberOf(measures, "SliceThickness") ?? smallest;
  if (smallest < 1.98 * thickness) return smallest;
  throw invalidFile(
    `frames lie ${round(smallest)} mm apart or more and are ${round(thickness)} mm thick: without ` +
      `${nameOf("SpacingBetweenSlices")} the distance between planes is not known: the grid of the image ` +
      "has it",
    { found: smallest, thickness, advice: [gridAdvice] },
  );
}
