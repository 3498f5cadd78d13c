import type { Vec3 } from "../../../volume/volume.ts";
import type { ShownRegion } from "../../state/case.ts";
import type { Plane, Planes } from "./planes.ts";
import { regionColours } from "./region-colours.ts";

/**
 * Draws contours as they were drawn, over the planes of the viewer: those that lie in a plane that is shown, and
 * marks where others cross it.
 *
 * @param at where the planes lie, in mm (LPS)
 */
export function drawContours(
  canvas: HTMLCanvasElement,
  shown: Planes | null,
  regions: readonly ShownRegion[],
  at: Vec3 | null,
): void {
  const scale = devicePixelRatio;
  canvas.width = Math.round(canvas.clientWidth * scale);
  canvas.height = Math.round(canvas.clientHeight * scale);
  const context = canvas.getContext("2d");
  if (context === null || at === null || shown === null) return;
  const here = shown.place(at);
  for (const plane of shown.planes) {
    const [left, top, width, height] = plane.box;
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    context.lineWidth = 1.5 * scale;
    for (const { contours, colour } of regions) {
      context.strokeStyle = `rgb(${regionColours[colour].join(" ")})`;
      context.beginPath();
      for (const points of contours) trace(context, placed(points, shown), plane, here, shown);
      context.stroke();
    }
    context.restore();
  }
}

/** The points of contours along the axes of the planes, which are the same for all drawings of an image. */
const places = new WeakMap<Float64Array, Float64Array>();

function placed(points: Float64Array, { place }: Planes): Float64Array {
  const known = places.get(points);
  if (known !== undefined) return known;
  const found = new Float64Array(points.length);
  for (let n = 0; n < points.length; n += 3) {
    found.set(place([points[n], points[n + 1], points[n + 2]]), n);
  }
  places.set(points, found);
  return found;
}

function trace(
  context: CanvasRenderingContext2D,
  points: Float64Array,
  plane: Plane,
  here: Vec3,
  { spacing }: Planes,
): void {
  const { through } = plane;
  const flat = flatAxis(points, spacing);
  if (flat === through) {
    const distance = points[through] - here[through];
    // a contour half-way between two slices belongs to one of them
    if (distance > -spacing[through] / 2 && distance <= spacing[through] / 2) {
      outline(context, points, plane);
    }
    return;
  }
  const length = flat === null ? 0 : spacing[flat];
  const along = flat === plane.right ? ([length, 0] as const) : ([0, length] as const);
  crossings(context, points, plane, here[through], along);
}

/** The axis along which a contour does not extend; null if it lies askew. */
function flatAxis(points: Float64Array, spacing: Vec3): 0 | 1 | 2 | null {
  const flat = ([2, 1, 0] as const).find((axis) => {
    const [least, greatest] = rangeAlong(points, axis);
    return greatest - least < 0.1 * spacing[axis];
  });
  return flat ?? null;
}

function outline(context: CanvasRenderingContext2D, points: Float64Array, plane: Plane): void {
  for (let n = 0; n < points.length; n += 3) {
    const [x, y] = onCanvas(plane, points[n + plane.right], points[n + plane.up]);
    if (n === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}

/**
 * Draws marks where a contour crosses a plane, as long as a slice is thick.
 *
 * @param along the lengths of a mark to the right and up, in mm
 */
function crossings(
  context: CanvasRenderingContext2D,
  points: Float64Array,
  plane: Plane,
  position: number,
  along: readonly [number, number],
): void {
  const { right, up, through } = plane;
  for (let a = 0; a < points.length; a += 3) {
    const b = (a + 3) % points.length;
    const [from, to] = [points[a + through] - position, points[b + through] - position];
    if (from * to >= 0) continue;
    const part = from / (from - to);
    const between = (axis: number) =>
      points[a + axis] + part * (points[b + axis] - points[a + axis]);
    const [x, y] = [between(right), between(up)];
    context.moveTo(...onCanvas(plane, x - along[0] / 2, y - along[1] / 2));
    context.lineTo(...onCanvas(plane, x + along[0] / 2, y + along[1] / 2));
  }
}

function rangeAlong(points: Float64Array, axis: number): readonly [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let n = axis; n < points.length; n += 3) {
    least = Math.min(least, points[n]);
    greatest = Math.max(greatest, points[n]);
  }
  return [least, greatest];
}

function onCanvas({ box, corner, extent }: Plane, right: number, up: number) {
  const x = box[0] + ((right - corner[0]) / extent[0]) * box[2];
  const y = box[1] + box[3] - ((up - corner[1]) / extent[1]) * box[3];
  return [x, y] as const;
}
