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

/** For every case the closed polygons that the surface cuts out of the cell. */
const cellLoops: readonly (readonly (readonly Vec3[])[])[] = /* @__PURE__ */ Array.from(
  { length: cellCases },
  (_, code) => cutLoops(code),
);

/**
 * The surface's triangles in a case, three points each, in doubled cell coordinates (0, 1 or 2).
 * Counter-clockwise as seen from outside the region.
 */
export function cellTriangles(code: number, spacing: Vec3): Vec3[] {
  return cellLoops[code].flatMap((loop) => widestFan(loop, spacing));
}

/** The closed polygons in which the surface crosses the cube's faces. */
function cutLoops(code: number): Vec3[][] {
  const next = new Map<number, number>();
  for (const face of faces) {
    const corner = (k: number) => face[k % 4];
    const inside = (k: number) => (code >> corner(k)) & 1;
    for (let k = 0; k < 4; k++) {
      if (inside(k) || !inside(k + 1)) continue;
      // around a run of inside corners; two runs (a diagonal) stay apart, in both cells at a face
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
  const place = (c: number) => (c & 1) + 3 * ((c >> 1) & 1) + 9 * (c >> 2);
  return place(a) + place(b);
}

/** Sizes that differ by less, relative, are equal up to rounding. */
const ROUNDING = 1e-9;

/**
 * A loop as triangles around one of its points: the one that gives the largest area in voxel
 * units, which is what the published tables do where a loop is not flat; of several the one with
 * the largest area in mm², and then the one that bulges out most. So it is the same in a mirror
 * and with the axes in another order.
 */
function widestFan(loop: readonly Vec3[], spacing: Vec3): Vec3[] {
  if (loop.length === 3) return [...loop];
  const fans = loop.map((_, start) => fanAround(loop, start, spacing));
  return fans.reduce((best, fan) => (isWider(fan.sizes, best.sizes) ? fan : best)).triangles;
}

/** A loop as triangles around its point `start`; area in voxel units and in mm², and volume. */
function fanAround(loop: readonly Vec3[], start: number, [sx, sy, sz]: Vec3) {
  const mean = [0, 1, 2].map((a) => loop.reduce((sum, point) => sum + point[a] / loop.length, 0));
  const point = (k: number) => loop[(start + k) % loop.length];
  const [px, py, pz] = point(0);
  const triangles: Vec3[] = [];
  let [unitArea, area, bulge] = [0, 0, 0];
  for (let k = 1; k + 1 < loop.length; k++) {
    triangles.push(point(0), point(k), point(k + 1));
    const [x, y, z] = doubledArea(point(0), point(k), point(k + 1));
    unitArea += Math.hypot(x, y, z);
    area += Math.hypot(x * sy * sz, y * sz * sx, z * sx * sy);
    bulge += x * (px - mean[0]) + y * (py - mean[1]) + z * (pz - mean[2]);
  }
  return { triangles, sizes: [unitArea, area, bulge] };
}

/** Compares by the first size that differs by more than rounding. */
function isWider(a: readonly number[], b: readonly number[]): boolean {
  const n = a.findIndex((size, k) => Math.abs(size - b[k]) > ROUNDING * Math.max(size, b[k], 1));
  return n >= 0 && a[n] > b[n];
}

/** (b - a) × (c - a): normal to the triangle, twice its area long. */
export function doubledArea(a: Vec3, b: Vec3, c: Vec3): Vec3 {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
}
