import type { Mask } from "../../src/volume/mask.ts";

// A second implementation of measurements in a plane: of every piece of the outline and all its vertices, without hulls.

export type Point = readonly [u: number, v: number];

/** A piece of an outline, with the region on its left. */
type Segment = readonly [from: Point, to: Point];

/** The pieces of the outline in mm: in each square of four pixels, around each group of pixels that share a side. */
export function outlineSegments({ data, size: [nx, ny], spacing: [sx, sy] }: Mask): Segment[] {
  const at = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < nx && y < ny && data[x + nx * y] !== 0;
  const segments: Segment[] = [];
  for (let y = -1; y < ny; y++) {
    for (let x = -1; x < nx; x++) {
      // the corners of the square in turn, and the middles of its sides after each corner
      const corners = [
        [x, y],
        [x + 1, y],
        [x + 1, y + 1],
        [x, y + 1],
      ] as const;
      const inside = corners.map(([cx, cy]) => at(cx, cy));
      const middle = (k: number): Point => {
        const [[ax, ay], [bx, by]] = [corners[k % 4], corners[(k + 1) % 4]];
        return [(sx * (ax + bx)) / 2, (sy * (ay + by)) / 2];
      };
      for (let k = 0; k < 4; k++) {
        // a group starts at a corner inside after one outside; its line leaves by the side behind its last corner
        if (!inside[k] || inside[(k + 3) % 4]) continue;
        let last = k;
        while (inside[(last + 1) % 4]) last++;
        segments.push([middle(last), middle(k + 3)]);
      }
    }
  }
  return segments;
}

/** Area and perimeter of an outline by its pieces (shoelace formula), holes included. */
export function naiveOutline(mask: Mask): { readonly area: number; readonly perimeter: number } {
  let [area, perimeter] = [0, 0];
  for (const [[au, av], [bu, bv]] of outlineSegments(mask)) {
    area += (au * bv - bu * av) / 2;
    perimeter += Math.sqrt((bu - au) ** 2 + (bv - av) ** 2);
  }
  return { area, perimeter };
}

/** The vertices of an outline. */
export function naiveVertices(mask: Mask): Point[] {
  return outlineSegments(mask).map(([from]) => from);
}

/** The largest distance between any two points. */
export function naiveDiameter(points: readonly Point[]): number {
  return Math.max(...points.flatMap(([u, v]) => points.map(([p, q]) => Math.hypot(u - p, v - q))));
}

/**
 * Extents of points along and across the directions from each point to each other. The smallest rectangle and the
 * smallest width are among them.
 */
export function naiveRectangles(points: readonly Point[]): (readonly [number, number])[] {
  return points.flatMap(([au, av]) =>
    points.flatMap(([bu, bv]) => {
      const length = Math.hypot(bu - au, bv - av);
      if (length === 0) return [];
      const [c, s] = [(bu - au) / length, (bv - av) / length];
      return [
        [
          extent(points.map(([u, v]) => c * u + s * v)),
          extent(points.map(([u, v]) => c * v - s * u)),
        ],
      ] as const;
    }),
  );
}

function extent(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

/** Area and perimeter of the hull: pairs of points with no point on the right of the way from one to the other. */
export function naiveHull(points: readonly Point[]): {
  readonly area: number;
  readonly perimeter: number;
} {
  const distinct = points.filter(
    ([u, v], k) => points.findIndex(([p, q]) => p === u && q === v) === k,
  );
  let [area, perimeter] = [0, 0];
  for (const a of distinct) {
    for (const b of distinct) {
      const [du, dv] = [b[0] - a[0], b[1] - a[1]];
      const length = Math.hypot(du, dv);
      // an edge goes from end to end: points in its line lie between
      const isEdge =
        length > 0 &&
        distinct.every(([u, v]) => {
          const across = (du * (v - a[1]) - dv * (u - a[0])) / length;
          const along = (du * (u - a[0]) + dv * (v - a[1])) / length;
          return across > 1e-9 || (across > -1e-9 && along > -1e-9 && along < length + 1e-9);
        });
      if (!isEdge) continue;
      area += (a[0] * b[1] - b[0] * a[1]) / 2;
      perimeter += length;
    }
  }
  return { area, perimeter };
}

/**
 * Bounds of the area of the smallest ellipse around points, less than 1e-3 apart (Khachiyan's algorithm): that of the
 * ellipse of any weights around all points, and what the weights prove that none can be below.
 */
export function naiveEnclosingArea(points: readonly Point[]): readonly [number, number] {
  const n = points.length;
  const weights = new Float64Array(n).fill(1 / n);
  for (;;) {
    const mean = (f: (p: Point) => number) =>
      points.reduce((sum, p, k) => sum + weights[k] * f(p), 0);
    const [mu, mv] = [mean(([u]) => u), mean(([, v]) => v)];
    const uu = mean(([u]) => (u - mu) ** 2);
    const vv = mean(([, v]) => (v - mv) ** 2);
    const uv = mean(([u, v]) => (u - mu) * (v - mv));
    const det = uu * vv - uv * uv;
    const distances = points.map(
      ([u, v]) => (vv * (u - mu) ** 2 - 2 * uv * (u - mu) * (v - mv) + uu * (v - mv) ** 2) / det,
    );
    const farthest = Math.max(...distances);
    if (farthest < 2.001)
      return [2 * Math.PI * Math.sqrt(det), farthest * Math.PI * Math.sqrt(det)];
    const k = distances.indexOf(farthest);
    // weight moves to the farthest point: the step that raises the determinant most
    const part = (farthest - 2) / (3 * farthest);
    for (let j = 0; j < n; j++) weights[j] *= 1 - part;
    weights[k] += part;
  }
}
