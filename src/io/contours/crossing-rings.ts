import { orderOfProducts, type Ring } from "./even-odd.ts";

/** Most pairs of edges that are compared, which takes about half a second. */
const mostPairs = 2 ** 26;

/**
 * Whether two rings of a plane cross each other: one runs from the inside of the other to its outside.
 * Rings that only touch, or lie within each other, do not cross.
 *
 * The search ends after 2^26 pairs of edges, and takes the rest of the rings for not crossing.
 */
export function ringsCross(rings: readonly Ring[]): boolean {
  if (rings.length < 2) return false;
  const edges = edgesOf(rings);
  const [x, y] = [0, 1].map((axis) => extentOf(edges, axis));
  const along = x > y ? 0 : 1;
  edges.sort((a, b) => a.low[along] - b.low[along]);
  const touching = new Set<number>();
  let active: Edge[] = [];
  let pairs = 0;
  for (const edge of edges) {
    active = active.filter(({ high }) => high[along] >= edge.low[along]);
    pairs += active.length;
    if (pairs > mostPairs) return false;
    for (const other of active) {
      if (other.ring === edge.ring) continue;
      const meeting = meetingOf(edge, other);
      if (meeting === "cross") return true;
      if (meeting === "touch") touching.add(pairOf(edge.ring, other.ring, rings.length));
    }
    active.push(edge);
  }
  // rings that touch in a vertex may also cross there
  for (const pair of touching) {
    const [a, b] = [rings[Math.floor(pair / rings.length)], rings[pair % rings.length]];
    pairs += (a.length * b.length) / 2;
    if (pairs > mostPairs) return false;
    if (runsThrough(a, b)) return true;
  }
  return false;
}

const pairOf = (a: number, b: number, count: number) => Math.min(a, b) * count + Math.max(a, b);

type Point = readonly [number, number];

interface Edge {
  readonly ring: number;
  readonly from: Point;
  readonly to: Point;
  /** Lowest and highest coordinates of the edge. */
  readonly low: Point;
  readonly high: Point;
}

function edgesOf(rings: readonly Ring[]): Edge[] {
  return rings.flatMap((ring, number) => {
    const edges: Edge[] = [];
    for (let n = 0, last = ring.length - 2; n < ring.length; last = n, n += 2) {
      const [from, to]: Point[] = [
        [ring[last], ring[last + 1]],
        [ring[n], ring[n + 1]],
      ];
      edges.push({
        ring: number,
        from,
        to,
        low: [Math.min(from[0], to[0]), Math.min(from[1], to[1])],
        high: [Math.max(from[0], to[0]), Math.max(from[1], to[1])],
      });
    }
    return edges;
  });
}

function extentOf(edges: readonly Edge[], axis: number): number {
  const low = edges.reduce((least, edge) => Math.min(least, edge.low[axis]), Infinity);
  return edges.reduce((most, edge) => Math.max(most, edge.high[axis]), -Infinity) - low;
}

function meetingOf(a: Edge, b: Edge): "cross" | "touch" | null {
  if (a.high[0] < b.low[0] || b.high[0] < a.low[0]) return null;
  if (a.high[1] < b.low[1] || b.high[1] < a.low[1]) return null;
  const first = sideOf(a, b.from) * sideOf(a, b.to);
  if (first > 0) return null;
  const second = sideOf(b, a.from) * sideOf(b, a.to);
  if (second > 0) return null;
  return first < 0 && second < 0 ? "cross" : "touch";
}

/** Whether vertices or middles of edges of a ring lie inside another one, and others outside. */
function runsThrough(a: Ring, b: Ring): boolean {
  const found = new Set<number>();
  for (let n = 0, last = a.length - 2; n < a.length; last = n, n += 2) {
    found.add(insideOf(b, a[n], a[n + 1]));
    found.add(insideOf(b, (a[last] + a[n]) / 2, (a[last + 1] + a[n + 1]) / 2));
    if (found.has(1) && found.has(-1)) return true;
  }
  return false;
}

/**
 * Whether a point lies inside a ring by the even-odd rule: 1, outside: -1, or within a unit of an edge:
 * 0.
 */
function insideOf(ring: Ring, x: number, y: number): number {
  let inside = -1;
  for (let n = 0, last = ring.length - 2; n < ring.length; last = n, n += 2) {
    const [ax, ay] = [ring[last] - x, ring[last + 1] - y];
    const [bx, by] = [ring[n] - x, ring[n + 1] - y];
    const [dx, dy] = [bx - ax, by - ay];
    const part = Math.min(1, Math.max(0, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
    if (Math.hypot(ax + part * dx, ay + part * dy) < 1) return 0;
    if (ay > 0 !== by > 0 && ax - (ay * dx) / dy > 0) inside = -inside;
  }
  return inside;
}

/** On which side of an edge a point lies: a sign, 0 on its line. */
function sideOf({ from, to }: Edge, [x, y]: Point): number {
  const product = orderOfProducts(to[0] - from[0], y - from[1], to[1] - from[1], x - from[0]);
  return Math.sign(product);
}
