import type { Vec3 } from "../volume/volume.ts";
import {
  extentAlong,
  type Outline,
  type Projector,
  projectedArea,
  projectOutline,
} from "./projector.ts";

/** A box around a polyhedron, turned in any way. */
export interface OrientedBox {
  /** Orthogonal unit vectors along the box's sides. */
  readonly axes: readonly [Vec3, Vec3, Vec3];
  /** Lengths of the sides along the axes, in mm. */
  readonly lengths: Vec3;
  /** mm³ */
  readonly volume: number;
}

/** Volumes, areas or lengths whose relative difference is smaller are equal up to rounding. */
export const EQUAL = 1e-9;

/** The smallest box about a given axis, a unit vector; null if its volume is above `limit` (mm³). */
export function boxWithin(projector: Projector, axis: Vec3, limit: number): OrientedBox | null {
  const height = extentAlong(projector.vertices, axis);
  const least = height * projectedArea(projector, axis);
  return least > limit * (1 + EQUAL) ? null : boxOfHeight(projector, axis, height, limit);
}

/**
 * `boxWithin` where the polyhedron's extent along the axis, `height` in mm, is known.
 *
 * The base of the box is the smallest rectangle around the polyhedron's projection along the axis.
 * One side of that rectangle lies on an edge of the projection's outline. Rotating calipers
 * (Toussaint, Proc. IEEE MELECON 1983) find, for each edge in turn, the corners that touch the other
 * three sides. Rounding can dent the outline, and a caliper then stops at a corner that comes too
 * early. The area that the calipers give is therefore only a lower bound: rectangles are measured
 * exactly in ascending order of this bound, until the bound exceeds the smallest one measured.
 */
export function boxOfHeight(
  projector: Projector,
  axis: Vec3,
  height: number,
  limit: number,
): OrientedBox | null {
  const [right, up] = planeAxes(axis);
  const count = projectOutline(projector, axis, right, up);
  const { outline } = projector;
  const { du, dv, leastArea } = outline;
  let smallest = limit / height; // mm²: a larger base would exceed the limit
  let [cos, sin, width, depth] = [1, 0, Infinity, Infinity];
  boundRectangles(outline, count, projector.small);
  let e = indexOfSmallest(leastArea, count);
  while (leastArea[e] < Infinity && leastArea[e] <= smallest * (1 + EQUAL)) {
    const length = Math.sqrt(du[e] * du[e] + dv[e] * dv[e]);
    const c = du[e] / length;
    const s = dv[e] / length;
    const [along, across] = rectangleAlong(outline, count, c, s);
    const area = along * across;
    // of rectangles with equal area, the one closest to a square
    const equal = Math.abs(area - smallest) <= EQUAL * area;
    if (equal ? along + across < width + depth : area < smallest) {
      smallest = area;
      [cos, sin, width, depth] = [c, s, along, across];
    }
    excludeEdge(outline, count, e);
    e = indexOfSmallest(leastArea, count);
  }
  if (width === Infinity) return null; // every rectangle on this base exceeds the limit

  const turned = (c: number, s: number): Vec3 => [
    c * right[0] + s * up[0],
    c * right[1] + s * up[1],
    c * right[2] + s * up[2],
  ];
  const box: OrientedBox = {
    axes: [axis, turned(cos, sin), turned(-sin, cos)],
    lengths: [height, width, depth],
    volume: height * width * depth,
  };
  return projector.elongated ? widened(projector, box) : box;
}

/** Relative difference that rounding can make between two extents along one direction. */
const ROUNDING = 16 * Number.EPSILON;

/**
 * The box with each length that is shorter than the polyhedron's extent set to that extent.
 *
 * A length can be too short because the outline leaves out faces whose angle to the axis is below
 * 1e-10 (`PARALLEL`). The missing part of the length is up to 1e-10 times the polyhedron's ratio of
 * length to width. Unless the polyhedron is elongated, a missing part below EQUAL is left as it is.
 */
export function widened({ vertices, elongated }: Projector, box: OrientedBox): OrientedBox {
  const tolerance = elongated ? ROUNDING : EQUAL;
  const { axes, lengths } = box;
  const [a, b, c] = axes.map((axis, k) => {
    const extent = extentAlong(vertices, axis);
    return extent > lengths[k] * (1 + tolerance) ? extent : lengths[k];
  });
  return { axes, lengths: [a, b, c], volume: a * b * c };
}

/**
 * Writes to `leastArea`, for every edge of the outline, a lower bound of the area (mm²) of the
 * rectangle with a side on that edge. Its other sides touch the corners at which the outline has
 * turned by one, two and three quarters.
 */
function boundRectangles(outline: Outline, count: number, small: number): void {
  const { u, v, du, dv, turns, leastArea } = outline;
  let [ahead, above, behind] = [0, 0, 0];
  for (let e = 0; e < count; e++) {
    while (turns[ahead] < turns[e] + 1) ahead++;
    while (turns[above] < turns[e] + 2) above++;
    while (turns[behind] < turns[e] + 3) behind++;
    const leastAlong = du[e] * (u[ahead] - u[behind]) + dv[e] * (v[ahead] - v[behind]);
    const leastAcross = du[e] * (v[above] - v[e]) - dv[e] * (u[above] - u[e]);
    const squared = du[e] * du[e] + dv[e] * dv[e];
    // the projection of an edge along the axis is that short: its direction is only rounding error
    leastArea[e] = squared < small * small ? Infinity : (leastAlong * leastAcross) / squared;
  }
}

/**
 * Two edges are parallel or orthogonal if the difference of their turns is this close to an
 * integer.
 */
const SAME_DIRECTION = 1e-11;

/**
 * Excludes an edge and all edges that are parallel or orthogonal to it: their rectangle is the
 * same.
 */
function excludeEdge({ turns, leastArea }: Outline, count: number, e: number): void {
  const direction = turns[e];
  for (let k = 0; k < count; k++) {
    const apart = turns[k] - direction;
    if (Math.abs(apart - Math.round(apart)) < SAME_DIRECTION) leastArea[k] = Infinity;
  }
  leastArea[e] = Infinity; // also where the edge's direction is NaN
}

function indexOfSmallest(values: Float64Array, count: number): number {
  let smallest = 0;
  for (let k = 1; k < count; k++) if (values[k] < values[smallest]) smallest = k;
  return smallest;
}

/** Extents of the outline, in mm, along the unit vector (c, s) in its plane and orthogonal to it. */
function rectangleAlong(
  { u, v }: Outline,
  count: number,
  c: number,
  s: number,
): [along: number, across: number] {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let k = 0; k < count; k++) {
    const along = c * u[k] + s * v[k];
    const across = c * v[k] - s * u[k];
    if (along < left) left = along;
    if (along > right) right = along;
    if (across < low) low = across;
    if (across > high) high = across;
  }
  return [right - left, high - low];
}

/** Two unit vectors orthogonal to a third and to each other (Duff et al., JCGT 2017, 6(1)). */
function planeAxes([x, y, z]: Vec3): [Vec3, Vec3] {
  const sign = z < 0 ? -1 : 1;
  const a = -1 / (sign + z);
  const b = x * y * a;
  return [
    [1 + sign * x * x * a, sign * b, -sign * x],
    [b, sign + y * y * a, -y],
  ];
}
