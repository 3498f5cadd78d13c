import type { Volume } from "../../src/index.ts";
import type { Colour } from "./colours.ts";

/** Side of a voxel in a picture, in pixels. */
const scale = 3;

/** White between panels, in pixels. */
const gap = 12;

/** A slice of a volume, to be painted. */
export interface Panel {
  readonly volume: Volume;
  readonly slice: number;
  /** Values of the first and the last colour. */
  readonly range: readonly [number, number];
  readonly colour: Colour;
  /** Painted over it where it is not NaN. */
  readonly over?: Panel;
  /** A mask whose border is drawn. */
  readonly outline?: Volume;
}

/** Panels from left to right, as the pixels of one picture: red, green, blue. */
export function joinPanels(panels: readonly Panel[]) {
  const [nx, ny] = panels[0].volume.size;
  const [side, height] = [nx * scale, ny * scale];
  const width = panels.length * (side + gap) - gap;
  const data = new Uint8Array(3 * width * height).fill(255);
  panels.forEach((panel, n) => {
    for (let py = 0; py < height; py++) {
      for (let px = 0; px < side; px++) {
        data.set(pixelOf(panel, px, py), 3 * (n * (side + gap) + px + width * py));
      }
    }
  });
  return { width, height, channels: 3, data } as const;
}

function pixelOf(panel: Panel, px: number, py: number): readonly [number, number, number] {
  if (panel.outline && onBorder(panel.outline, panel.slice, px, py)) return [255, 176, 0];
  const [x, y] = [(px + 0.5) / scale - 0.5, (py + 0.5) / scale - 0.5];
  const above = panel.over && valueAt(panel.over, x, y);
  const top = panel.over && above !== undefined && !Number.isNaN(above) ? panel.over : panel;
  const value = top === panel ? valueAt(panel, x, y) : (above as number);
  const [low, high] = top.range;
  const [r, g, b] = top.colour(Math.min(1, Math.max(0, (value - low) / (high - low))));
  return [coarse(r), coarse(g), coarse(b)];
}

/** One of 52 steps: nobody sees the difference, and the picture takes half the bytes. */
function coarse(channel: number): number {
  return 5 * Math.round(channel / 5);
}

/** The value at a place between voxels, linearly interpolated; NaN where the nearest voxel is. */
function valueAt({ volume: { data, size }, slice }: Panel, x: number, y: number): number {
  const [nx, ny] = size;
  const at = (i: number, j: number) => data[clamp(i, nx) + nx * (clamp(j, ny) + ny * slice)];
  const nearest = at(Math.round(x), Math.round(y));
  const [i, j] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [x - i, y - j];
  const mixed =
    (1 - v) * ((1 - u) * at(i, j) + u * at(i + 1, j)) +
    v * ((1 - u) * at(i, j + 1) + u * at(i + 1, j + 1));
  return Number.isNaN(mixed) ? nearest : mixed;
}

/** Whether a pixel of the mask touches one beyond it. */
function onBorder({ data, size: [nx, ny] }: Volume, slice: number, px: number, py: number) {
  const inside = (x: number, y: number) =>
    data[
      clamp(Math.floor(x / scale), nx) + nx * (clamp(Math.floor(y / scale), ny) + ny * slice)
    ] !== 0;
  if (!inside(px, py)) return false;
  return !(inside(px - 2, py) && inside(px + 2, py) && inside(px, py - 2) && inside(px, py + 2));
}

function clamp(index: number, length: number): number {
  return Math.min(length - 1, Math.max(0, index));
}

/** A slice to be painted by itself. */
export function paintSlice(
  volume: Volume,
  slice: number,
  range: readonly [number, number],
  colour: Colour,
): Panel {
  return { volume, slice, range, colour };
}
