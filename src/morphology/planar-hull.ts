/** A point in a plane. */
export type PlanarPoint = readonly [u: number, v: number];

/**
 * Corners of the convex hull of points in a plane, counter-clockwise, each once (Andrew, Inf.
 * Process. Lett. 1979, 9:216). Two points if all lie on a line, one if all are the same.
 */
export function planarHull(points: readonly PlanarPoint[]): PlanarPoint[] {
  const sorted = [...points].sort(([a, b], [c, d]) => a - c || b - d);
  const distinct = sorted.filter(([u, v], k) => {
    return k === 0 || u !== sorted[k - 1][0] || v !== sorted[k - 1][1];
  });
  if (distinct.length < 3) return distinct;
  const below = chain(distinct);
  const above = chain(distinct.reverse());
  return [...below.slice(0, -1), ...above.slice(0, -1)];
}

/** The corners of the hull on the right of the way from the first point to the last. */
function chain(points: readonly PlanarPoint[]): PlanarPoint[] {
  const corners: PlanarPoint[] = [];
  for (const point of points) {
    while (
      corners.length > 1 &&
      !turnsLeft(corners[corners.length - 2], corners[corners.length - 1], point)
    ) {
      corners.pop();
    }
    corners.push(point);
  }
  return corners;
}

function turnsLeft([au, av]: PlanarPoint, [bu, bv]: PlanarPoint, [cu, cv]: PlanarPoint): boolean {
  return (bu - au) * (cv - av) > (bv - av) * (cu - au);
}
