import { VoxomicsError } from "../../messages/errors.ts";
import { mapVec3, type PerAxis, perAxis } from "../../volume/vec3.ts";
import type { Grid } from "../../volume/volume.ts";
import { furthestVoxel } from "./even-odd.ts";
import { coordinatesAlong, type LatticeAxis, latticeOf } from "./lattice.ts";

/** A closed planar polygon in the patient: its last point is joined to its first. */
export interface Contour {
  /** x, y and z of each point in turn (LPS, mm); at least three points. */
  readonly points: Float64Array;
}

/** A contour in voxels: the coordinates of its points along each of the three lattice axes. */
export type LatticeContour = PerAxis<Float64Array>;

/** Contours that lie in one plane. */
export interface ContourPlane {
  /** Position along the normal, in voxels, rounded to 1/256. */
  readonly position: number;
  readonly contours: readonly LatticeContour[];
}

/** Contours in parallel planes, in the order of their positions. */
export interface ContourStack {
  readonly normal: LatticeAxis;
  /** The two axes of the planes: along rows, and across them. */
  readonly inPlane: readonly [LatticeAxis, LatticeAxis];
  readonly planes: readonly ContourPlane[];
}

/**
 * How far apart along the normal the points of a contour, and the contours of a plane, may lie, in
 * voxels.
 */
const flatness = 0.1;

/** Positions are rounded to this part of a voxel, so that one half-way between two planes is exactly so. */
const positionsPerVoxel = 256;

/**
 * Sorts contours into planes that are parallel to one plane of the grid.
 *
 * @param what names the region in messages.
 * @throws VoxomicsError `geometry-mismatch` if the contours are parallel to no plane of the grid, if planes
 *   lie too close to be told apart, or if a point lies too far outside the grid
 */
export function stackContours(
  contours: readonly Contour[],
  grid: Grid,
  what: string,
): ContourStack {
  const lattice = latticeOf(grid);
  const located = contours.map(({ points }, n) => {
    const coordinates = mapVec3(lattice, (axis) => coordinatesAlong(axis, grid, points));
    checkReach(coordinates, `${what}, contour ${n + 1} of ${contours.length}`);
    return coordinates;
  });
  const normal = lattice[findNormal(located, what)];
  const [first, second] = lattice.filter((axis) => axis !== normal).sort((a, b) => b.rank - a.rank);
  return {
    normal,
    inPlane: [first, second],
    planes: groupByPlane(located, normal, what),
  };
}

function checkReach(coordinates: readonly Float64Array[], what: string): void {
  for (const along of coordinates) {
    const n = along.findIndex((value) => !(Math.abs(value) <= furthestVoxel));
    if (n < 0) continue;
    const point = coordinates.map((values) => values[n]);
    throw new VoxomicsError(
      "geometry-mismatch",
      `${what}: its point ${n + 1} lies at voxel [${point.map(short).join(", ")}] of the grid, ` +
        `expected at most ${furthestVoxel} voxels away`,
      { found: point, expected: furthestVoxel },
    );
  }
}

/** The axis along which every contour is flat. */
function findNormal(contours: readonly LatticeContour[], what: string): number {
  const extents = contours.map((contour) => contour.map((along) => max(along) - min(along)));
  const widest = perAxis((a) => extents.reduce((most, e) => Math.max(most, e[a]), 0));
  // contours that are points or lines are flat along several axes: of equals the last is taken
  const normal = [2, 1, 0].reduce((best, a) => (widest[a] < widest[best] ? a : best), 2);
  if (widest[normal] <= flatness) return normal;
  const tilted = extents.findIndex((extent) => extent[normal] > flatness);
  throw new VoxomicsError(
    "geometry-mismatch",
    `${what}: its contours are parallel to no plane of the grid: contour ${tilted + 1} of ` +
      `${contours.length} reaches over ${extents[tilted].map(short).join(", ")} voxels along the ` +
      `grid's axes, expected at most ${flatness} along one that is the same for all contours`,
    { found: extents[tilted], expected: flatness },
  );
}

function groupByPlane(
  contours: readonly LatticeContour[],
  { axis, spacing }: LatticeAxis,
  what: string,
): ContourPlane[] {
  const sorted = contours
    .map((contour) => ({ contour, position: (min(contour[axis]) + max(contour[axis])) / 2 }))
    .sort((a, b) => a.position - b.position);
  const planes: ContourPlane[] = [];
  for (let first = 0, next: number; first < sorted.length; first = next) {
    next = first + 1;
    while (next < sorted.length && sorted[next].position - sorted[next - 1].position <= flatness) {
      next++;
    }
    const members = sorted.slice(first, next);
    const extent = members[members.length - 1].position - members[0].position;
    if (extent > flatness) throw planesTooClose(what, extent, members.length, spacing);
    const middle = members[0].position + extent / 2;
    planes.push({
      position: Math.round(middle * positionsPerVoxel) / positionsPerVoxel,
      contours: members.map(({ contour }) => contour),
    });
  }
  return planes;
}

function planesTooClose(what: string, extent: number, count: number, spacing: number) {
  return new VoxomicsError(
    "geometry-mismatch",
    `${what}: its contour planes lie too close to be told apart: ${count} contours within ` +
      `${short(extent * spacing)} mm, image planes are ${short(spacing)} mm apart, expected ` +
      `contours in one plane within ${short(flatness * spacing)} mm and others further apart`,
    { found: extent * spacing, spacing },
  );
}

function min(values: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < values.length; n++) if (values[n] < least) least = values[n];
  return least;
}

function max(values: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < values.length; n++) if (values[n] > most) most = values[n];
  return most;
}

/** A number as messages show it: with six digits. */
export const short = (value: number): string => String(Number(value.toPrecision(6)));
