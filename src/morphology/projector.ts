import type { Vec3 } from "../volume/volume.ts";
import { flatFaces, separateFaces } from "./flat-faces.ts";
import { planarHull } from "./planar-hull.ts";
import type { Polyhedron } from "./polyhedron.ts";

/** A polyhedron laid out for projection: faces, edges, and room to work in. */
export interface Projector {
  readonly vertices: Float64Array;
  /** Normal of every flat face, its area long. */
  readonly normals: Float64Array;
  readonly areas: Float64Array;
  /** For every edge a face, the face across, and start and end as the first face has them. */
  readonly edges: Int32Array;
  /** For every face a number below 0 if it looks along the axis. */
  readonly slopes: Float32Array;
  /** The same memory: the highest bit is the sign. */
  readonly signs: Int32Array;
  /** Where the edges of the outline are in `edges`. */
  readonly crossed: Int32Array;
  /** Whether it is so long beside its width that angles between its faces are near rounding. */
  readonly elongated: boolean;
  /** A length in mm that is small beside the polyhedron; 0 for an elongated one. */
  readonly small: number;
  readonly outline: Outline;
}

/**
 * A convex polygon, counter-clockwise and twice round: edge k goes from corner k, at (u, v), to the
 * next.
 */
export interface Outline {
  /** For a vertex on the outline the next one. */
  readonly next: Int32Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly du: Float64Array;
  readonly dv: Float64Array;
  /**
   * Directions of edges in quarters of a turn, by their parts of |du| + |dv| instead of angles.
   * They increase but for rounding, and end with infinity. NaN for an edge of length 0, which
   * stops corners: bounds get lower by that, never wrong.
   */
  readonly turns: Float64Array;
  /** What no rectangle with a side on an edge is smaller than. */
  readonly leastArea: Float64Array;
}

/** About twice the length beside the width, or more, from which a polyhedron is elongated. */
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

/** Faces tilted by less (in radians) count as parallel to the axis, all in the same way. */
const PARALLEL = 1e-10;

/**
 * Projects the outline: the edges between a face that looks along the axis and one that does not,
 * which form a ring. Returns how many there are.
 *
 * Which faces of an elongated polyhedron look along the axis is not certain: its outline is the
 * convex hull of all projected vertices.
 */
export function projectOutline(projector: Projector, axis: Vec3, right: Vec3, up: Vec3): number {
  if (projector.elongated) {
    const count = layHull(projector, right, up);
    measureEdges(projector.outline, count);
    return count;
  }
  markFacing(projector, axis);
  const count = findCrossed(projector);
  const start = linkCorners(projector, count);
  layCorners(projector, start, count, right, up);
  measureEdges(projector.outline, count);
  return count;
}

function markFacing({ normals, areas, slopes }: Projector, [x, y, z]: Vec3): void {
  for (let f = 0; f < slopes.length; f++) {
    const dot = x * normals[3 * f] + y * normals[3 * f + 1] + z * normals[3 * f + 2];
    slopes[f] = PARALLEL * areas[f] - dot;
  }
}

/** 1 if a face looks along the axis, else 0. Without a branch, which would be guessed wrong too often. */
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
    const forwards = looks(signs, edges[e]); // the face that looks along the axis has the edge's direction
    from = edges[e + 3 - forwards];
    next[from] = edges[e + 2 + forwards];
  }
  return from;
}

/** Projects the outline's corners one after another, starting with `corner`. */
function layCorners(
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

/** Projects all vertices and lays the corners of their hull; returns how many there are. */
function layHull({ vertices, outline: { u, v } }: Projector, right: Vec3, up: Vec3): number {
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

function goRoundTwice(u: Float64Array, v: Float64Array, count: number): void {
  u.copyWithin(count, 0, count);
  v.copyWithin(count, 0, count);
  u[2 * count] = u[0];
  v[2 * count] = v[0];
}

/** Lengths and turns of the outline's edges. */
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
