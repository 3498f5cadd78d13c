import type { Vec3 } from "../volume/volume.ts";
import { flatFaces } from "./flat-faces.ts";
import type { Polyhedron } from "./polyhedron.ts";

/** A box around a polyhedron: three orthogonal unit vectors and its lengths along them. */
export interface OrientedBox {
  readonly axes: readonly [Vec3, Vec3, Vec3];
  readonly lengths: Vec3;
  readonly volume: number;
}

/** A polyhedron laid out for projection: faces, edges, and room to work in. */
export interface Projector {
  readonly vertices: Float64Array;
  /** Normal of every flat face, its area long. */
  readonly normals: Float64Array;
  readonly areas: Float64Array;
  /** For every edge a face, the face across, and start and end as the first face has them. */
  readonly edges: Int32Array;
  /** Whether a face looks along the axis. */
  readonly facing: Uint8Array;
  /** A length in mm that is small beside the polyhedron. */
  readonly small: number;
  readonly outline: Outline;
}

/**
 * A convex polygon, counter-clockwise and twice round: edge k goes from corner k, at (u, v), to the
 * next.
 */
interface Outline {
  /** For a vertex on the outline the next one. */
  readonly next: Int32Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly du: Float64Array;
  readonly dv: Float64Array;
}

export function makeProjector(polyhedron: Polyhedron): Projector {
  const { vertices } = polyhedron;
  const corners = vertices.length / 3;
  const flat = flatFaces(polyhedron);
  return {
    vertices,
    ...flat,
    facing: new Uint8Array(flat.areas.length),
    small: 1e-7 * extentAlong(vertices, [1, 0, 0]),
    outline: {
      next: new Int32Array(corners),
      u: new Float64Array(2 * corners + 1),
      v: new Float64Array(2 * corners + 1),
      du: new Float64Array(2 * corners),
      dv: new Float64Array(2 * corners),
    },
  };
}

/** Extent of the vertices along a unit vector. */
export function extentAlong(vertices: Float64Array, [x, y, z]: Vec3): number {
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < vertices.length; k += 3) {
    const height = x * vertices[k] + y * vertices[k + 1] + z * vertices[k + 2];
    if (height < low) low = height;
    if (height > high) high = height;
  }
  return high - low;
}

/** Area of the projection along a unit vector: no box with this axis has a smaller base. */
export function projectedArea({ normals }: Projector, [x, y, z]: Vec3): number {
  let sum = 0;
  for (let k = 0; k < normals.length; k += 3) {
    sum += Math.abs(x * normals[k] + y * normals[k + 1] + z * normals[k + 2]);
  }
  return sum / 2;
}

/** The smallest box with a given axis, a unit vector. */
export function boxAbout(projector: Projector, axis: Vec3): OrientedBox {
  return boxWithin(projector, axis, Infinity) as OrientedBox;
}

/** Volumes and areas that differ by less than this part are equal, up to rounding. */
const EQUAL = 1e-9;

/**
 * The smallest box with a given axis, a unit vector; null if its volume is above a limit.
 *
 * Its base is the smallest rectangle around the projection, one side of which lies on an edge of
 * the projection's outline. While that edge goes round, so do the corners that touch the other
 * sides (Toussaint, Proc. IEEE MELECON 1983). Rounding can dent the outline, which stops corners
 * too early; so they only tell how small a rectangle may be, and the few best ones are measured.
 */
export function boxWithin(projector: Projector, axis: Vec3, limit: number): OrientedBox | null {
  const height = extentAlong(projector.vertices, axis);
  if (height * projectedArea(projector, axis) > limit * (1 + EQUAL)) return null;

  const [right, up] = planeAxes(axis);
  const count = projectOutline(projector, axis, right, up);
  const { small, outline } = projector;
  const { du, dv, u, v } = outline;
  const rounding = 1e-5 * small;
  let smallest = limit / height;
  let [cos, sin, width, depth] = [1, 0, Infinity, Infinity];
  let [ahead, above, behind] = [0, 0, 0];
  for (let e = 0; e < count; e++) {
    const length = Math.sqrt(du[e] * du[e] + dv[e] * dv[e]);
    if (length < small) continue; // an edge along the axis, whose direction is rounding
    const c = du[e] / length;
    const s = dv[e] / length;
    const end = e + count;
    if (ahead < e) ahead = e;
    while (ahead < end && c * du[ahead] + s * dv[ahead] > -rounding) ahead++;
    if (above < ahead) above = ahead;
    while (above < end && c * dv[above] - s * du[above] > -rounding) above++;
    if (behind < above) behind = above;
    while (behind < end && c * du[behind] + s * dv[behind] < rounding) behind++;
    const leastAlong = c * (u[ahead] - u[behind]) + s * (v[ahead] - v[behind]);
    const leastAcross = c * (v[above] - v[e]) - s * (u[above] - u[e]);
    if (leastAlong * leastAcross > smallest * (1 + EQUAL)) continue;
    const [along, across] = rectangleAlong(outline, count, c, s);
    const area = along * across;
    // of rectangles with the same area, up to rounding, the one closest to a square
    const equal = Math.abs(area - smallest) <= EQUAL * area;
    if (equal ? along + across < width + depth : area < smallest) {
      smallest = area;
      [cos, sin, width, depth] = [c, s, along, across];
    }
  }
  if (width === Infinity) return null;

  const turned = (c: number, s: number): Vec3 => [
    c * right[0] + s * up[0],
    c * right[1] + s * up[1],
    c * right[2] + s * up[2],
  ];
  return {
    axes: [axis, turned(cos, sin), turned(-sin, cos)],
    lengths: [height, width, depth],
    volume: height * width * depth,
  };
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

/** Faces tilted by less (in radians) count as parallel to the axis, all in the same way. */
const PARALLEL = 1e-10;

/**
 * Projects the outline: the edges between a face that looks along the axis and one that does not,
 * which form a ring. Returns how many there are.
 */
function projectOutline(
  { vertices, normals, areas, edges, facing, outline: { next, u, v, du, dv } }: Projector,
  [x, y, z]: Vec3,
  right: Vec3,
  up: Vec3,
): number {
  for (let f = 0; f < facing.length; f++) {
    const dot = x * normals[3 * f] + y * normals[3 * f + 1] + z * normals[3 * f + 2];
    facing[f] = dot > PARALLEL * areas[f] ? 1 : 0;
  }
  let count = 0;
  let n = 0;
  for (let e = 0; e < edges.length; e += 4) {
    const looks = facing[edges[e]];
    if (looks === facing[edges[e + 1]]) continue;
    // counter-clockwise: as the face that looks along the axis has it
    n = edges[e + 3 - looks];
    next[n] = edges[e + 2 + looks];
    count++;
  }
  for (let k = 0; k < count; k++) {
    const px = vertices[3 * n];
    const py = vertices[3 * n + 1];
    const pz = vertices[3 * n + 2];
    u[k] = right[0] * px + right[1] * py + right[2] * pz;
    v[k] = up[0] * px + up[1] * py + up[2] * pz;
    n = next[n];
  }
  u.copyWithin(count, 0, count);
  v.copyWithin(count, 0, count);
  u[2 * count] = u[0];
  v[2 * count] = v[0];
  for (let k = 0; k < 2 * count; k++) {
    du[k] = u[k + 1] - u[k];
    dv[k] = v[k + 1] - v[k];
  }
  return count;
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
