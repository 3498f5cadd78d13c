import type { Vec3 } from "../../../volume/volume.ts";
import type { ShownRegion } from "../../state/case.ts";
import { regionColours } from "./region-colours.ts";
import type { Tile } from "./stage.ts";

/** The axes of the patient along a plane's right and up, and through it (of LPS: x, y, z). */
const axes = [
  { right: 0, up: 1, through: 2 }, // axial
  { right: 0, up: 2, through: 1 }, // coronal
  { right: 1, up: 2, through: 0 }, // sagittal
] as const;

/** How far from the plane of the cursor a contour is still drawn, in mm. */
const nearness = 1.5;

/**
 * Draws contours as they were drawn, over the planes of the viewer: the polygons of the plane that is shown, and
 * the points in which polygons of other planes cross it.
 *
 * @param at where the planes lie, in mm (LPS)
 */
export function drawContours(
  canvas: HTMLCanvasElement,
  tiles: readonly Tile[],
  regions: readonly ShownRegion[],
  at: Vec3 | null,
): void {
  const scale = devicePixelRatio;
  const { clientWidth, clientHeight } = canvas;
  canvas.width = Math.round(clientWidth * scale);
  canvas.height = Math.round(clientHeight * scale);
  const context = canvas.getContext("2d");
  if (context === null || at === null) return;
  for (const tile of tiles) {
    context.save();
    context.beginPath();
    context.rect(tile.box[0], tile.box[1], tile.box[2], tile.box[3]);
    context.clip();
    for (const { contours, colour } of regions) {
      const [r, g, b] = regionColours[colour];
      context.strokeStyle = `rgb(${r} ${g} ${b})`;
      context.lineWidth = 1.5 * scale;
      context.beginPath();
      for (const points of contours) trace(context, points, tile, at);
      context.stroke();
    }
    context.restore();
  }
}

function trace(
  context: CanvasRenderingContext2D,
  points: Float64Array,
  tile: Tile,
  at: Vec3,
): void {
  const { right, up, through } = axes[tile.plane];
  const place = at[through];
  const count = points.length / 3;
  const isFlat = spreadOf(points, through) < 1e-3;
  if (isFlat && Math.abs(points[through] - place) > nearness) return;
  const across = crossingStep(tile);
  for (let n = 0; n < count; n++) {
    const [a, b] = [3 * n, 3 * ((n + 1) % count)];
    if (isFlat) {
      const [x, y] = onScreen(tile, points[a + right], points[a + up], right);
      if (n === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    } else if ((points[a + through] - place) * (points[b + through] - place) < 0) {
      const part = (place - points[a + through]) / (points[b + through] - points[a + through]);
      const between = (axis: number) =>
        points[a + axis] + part * (points[b + axis] - points[a + axis]);
      const [x, y] = onScreen(tile, between(right), between(up), right);
      context.moveTo(x - across, y);
      context.lineTo(x + across, y);
    }
  }
  if (isFlat) context.closePath();
}

/** Half the width of a mark where a contour crosses the plane, in pixels. */
function crossingStep(tile: Tile): number {
  return Math.max(1, tile.box[2] / 300);
}

function spreadOf(points: Float64Array, axis: number): number {
  let [least, greatest] = [Infinity, -Infinity];
  for (let n = axis; n < points.length; n += 3) {
    least = Math.min(least, points[n]);
    greatest = Math.max(greatest, points[n]);
  }
  return greatest - least;
}

/** Pixels of a point of the plane; NiiVue has the plane in RAS. */
function onScreen({ box, leftTop, fieldOfView }: Tile, a: number, b: number, right: number) {
  const horizontal = -a; // x and y of LPS change sign
  const vertical = right === 0 && fieldOfView[1] !== undefined ? b : b;
  const x = box[0] + ((horizontal - leftTop[0]) / fieldOfView[0]) * box[2];
  const y = box[1] + box[3] - ((vertical - leftTop[1]) / fieldOfView[1]) * box[3];
  return [x, y] as const;
}
