import { inWorkspace, type Workspace } from "../base/workspace.ts";

/** The closed surface of a solid, made of triangles. */
export interface Triangles {
  /** Three point numbers for each triangle, counter-clockwise as seen from outside. */
  readonly corners: Int32Array;
  /**
   * One entry for each corner, in the same order: the number of the triangle that shares the edge
   * from this corner to the next corner of its triangle.
   */
  readonly across: Int32Array;
}

/**
 * The convex hull of points, by quickhull (doi:10.1145/235815.235821).
 *
 * Flat faces are split into several triangles. There is no triangle if all points lie in a plane.
 *
 * @param points x, y, z of one point after another: integers between -2^16 and 2^16. Doubles then
 *   hold every sign exactly, and coplanar points need no tolerance.
 */
export function convexHull(points: ArrayLike<number>): Triangles {
  return inWorkspace((workspace) => grownHull(makeHull(points, workspace)));
}

function grownHull(hull: Hull): Triangles {
  const pending = firstTetrahedron(hull);
  for (let p = 0; pending.length > 0 && p < hull.next.length; p++) assign(hull, pending, p);

  for (let facet = pending.pop(); facet !== undefined; facet = pending.pop()) {
    if (hull.farthest[facet] === NONE) continue; // no point above it, or removed
    for (const side of addCorner(hull, facet)) if (hull.farthest[side] !== NONE) pending.push(side);
  }
  return trianglesOf(hull);
}

/** Stands for no point. */
const NONE = -1;

/**
 * A hull as it grows. Its facets (triangles) are numbered, and a new facet takes the number of a
 * removed one if there is any. Every point outside the hull is assigned to one facet that it lies
 * above; the points of a facet form a linked list.
 */
interface Hull {
  /** x, y, z of one point after another. */
  readonly points: Float64Array;
  /** Three point numbers for each facet. */
  readonly corners: Int32Array;
  /** One entry for each corner: the facet across the edge from this corner to the next. */
  readonly across: Int32Array;
  /** Four entries for each facet: its outward normal n, and n · p for the points p of its plane. */
  readonly planes: Float64Array;
  /** For each facet 1, or 0 if it has been removed. */
  readonly alive: Uint8Array;
  /** For each facet the farthest of its points, which is the first of its list; or NONE. */
  readonly farthest: Int32Array;
  /** For each facet the height of its farthest point, as `heightOver` gives it. */
  readonly height: Float64Array;
  /** For each point the next point in the list of the same facet, or NONE. */
  readonly next: Int32Array;
  /** Three entries for each edge of a horizon: start point, end point, and the facet beyond. */
  readonly horizon: Int32Array;
  /** For each point on the horizon the new facet on the horizon edge that starts there. */
  readonly sideAt: Int32Array;
  /** Numbers of removed facets. */
  readonly free: number[];
  /** Facet numbers in use or in `free`: 0 … given - 1. */
  given: number;
}

function makeHull(given: ArrayLike<number>, { floats, integers, bytes }: Workspace): Hull {
  const count = Math.floor(given.length / 3);
  const points = floats(given.length);
  points.set(given);
  const most = 2 * count; // by Euler's formula a hull with c corners has 2 c - 4 facets
  return {
    points,
    corners: integers(3 * most),
    across: integers(3 * most),
    planes: floats(4 * most),
    alive: bytes(most),
    farthest: integers(most).fill(NONE),
    height: floats(most),
    next: integers(count),
    horizon: integers(3 * count),
    sideAt: integers(count),
    free: [],
    given: 0,
  };
}

/** Makes a facet with the corners a, b, c (point numbers), and returns its number. */
function addFacet(hull: Hull, a: number, b: number, c: number): number {
  const { points, corners, planes } = hull;
  const facet = hull.free.pop() ?? hull.given++;
  corners[3 * facet] = a;
  corners[3 * facet + 1] = b;
  corners[3 * facet + 2] = c;
  const ax = points[3 * a];
  const ay = points[3 * a + 1];
  const az = points[3 * a + 2];
  const ux = points[3 * b] - ax;
  const uy = points[3 * b + 1] - ay;
  const uz = points[3 * b + 2] - az;
  const vx = points[3 * c] - ax;
  const vy = points[3 * c + 1] - ay;
  const vz = points[3 * c + 2] - az;
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  planes[4 * facet] = nx;
  planes[4 * facet + 1] = ny;
  planes[4 * facet + 2] = nz;
  planes[4 * facet + 3] = nx * ax + ny * ay + nz * az;
  hull.alive[facet] = 1;
  hull.farthest[facet] = NONE;
  hull.height[facet] = 0;
  return facet;
}

/** Height of a point above a facet's plane, times the length of the facet's normal. */
function heightOver({ points, planes }: Hull, facet: number, p: number): number {
  return (
    planes[4 * facet] * points[3 * p] +
    planes[4 * facet + 1] * points[3 * p + 1] +
    planes[4 * facet + 2] * points[3 * p + 2] -
    planes[4 * facet + 3]
  );
}

/** Assigns a point to the first facet that it lies above. A point above none is inside the hull. */
function assign(hull: Hull, facets: readonly number[], p: number): void {
  const { farthest, height, next } = hull;
  for (let k = 0; k < facets.length; k++) {
    const facet = facets[k];
    const h = heightOver(hull, facet, p);
    if (h <= 0) continue;
    if (h > height[facet]) {
      next[p] = farthest[facet];
      farthest[facet] = p;
      height[facet] = h;
    } else {
      next[p] = next[farthest[facet]];
      next[farthest[facet]] = p;
    }
    return;
  }
}

/**
 * Makes the farthest point above a facet a corner of the hull, and returns the new facets around
 * it.
 */
function addCorner(hull: Hull, facet: number): number[] {
  const { farthest, next } = hull;
  const apex = farthest[facet];
  const visible = visibleFrom(hull, facet, apex);
  const above = visible.map((hidden) => farthest[hidden]);
  const cone = coneOver(hull, visible, apex);
  for (let p of above) {
    while (p !== NONE) {
      const following = next[p];
      if (p !== apex) assign(hull, cone, p);
      p = following;
    }
  }
  return cone;
}

/** Removes all facets whose plane a point lies above, starting from one of them, and returns them. */
function visibleFrom(hull: Hull, start: number, p: number): number[] {
  const { across, alive } = hull;
  const visible = [start];
  alive[start] = 0;
  for (let n = 0; n < visible.length; n++) {
    for (let k = 3 * visible[n]; k < 3 * visible[n] + 3; k++) {
      const neighbour = across[k];
      if (alive[neighbour] === 0 || heightOver(hull, neighbour, p) <= 0) continue;
      alive[neighbour] = 0;
      visible.push(neighbour);
    }
  }
  return visible;
}

/**
 * Makes the new facets between a point and the horizon: the closed line of edges between the facets
 * visible from the point, which have been removed, and the others.
 */
function coneOver(hull: Hull, visible: readonly number[], apex: number): number[] {
  const { corners, across, alive, farthest, horizon, sideAt, free } = hull;
  let edges = 0;
  for (const hidden of visible) {
    for (let k = 0; k < 3; k++) {
      const beyond = across[3 * hidden + k];
      if (alive[beyond] === 0) continue;
      horizon[edges++] = corners[3 * hidden + k];
      horizon[edges++] = corners[3 * hidden + ((k + 1) % 3)];
      horizon[edges++] = beyond;
    }
  }
  for (const hidden of visible) {
    farthest[hidden] = NONE;
    free.push(hidden);
  }
  const cone: number[] = [];
  for (let e = 0; e < edges; e += 3) {
    const from = horizon[e];
    const to = horizon[e + 1];
    const beyond = horizon[e + 2];
    const side = addFacet(hull, from, to, apex);
    across[3 * side] = beyond;
    const back = corners[3 * beyond] === to ? 0 : corners[3 * beyond + 1] === to ? 1 : 2;
    across[3 * beyond + back] = side;
    sideAt[from] = side;
    cone.push(side);
  }
  for (const side of cone) {
    const following = sideAt[corners[3 * side + 1]];
    across[3 * side + 1] = following;
    across[3 * following + 2] = side;
  }
  return cone;
}

/**
 * Makes the four facets of a tetrahedron of points that lie far apart; none if all lie in a plane.
 */
function firstTetrahedron(hull: Hull): number[] {
  const { points, across } = hull;
  const farthest = (distance: (p: number) => number): number => {
    let best = NONE;
    let largest = 0;
    for (let p = 0; p < points.length / 3; p++) {
      const d = distance(p);
      if (d > largest) {
        largest = d;
        best = p;
      }
    }
    return best;
  };
  const from = (p: number, k: number) => points[3 * p + k] - points[k];
  const a = 0;
  const b = farthest((p) => from(p, 0) ** 2 + from(p, 1) ** 2 + from(p, 2) ** 2);
  if (b === NONE) return [];
  const [ux, uy, uz] = [from(b, 0), from(b, 1), from(b, 2)];
  const c = farthest(
    (p) =>
      (uy * from(p, 2) - uz * from(p, 1)) ** 2 +
      (uz * from(p, 0) - ux * from(p, 2)) ** 2 +
      (ux * from(p, 1) - uy * from(p, 0)) ** 2,
  );
  if (c === NONE) return [];
  const base = addFacet(hull, a, b, c);
  const d = farthest((p) => Math.abs(heightOver(hull, base, p)));
  const below = d !== NONE && heightOver(hull, base, d) < 0;
  hull.alive[base] = 0;
  hull.free.push(base);
  if (d === NONE) return [];

  const [u, v] = below ? [b, c] : [c, b];
  const bottom = addFacet(hull, a, u, v);
  const first = addFacet(hull, a, v, d);
  const second = addFacet(hull, v, u, d);
  const third = addFacet(hull, u, a, d);
  across.set([third, second, first], 3 * bottom);
  across.set([bottom, second, third], 3 * first);
  across.set([bottom, third, first], 3 * second);
  across.set([bottom, first, second], 3 * third);
  return [bottom, first, second, third];
}

/** The facets that were not removed, with new numbers without gaps. */
function trianglesOf({ corners, across, alive, given }: Hull): Triangles {
  const number = new Int32Array(given);
  let count = 0;
  for (let facet = 0; facet < given; facet++) {
    number[facet] = count;
    count += alive[facet];
  }
  const triangles = { corners: new Int32Array(3 * count), across: new Int32Array(3 * count) };
  for (let facet = 0; facet < given; facet++) {
    if (alive[facet] === 0) continue;
    for (let k = 0; k < 3; k++) {
      triangles.corners[3 * number[facet] + k] = corners[3 * facet + k];
      triangles.across[3 * number[facet] + k] = number[across[3 * facet + k]];
    }
  }
  return triangles;
}
