import { cross, divide, dot, norm } from "../../volume/vec3.ts";
import type { Plane } from "./plane.ts";

/** Slices nearer to each other than this part of a pixel's side lie in one position. */
const samePlace = 0.01;

/** How much the orientations of slices may differ, by component. */
const sameOrientation = 1e-4;

/** Groups of slices in one position: those of one orientation that do not differ along their normal. */
export function placesOf(planes: readonly Plane[]): readonly (readonly Plane[])[] {
  const kinds: Plane[][] = [];
  for (const plane of planes) {
    const kind = kinds.find(([first]) => areParallel(first, plane));
    if (kind === undefined) kinds.push([plane]);
    else kind.push(plane);
  }
  return kinds.flatMap(placesAlongNormal);
}

function placesAlongNormal(planes: readonly Plane[]): readonly (readonly Plane[])[] {
  const [{ axes, spacing }] = planes;
  const perpendicular = cross(...axes);
  const normal = divide(perpendicular, norm(perpendicular));
  const nearest = samePlace * Math.min(...spacing);
  const sorted = planes
    .map((plane) => ({ plane, distance: dot(plane.position, normal) }))
    .toSorted((a, b) => a.distance - b.distance);
  const places: Plane[][] = [];
  for (const [n, { plane, distance }] of sorted.entries()) {
    if (n > 0 && distance - sorted[n - 1].distance < nearest) places[places.length - 1].push(plane);
    else places.push([plane]);
  }
  return places;
}

function areParallel(a: Plane, b: Plane): boolean {
  const others = b.axes.flat();
  return a.axes.flat().every((cosine, n) => Math.abs(cosine - others[n]) <= sameOrientation);
}
