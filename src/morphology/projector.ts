import type { Vec3 } from "../volume/volume.ts";
import { flatFaces, separateFaces } from "./flat-faces.ts";
import { planarHull } from "./planar-hull.ts";
import type { Polyhedron } from "./polyhedron.ts";

/**
 * A polyhedron prepared for projection along many axes. A face "looks along the axis" if its
 * outward normal and the axis point to the same side. The arrays from `slopes` on are rewritten for
 * each axis.
 */
export interface Projector {
  /** x, y, z of one vertex after another, in mm. */
  readonly vertices: Float64Array;
  /** Normal of every flat face, with the face's area as length: x, y, z of one face after another. */
  readonly normals: Float64Array;
  /** mm² */
  readonly areas: Float64Array;
  /** Four entries for each edge, as in `FlatFaces`; empty for an elongated polyhedron. */
  readonly edges: Int32Array;
  /** One number for every face, below 0 if the face looks along the axis. */
  readonly slopes: Float32Array;
  /** The memory of `slopes` read as integers: the highest bit is the sign. */
  readonly signs: Int32Array;
  /** Indices into `edges` at which the edges of the outline start. */
  readonly crossed: Int32Array;
  /**
   * Whether the polyhedron is so long and thin that angles between its faces are near rounding
   * errors.
   */
  readonly elongated: boolean;
  /** Shorter projected edges have no reliable direction, in mm; 0 for an elongated polyhedron. */
  readonly small: number;
  readonly outline: Outline;
}

/**
 * The outline of a projected polyhedron: a convex polygon, counter-clockwise. Its n corners and edges
 * are listed twice, so that a search can go once round from any of them. Edge k goes from corner k to
 * corner k + 1.
 */
export interface Outline {
  /** For each vertex of the polyhedron that is on the outline, the next vertex of the outline. */
  readonly next: Int32Array;
  /** First coordinate of each corner in the projection plane, in mm. */
  readonly u: Float64Array;
  /** Second coordinate of each corner, in mm. */
  readonly v: Float64Array;
  /** u of the end minus u of the start of each edge, in mm. */
  readonly du: Float64Array;
  /** v of the end minus v of the start of each edge, in mm. */
  readonly dv: Float64Array;
  /**
   * Direction of each edge, as a number that grows by 1 with each quarter of a turn. It is computed
   * from the share of dv in |du| + |dv|, which is faster than an angle. The numbers increase, except
   * for rounding, and infinity follows the last one. NaN for an edge of length 0; a
   * search by direction stops there, which can only make the bounds in `leastArea` lower.
   */
  readonly turns: Float64Array;
  /**
   * For each of the n edges, a lower bound of the area of the rectangle with a side on it, in mm².
   */
  readonly leastArea: Float64Array;
}

/**
 * A polyhedron is elongated if length × area / volume is above this. That ratio is at least about
 * twice the ratio of length to width.
 */
const ELONGATED = 1e4;

export function makeProjector(polyhedron: Polyhedron): Projector {
  const { vertices, area, volume } = polyhedron;
  const corners = vertices.length / 3;
  const extents = coordinateAxes.map((axis) => extentAlong(vertices, axis));
  const elongated = (Math.max(...extents) * area) / volume > ELONGATED;
  const flat = elongated ? separateFaces(polyhedron) : flatFaces(polyhedron);
  const slopes = new Float32Array(flat.areas.length);
  return {
    vertices,
    ...flat,
    slopes,
    signs: new Int32Array(slopes.buffer),
    crossed: new Int32Array(flat.edges.length / 4 + 1),
    elongated,
    small: elongated ? 0 : 1e-7 * extents[0],
    outline: {
      next: new Int32Array(corners),
      u: new Float64Array(2 * corners + 1),
      v: new Float64Array(2 * corners + 1),
      du: new Float64Array(2 * corners),
      dv: new Float64Array(2 * corners),
      turns: new Float64Array(2 * corners + 1),
      leastArea: new Float64Array(corners),
    },
  };
}

/** Unit vectors along x, y and z. */
export const coordinateAxes: readonly [Vec3, Vec3, Vec3] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** Extent of the vertices along a unit vector, in mm. */
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

/** Area of the projection along a unit vector, in mm². No box about this axis has a smaller base. */
export function projectedArea({ normals }: Projector, [x, y, z]: Vec3): number {
  let sum = 0;
  for (let k = 0; k < normals.length; k += 3) {
    sum += Math.abs(x * normals[k] + y * normals[k + 1] + z * normals[k + 2]);
  }
  return sum / 2;
}

/**
 * Faces at a smaller angle to the axis (in radians) count as parallel to it: they do not look along
 * it.
 */
const PARALLEL = 1e-10;

/**
 * Writes the outline of the projection along an axis, and returns its number of edges. The edges of
 * the outline are those between a face that looks along the axis and a face that does not.
 *
 * For an elongated polyhedron rounding can hide which faces look along the axis. Its outline is
 * therefore the convex hull of all projected vertices.
 *
 * @param right unit vector of the coordinate u
 * @param up unit vector of the coordinate v
 */
export function projectOutline(projector: Projector, axis: Vec3, right: Vec3, up: Vec3): number {
  if (projector.elongated) {
    const count = writeHull(projector, right, up);
    measureEdges(projector.outline, count);
    return count;
  }
  markFacing(projector, axis);
  const count = findCrossed(projector);
  const start = linkCorners(projector, count);
  writeCorners(projector, start, count, right, up);
  measureEdges(projector.outline, count);
  return count;
}

/** Writes the slope of every face, whose sign tells whether the face looks along the axis. */
function markFacing({ normals, areas, slopes }: Projector, [x, y, z]: Vec3): void {
  for (let f = 0; f < slopes.length; f++) {
    const dot = x * normals[3 * f] + y * normals[3 * f + 1] + z * normals[3 * f + 2];
    slopes[f] = PARALLEL * areas[f] - dot;
  }
}

/**
 * 1 if a face looks along the axis, else 0. Without a branch, which the processor would mispredict
 * often.
 */
function looks(signs: Int32Array, face: number): number {
  return signs[face] >>> 31;
}

/** Lists the edges of the outline, and returns how many there are. */
function findCrossed({ edges, signs, crossed }: Projector): number {
  let count = 0;
  for (let e = 0; e < edges.length; e += 4) {
    crossed[count] = e;
    count += looks(signs, edges[e]) ^ looks(signs, edges[e + 1]);
  }
  return count;
}

/** Links the outline's corners, counter-clockwise, and returns one of them. */
function linkCorners({ edges, signs, crossed, outline: { next } }: Projector, count: number) {
  let from = 0;
  for (let k = 0; k < count; k++) {
    const e = crossed[k];
    const forwards = looks(signs, edges[e]); // 1 if the first face is the one that looks along the axis
    from = edges[e + 3 - forwards];
    next[from] = edges[e + 2 + forwards];
  }
  return from;
}

/** Writes the projected corners of the outline one after another, starting with vertex `corner`. */
function writeCorners(
  { vertices, outline: { next, u, v } }: Projector,
  corner: number,
  count: number,
  right: Vec3,
  up: Vec3,
): void {
  for (let k = 0; k < count; k++) {
    const x = vertices[3 * corner];
    const y = vertices[3 * corner + 1];
    const z = vertices[3 * corner + 2];
    u[k] = right[0] * x + right[1] * y + right[2] * z;
    v[k] = up[0] * x + up[1] * y + up[2] * z;
    corner = next[corner];
  }
  goRoundTwice(u, v, count);
}

/** Writes the corners of the convex hull of all projected vertices; returns their number. */
function writeHull({ vertices, outline: { u, v } }: Projector, right: Vec3, up: Vec3): number {
  const points = Array.from({ length: vertices.length / 3 }, (_, n) => {
    const [x, y, z] = vertices.subarray(3 * n, 3 * n + 3);
    return [right[0] * x + right[1] * y + right[2] * z, up[0] * x + up[1] * y + up[2] * z] as const;
  });
  const hull = planarHull(points);
  hull.forEach(([along, across], k) => {
    u[k] = along;
    v[k] = across;
  });
  goRoundTwice(u, v, hull.length);
  return hull.length;
}

/** Lists the corners a second time, and the first one a third time. */
function goRoundTwice(u: Float64Array, v: Float64Array, count: number): void {
  u.copyWithin(count, 0, count);
  v.copyWithin(count, 0, count);
  u[2 * count] = u[0];
  v[2 * count] = v[0];
}

/** Writes `du`, `dv` and `turns` of the outline's edges. */
function measureEdges({ u, v, du, dv, turns }: Outline, count: number): void {
  for (let k = 0; k < 2 * count; k++) {
    du[k] = u[k + 1] - u[k];
    dv[k] = v[k + 1] - v[k];
  }
  let round = 0;
  let last = 0;
  for (let k = 0; k < count; k++) {
    const sine = dv[k] / (Math.abs(du[k]) + Math.abs(dv[k]));
    const turn = du[k] < 0 ? 2 - sine : sine < 0 ? 4 + sine : sine;
    if (turn < last - 2) round += 4;
    if (!Number.isNaN(turn)) last = turn;
    turns[k] = round + turn;
    turns[k + count] = turns[k] + 4;
  }
  turns[2 * count] = Infinity;
}
