import type { Vec3 } from "../volume/volume.ts";
import {
  extentAlong,
  type Outline,
  type Projector,
  projectedArea,
  projectOutline,
} from "./projector.ts";

/** A box around a polyhedron: three orthogonal unit vectors and its lengths along them. */
export interface OrientedBox {
  readonly axes: readonly [Vec3, Vec3, Vec3];
  readonly lengths: Vec3;
  readonly volume: number;
}

/** Volumes and areas that differ by less than this part are equal, up to rounding. */
export const EQUAL = 1e-9;

/** The smallest box with a given axis, a unit vector; null if its volume is above a limit. */
export function boxWithin(projector: Projector, axis: Vec3, limit: number): OrientedBox | null {
  const height = extentAlong(projector.vertices, axis);
  const least = height * projectedArea(projector, axis);
  return least > limit * (1 + EQUAL) ? null : boxOfHeight(projector, axis, height, limit);
}

/**
 * `boxWithin`, the polyhedron's extent along the axis being known.
 *
 * The base is the smallest rectangle around the projection, one side of which lies on an edge of
 * the projection's outline. While that edge goes round, so do the corners that touch the other
 * sides (Toussaint, Proc. IEEE MELECON 1983). Rounding can dent the outline, which stops corners
 * too early; so they only tell how small a rectangle may be, and the few best ones are measured.
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
  let smallest = limit / height; // what a base must not exceed
  let [cos, sin, width, depth] = [1, 0, Infinity, Infinity];
  boundRectangles(outline, count, projector.small);
  let e = indexOfSmallest(leastArea, count);
  while (leastArea[e] < Infinity && leastArea[e] <= smallest * (1 + EQUAL)) {
    const length = Math.sqrt(du[e] * du[e] + dv[e] * dv[e]);
    const c = du[e] / length;
    const s = dv[e] / length;
    const [along, across] = rectangleAlong(outline, count, c, s);
    const area = along * across;
    // of rectangles with the same area, up to rounding, the one closest to a square
    const equal = Math.abs(area - smallest) <= EQUAL * area;
    if (equal ? along + across < width + depth : area < smallest) {
      smallest = area;
      [cos, sin, width, depth] = [c, s, along, across];
    }
    passOver(outline, count, e);
    e = indexOfSmallest(leastArea, count);
  }
  if (width === Infinity) return null; // every base did

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

/** Part of a length by which extents of one direction differ by rounding. */
const ROUNDING = 16 * Number.EPSILON;

/**
 * A box with its lengths made those of the polyhedron, where they are too short.
 *
 * An outline leaves out faces that are parallel to its axis but for 1e-10, and with them as small a part
 * of a length times the ratio of length and width: up to EQUAL that stays.
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

/** For every edge of the outline, how small a rectangle with a side on it may be. */
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
    // an edge along the axis is short, and its direction is rounding
    leastArea[e] = squared < small * small ? Infinity : (leastAlong * leastAcross) / squared;
  }
}

/** Edges are parallel, or at right angles, if their turns differ by less from a whole number of quarters. */
const SAME_DIRECTION = 1e-11;

/** Leaves out an edge, and those with the same rectangle: parallel, or at right angles. */
function passOver({ turns, leastArea }: Outline, count: number, e: number): void {
  const direction = turns[e];
  for (let k = 0; k < count; k++) {
    const apart = turns[k] - direction;
    if (Math.abs(apart - Math.round(apart)) < SAME_DIRECTION) leastArea[k] = Infinity;
  }
  leastArea[e] = Infinity; // whatever its direction
}

function indexOfSmallest(values: Float64Array, count: number): number {
  let smallest = 0;
  for (let k = 1; k < count; k++) if (values[k] < values[smallest]) smallest = k;
  return smallest;
}

/** Extents of the outline along a unit vector in its plane, and across. */
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
