import { describe, expect, it, vi } from "vitest";
import type { ShownRegion } from "../../../../src/explorer/state/case.ts";
import { drawContours } from "../../../../src/explorer/view/see/contours.ts";
import type { Plane, Planes } from "../../../../src/explorer/view/see/planes.ts";

type Line = readonly (readonly [number, number])[];

/** A canvas of 100 × 100 pixels that notes the lines that are drawn on it. */
function canvasOf() {
  const lines: [number, number][][] = [];
  const context = {
    save() {},
    restore() {},
    beginPath() {},
    rect() {},
    clip() {},
    stroke() {},
    closePath() {},
    moveTo: (x: number, y: number) => lines.push([[x, y]]),
    lineTo: (x: number, y: number) => lines.at(-1)?.push([x, y]),
  };
  const canvas = { clientWidth: 100, clientHeight: 100, getContext: () => context };
  return { lines, canvas: canvas as unknown as HTMLCanvasElement };
}

/** A plane whose 100 × 100 pixels show 100 × 100 mm from the corner (0, 0) on. */
const planeOf = (right: 0 | 1 | 2, up: 0 | 1 | 2, through: 0 | 1 | 2): Plane => ({
  right,
  up,
  through,
  box: [0, 0, 100, 100],
  corner: [0, 0],
  extent: [100, 100],
});

const square = Float64Array.of(10, 10, 30, 20, 10, 30, 20, 20, 30, 10, 20, 30);
const regions = [{ colour: 0, contours: [square] }] as unknown as readonly ShownRegion[];

function drawn(plane: Plane, at: readonly [number, number, number]): readonly Line[] {
  vi.stubGlobal("devicePixelRatio", 1);
  const { lines, canvas } = canvasOf();
  const planes: Planes = { planes: [plane], place: (world) => world, spacing: [1, 1, 4] };
  drawContours(canvas, planes, regions, at);
  vi.unstubAllGlobals();
  return lines;
}

describe("contours as they were drawn", () => {
  const axial = planeOf(0, 1, 2);

  it("are lines in the slice that they lie in", () => {
    // up on the screen is down in pixels
    const line = [[10, 90], [20, 90], [20, 80], [10, 80]]; // biome-ignore format: a square
    expect(drawn(axial, [0, 0, 30])).toEqual([line]);
    expect(drawn(axial, [0, 0, 31.9])).toEqual([line]);
    expect(drawn(axial, [0, 0, 33])).toEqual([]);
  });

  it("belong to one of two slices where they lie half-way between them", () => {
    expect([28, 32].map((z) => drawn(axial, [0, 0, z]).length)).toEqual([1, 0]);
  });

  it("are marks as long as a slice is thick where they cross another plane", () => {
    const coronal = planeOf(0, 2, 1);
    expect(drawn(coronal, [0, 15, 0])).toEqual([
      [[20, 72], [20, 68]],
      [[10, 72], [10, 68]],
    ]); // biome-ignore format: two marks
    expect(drawn(coronal, [0, 25, 0])).toEqual([]);
  });
});
