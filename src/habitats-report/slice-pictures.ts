import type { CaseHabitats } from "../habitats/find-habitats.ts";
import { fullWidth, type Picture } from "../html-report/drawing.ts";
import { escapeHtml } from "../html-report/html.ts";
import { encodePng, pngAddress } from "../html-report/png.ts";
import { selectQuantiles } from "../math/quantile.ts";
import { type Box, boundingBox, crop } from "../volume/box.ts";
import type { Mat3, Volume } from "../volume/volume.ts";
import { habitatColour, rgbOf } from "./habitat-colours.ts";

/** Slices that are shown, and images beside each other; of more images the first. */
const most = { slices: 4, images: 3 } as const;

/** How much of a habitat's colour lies over the image. */
const opacity = 0.6;

/** Space between pictures, and below each for its title, in pixels. */
const gap = 8;
const titleHeight = 18;

/** Slices of the images, and of the first with its habitats in colours: a row for each slice. */
export interface SlicePictures {
  readonly picture: Picture;
  /** How many slices of how many with habitats. */
  readonly shown: number;
  readonly all: number;
}

/** Draws slices along z through the habitats, evenly spread over the slices that have any. */
export async function slicePictures({ images, labels }: CaseHabitats): Promise<SlicePictures> {
  const box = boundingBox(labels) as Box; // there is a voxel with a habitat
  const slices = spreadSlices(labels, box);
  const shown = images.slice(0, most.images);
  const ranges = shown.map(({ image }) => shownRange(image));
  const columns = shown.length + 1;
  const [nx, ny] = labels.size;
  const width = Math.floor((fullWidth - gap * (columns - 1)) / columns);
  // thin regions are not blown up beyond what fits on a screen
  const scale = Math.min(width / (nx * labels.spacing[0]), 330 / (ny * labels.spacing[1]));
  const [w, h] = [nx * labels.spacing[0] * scale, ny * labels.spacing[1] * scale];
  const parts: string[] = [];
  for (const [row, z] of slices.entries()) {
    const top = row * (h + titleHeight + gap);
    for (let column = 0; column < columns; column++) {
      const of = column % shown.length; // the last is the first image again, in colours
      const isColoured = column === shown.length;
      const rgb = sliceColours(shown[of].image, isColoured ? labels : null, z, ranges[of]);
      const address = pngAddress(await encodePng(nx, ny, rgb));
      const left = column * (w + gap);
      const name = shown[of].name === "" ? "image" : shown[of].name;
      const title = isColoured ? "habitats" : name;
      parts.push(
        `<image x="${px(left)}" y="${px(top)}" width="${px(w)}" height="${px(h)}" preserveAspectRatio="none" style="image-rendering:pixelated" href="${address}"/>`,
        `<text x="${px(left)}" y="${px(top + h + 13)}" fill="currentColor">${escapeHtml(`${title}, slice ${z + 1}`)}</text>`,
      );
    }
  }
  const size = {
    width: Math.ceil(columns * w + (columns - 1) * gap),
    height: Math.ceil(slices.length * (h + titleHeight + gap)),
  };
  const html = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-size="11" aria-hidden="true" focusable="false">${parts.join("")}</svg>`;
  return { picture: { html, ...size }, shown: slices.length, all: slicesWith(labels, box).length };
}

/** The slices with the most spread-out places among those that have habitats. */
function spreadSlices(labels: Volume, box: Box): number[] {
  const there = slicesWith(labels, box);
  const count = Math.min(most.slices, there.length);
  return Array.from(
    { length: count },
    (_, n) => there[Math.floor(((n + 0.5) * there.length) / count)],
  );
}

function slicesWith(labels: Volume, { min, max }: Box): number[] {
  const area = labels.size[0] * labels.size[1];
  const found: number[] = [];
  for (let z = min[2]; z <= max[2]; z++) {
    if (labels.data.subarray(area * z, area * (z + 1)).some((label) => label > 0)) found.push(z);
  }
  return found;
}

/** The intensities that are black and white: the percentiles 1 and 99 of those that are finite. */
function shownRange({ data }: Volume): readonly [number, number] {
  const finite = Float64Array.from(data).filter(Number.isFinite);
  const [low, high] = selectQuantiles(finite, [0.01, 0.99]);
  return high > low ? [low, high] : [low - 1, low + 1];
}

/** The colours of a slice: x to the patient's left, y to the back, as radiologists look at it, where axes allow. */
function sliceColours(
  { data, size: [nx, ny], direction }: Volume,
  labels: Volume | null,
  z: number,
  [low, high]: readonly [number, number],
): Uint8Array {
  const [flipX, flipY] = [runsAgainst(direction, 0), runsAgainst(direction, 1)];
  const rgb = new Uint8Array(3 * nx * ny);
  for (let y = 0, p = 0; y < ny; y++) {
    for (let x = 0; x < nx; x++, p += 3) {
      const v = (flipX ? nx - 1 - x : x) + nx * ((flipY ? ny - 1 - y : y) + ny * z);
      const grey = Number.isNaN(data[v]) ? 0 : (255 * (data[v] - low)) / (high - low);
      const shade = Math.max(0, Math.min(255, grey));
      const label = labels?.data[v] ?? 0;
      const colour = label === 0 ? null : rgbOf(habitatColour(label));
      for (let k = 0; k < 3; k++) {
        rgb[p + k] = Math.round(
          colour === null ? shade : (1 - opacity) * shade + opacity * colour[k],
        );
      }
    }
  }
  return rgb;
}

/** Whether an axis of the voxels runs against that of the world which it is the nearest to. */
function runsAgainst(direction: Mat3, axis: 0 | 1): boolean {
  const column = [direction[axis], direction[3 + axis], direction[6 + axis]];
  const main = column.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  return main < 0;
}

/** Cuts images and labels to what is shown: the habitats with some room around. */
export function cropToHabitats(found: CaseHabitats, roomMm: number): CaseHabitats {
  const { labels, images } = found;
  const box = boundingBox(labels);
  if (box === null) return found;
  const around: Box = {
    min: [0, 1, 2].map((a) =>
      Math.max(0, box.min[a] - Math.ceil(roomMm / labels.spacing[a])),
    ) as unknown as Box["min"],
    max: [0, 1, 2].map((a) =>
      Math.min(labels.size[a] - 1, box.max[a] + Math.ceil(roomMm / labels.spacing[a])),
    ) as unknown as Box["max"],
  };
  return {
    ...found,
    labels: crop(labels, around),
    images: images.map((one) => ({ ...one, image: crop(one.image, around) })),
  };
}

function px(length: number): string {
  return String(Math.round(100 * length) / 100);
}
