import { once } from "../base/once.ts";
import { perAxis } from "../volume/vec3.ts";
import type { Vec3 } from "../volume/volume.ts";

/**
 * Marching cubes on masks (doi:10.1145/37401.37422), its 256 cases derived instead of listed.
 *
 * A cell is the cube between eight voxel centres. Corner c lies at (c & 1, c >> 1 & 1, c >> 2 & 1),
 * and bit c of a cell's case is set if that voxel is inside. The surface crosses an edge between
 * an inside and an outside corner half-way, so that twice its coordinates are integers.
 */
export const cellCases = 256;

/** Corners of the cube's faces, counter-clockwise as seen from outside. */
const faces = [
  [1, 3, 7, 5],
  [0, 4, 6, 2],
  [2, 6, 7, 3],
  [0, 1, 5, 4],
  [4, 5, 7, 6],
  [0, 2, 3, 1],
] as const;

/**
 * The surface's triangles in a case, three points each, in doubled cell coordinates (0, 1 or 2).
 * Counter-clockwise as seen from outside the region.
 */
export function cellTriangles(code: number, spacing: Vec3): Vec3[] {
  return cellSurface(code, spacing).flatMap(({ triangles }) => triangles);
}

/**
 * The closed polygons of the surface in a case, each cut into a fan of triangles around one of its points.
 *
 * Taken is the fan with the largest area in voxel units, as in the published tables; of several such fans,
 * the one with the largest area in mm²; of several of these, the one that bulges out most. This rule
 * gives the same surface for mirrored masks and for axes in another order.
 */
export function cellSurface(code: number, spacing: Vec3): readonly Fan[] {
  return cellFans()[code].map((fans) => (fans.length === 1 ? fans[0] : choose(fans, spacing)));
}

/** A closed polygon, cut into triangles around one of its points. */
export interface Fan {
  /** Three points for each triangle, in doubled cell coordinates. */
  readonly triangles: readonly Vec3[];
  /** Normal of each triangle, with twice the triangle's area as length. */
  readonly normals: readonly Vec3[];
  /** Σ normal · (common point - mean of the polygon's points): larger if the fan bulges out more. */
  readonly bulge: number;
}

/**
 * For every case and polygon the fans with the largest area in voxel units; one fan if it is flat.
 */
const cellFans = once((): readonly (readonly (readonly Fan[])[])[] =>
  Array.from({ length: cellCases }, (_, code) =>
    cutLoops(code).map((loop) => {
      const fans = loop.map((_, start) => fanAround(loop, start));
      return isFlat(fans[0]) ? [fans[0]] : largest(fans, (fan) => areaOf(fan, [1, 1, 1]));
    }),
  ),
);

/** The closed polygons in which the surface crosses the cube's faces. */
function cutLoops(code: number): Vec3[][] {
  const next = new Map<number, number>();
  for (const face of faces) {
    const corner = (k: number) => face[k % 4];
    const inside = (k: number) => (code >> corner(k)) & 1;
    for (let k = 0; k < 4; k++) {
      if (inside(k) || !inside(k + 1)) continue;
      // the line goes around a run of inside corners; two diagonal corners get a line each, which is
      // the same in the cell on the other side of the face
      let last = k + 1;
      while (inside(last + 1)) last++;
      next.set(middle(corner(k), corner(k + 1)), middle(corner(last), corner(last + 1)));
    }
  }

  const loops: Vec3[][] = [];
  for (const start of next.keys()) {
    const loop: Vec3[] = [];
    for (let p = start; next.has(p); ) {
      const following = next.get(p) as number;
      next.delete(p);
      loop.push([p % 3, Math.floor(p / 3) % 3, Math.floor(p / 9)]);
      p = following;
    }
    loops.push(loop);
  }
  return loops;
}

/** The point half-way between two corners, as x + 3y + 9z of its doubled coordinates. */
function middle(a: number, b: number): number {
  const code = (c: number) => (c & 1) + 3 * ((c >> 1) & 1) + 9 * (c >> 2);
  return code(a) + code(b);
}

function fanAround(loop: readonly Vec3[], start: number): Fan {
  const mean = perAxis((a) => loop.reduce((sum, point) => sum + point[a] / loop.length, 0));
  const point = (k: number) => loop[(start + k) % loop.length];
  const [px, py, pz] = point(0);
  const triangles: Vec3[] = [];
  const normals: Vec3[] = [];
  let bulge = 0;
  for (let k = 1; k + 1 < loop.length; k++) {
    triangles.push(point(0), point(k), point(k + 1));
    const [x, y, z] = doubledArea(point(0), point(k), point(k + 1));
    normals.push([x, y, z]);
    bulge += x * (px - mean[0]) + y * (py - mean[1]) + z * (pz - mean[2]);
  }
  return { triangles, normals, bulge };
}

function isFlat({ normals: [first, ...others] }: Fan): boolean {
  return others.every((normal) => norm(...doubledArea([0, 0, 0], first, normal)) === 0);
}

/** Chooses among fans with equal area in voxel units, by area in mm² and then by bulge. */
function choose(fans: readonly Fan[], spacing: Vec3): Fan {
  return largest(
    largest(fans, (fan) => areaOf(fan, spacing)),
    (fan) => fan.bulge,
  )[0];
}

/**
 * Twice the area of a fan's triangles, with one unit of doubled coordinates as long as the spacing.
 */
function areaOf({ normals }: Fan, [sx, sy, sz]: Vec3): number {
  let sum = 0;
  for (const [x, y, z] of normals) sum += norm(x * sy * sz, y * sz * sx, z * sx * sy);
  return sum;
}

/** Sizes whose relative difference is smaller are equal up to rounding. */
const ROUNDING = 1e-9;

/** The fans of the largest size. */
function largest(fans: readonly Fan[], sizeOf: (fan: Fan) => number): readonly Fan[] {
  const sizes = fans.map(sizeOf);
  const most = Math.max(...sizes);
  return fans.filter((_, k) => sizes[k] >= most - ROUNDING * Math.max(most, 1));
}

/** (b - a) × (c - a): the normal of triangle a, b, c, with twice its area as length. */
export function doubledArea(a: Vec3, b: Vec3, c: Vec3): Vec3 {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
}

export function norm(x: number, y: number, z: number): number {
  return Math.sqrt(x * x + y * y + z * z);
}
