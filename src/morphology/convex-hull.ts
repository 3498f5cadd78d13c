/**
 * The convex hull of points, by quickhull (doi:10.1145/235815.235821).
 *
 * `points` holds x, y, z of one point after another. They must be integers below 2^16 in size: then
 * every sign is exact in doubles, and coplanar points need no tolerance. Returns the hull's
 * triangles as three point numbers each, counter-clockwise as seen from outside; none if all
 * points lie in a plane. Flat faces are split into several triangles.
 */
export function convexHull(points: ArrayLike<number>): number[] {
  const facets = firstTetrahedron(points);
  for (let p = 0; p < points.length / 3; p++) assign(points, facets, p);

  const pending = facets.filter((facet) => facet.outside.length > 0);
  for (let facet = pending.pop(); facet !== undefined; facet = pending.pop()) {
    if (!facet.alive || facet.outside.length === 0) continue;
    const apex = facet.farthest;
    const visible = visibleFrom(points, facet, apex);
    const cone = coneOver(points, visible, apex);
    for (const hidden of visible) {
      for (const p of hidden.outside) if (p !== apex) assign(points, cone, p);
    }
    for (const side of cone) {
      facets.push(side);
      if (side.outside.length > 0) pending.push(side);
    }
  }
  return facets.filter(({ alive }) => alive).flatMap(({ corners }) => corners);
}

interface Facet {
  readonly corners: readonly [number, number, number];
  /** The facet across the edge from corner k to the next. */
  readonly neighbours: Facet[];
  /** Outward normal, and its product with the points of the plane. */
  readonly nx: number;
  readonly ny: number;
  readonly nz: number;
  readonly offset: number;
  /** Points above the plane that no other facet has taken. */
  readonly outside: number[];
  farthest: number;
  height: number;
  alive: boolean;
}

function makeFacet(points: ArrayLike<number>, a: number, b: number, c: number): Facet {
  const [ax, ay, az] = [points[3 * a], points[3 * a + 1], points[3 * a + 2]];
  const [ux, uy, uz] = [points[3 * b] - ax, points[3 * b + 1] - ay, points[3 * b + 2] - az];
  const [vx, vy, vz] = [points[3 * c] - ax, points[3 * c + 1] - ay, points[3 * c + 2] - az];
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  return {
    corners: [a, b, c],
    neighbours: [],
    nx,
    ny,
    nz,
    offset: nx * ax + ny * ay + nz * az,
    outside: [],
    farthest: -1,
    height: 0,
    alive: true,
  };
}

/** How far a point lies above a facet's plane, in lengths of its normal. */
function heightOver(points: ArrayLike<number>, facet: Facet, p: number): number {
  const { nx, ny, nz, offset } = facet;
  return nx * points[3 * p] + ny * points[3 * p + 1] + nz * points[3 * p + 2] - offset;
}

/** Gives a point to the first facet that sees it; one that none sees is inside the hull. */
function assign(points: ArrayLike<number>, facets: readonly Facet[], p: number): void {
  for (const facet of facets) {
    const height = heightOver(points, facet, p);
    if (height <= 0) continue;
    facet.outside.push(p);
    if (height > facet.height) {
      facet.height = height;
      facet.farthest = p;
    }
    return;
  }
}

/** All facets whose plane a point lies above, starting from one of them; they are taken out. */
function visibleFrom(points: ArrayLike<number>, start: Facet, p: number): Facet[] {
  const visible = [start];
  start.alive = false;
  for (let n = 0; n < visible.length; n++) {
    for (const neighbour of visible[n].neighbours) {
      if (!neighbour.alive || heightOver(points, neighbour, p) <= 0) continue;
      neighbour.alive = false;
      visible.push(neighbour);
    }
  }
  return visible;
}

/** New facets from a point to the horizon, the closed line of edges around what it sees. */
function coneOver(points: ArrayLike<number>, visible: readonly Facet[], apex: number): Facet[] {
  const byStart = new Map<number, Facet>();
  for (const { corners, neighbours } of visible) {
    for (let k = 0; k < 3; k++) {
      const beyond = neighbours[k];
      if (!beyond.alive) continue;
      const from = corners[k];
      const to = corners[(k + 1) % 3];
      const facet = makeFacet(points, from, to, apex);
      facet.neighbours[0] = beyond;
      beyond.neighbours[beyond.corners.indexOf(to)] = facet;
      byStart.set(from, facet);
    }
  }
  const cone = [...byStart.values()];
  for (const facet of cone) {
    const next = byStart.get(facet.corners[1]) as Facet;
    facet.neighbours[1] = next;
    next.neighbours[2] = facet;
  }
  return cone;
}

/** Four facets around points far apart; none if all points lie in a plane. */
function firstTetrahedron(points: ArrayLike<number>): Facet[] {
  const count = points.length / 3;
  const farthest = (distance: (p: number) => number): number => {
    let best = -1;
    let largest = 0;
    for (let p = 0; p < count; p++) {
      const d = distance(p);
      if (d > largest) {
        largest = d;
        best = p;
      }
    }
    return best;
  };
  if (count < 4) return [];

  const a = 0;
  const from = (p: number, k: number) => points[3 * p + k] - points[k];
  const b = farthest((p) => from(p, 0) ** 2 + from(p, 1) ** 2 + from(p, 2) ** 2);
  if (b < 0) return [];
  const c = farthest((p) => {
    const { nx, ny, nz } = makeFacet(points, a, b, p);
    return nx * nx + ny * ny + nz * nz;
  });
  if (c < 0) return [];
  const base = makeFacet(points, a, b, c);
  const d = farthest((p) => Math.abs(heightOver(points, base, p)));
  if (d < 0) return [];

  const [u, v] = heightOver(points, base, d) < 0 ? [b, c] : [c, b];
  const facets = [
    makeFacet(points, a, u, v),
    makeFacet(points, a, v, d),
    makeFacet(points, v, u, d),
    makeFacet(points, u, a, d),
  ];
  const [bottom, first, second, third] = facets;
  bottom.neighbours.push(third, second, first);
  first.neighbours.push(bottom, second, third);
  second.neighbours.push(bottom, third, first);
  third.neighbours.push(bottom, first, second);
  return facets;
}
