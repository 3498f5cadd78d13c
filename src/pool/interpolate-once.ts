import type { Watch } from "../base/watch.ts";
import { filterWindows } from "../extraction/filter-windows.ts";
import type { Part, Plan } from "../extraction/plan.ts";
import { prepareFilter } from "../filters/filters.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { boxAfter, gridAfter } from "../processing/resample-grid.ts";
import { type Box, boundingBox, countBoxVoxels, hullOf, wholeBox } from "../volume/box.ts";
import { markLabel } from "../volume/mask.ts";
import { checkVolume, type Grid, type Volume } from "../volume/volume.ts";
import type { RegionSource } from "./calls.ts";
import type { WorkerQueue } from "./worker-queue.ts";

/**
 * Makes the whole interpolated image once for all parts of a plan whose filters act on it: those whose
 * responses depend on the whole image, and those that see all of it around the regions.
 *
 * @returns a function of a part that gives the image; null for a part that does not need it, for fewer
 *   than two images that do, and without interpolation, and with normalisation. null too where interpolation is refused: what measures
 *   the part then refuses it, or each region before
 */
export function interpolateOnce(
  queue: WorkerQueue,
  image: Volume,
  plan: Plan,
  regions: readonly RegionSource[],
): (part: Part, watch: Watch) => Promise<Volume | null> {
  const { settings } = plan;
  const several = plan.images.filter(({ filter }) => filter !== null).length > 1;
  // a normalised image is made where it is measured
  const isOwn = settings.resample === null || settings.normalise !== null;
  const whole = isOwn || !several ? [] : imagesOfWhole(plan, image, regions);
  let made: Promise<Volume | null> | null = null;
  return async ({ images }, { signal }) => {
    if (whole.length < 2 || !images.some((number) => whole.includes(number))) return null;
    made ??= queue.run("interpolate", { image, settings }, { signal }).catch(nullIfRefused);
    return made;
  };
}

/**
 * Most regions whose windows are looked at one by one: joining them takes time with the square of their number. For
 * more regions, the box around all of them counts.
 */
const mostBoxes = 100;

/** The numbers of the images whose filters act on the whole interpolated image, or about all of it. */
function imagesOfWhole(
  { settings, images }: Plan,
  image: Volume,
  regions: readonly RegionSource[],
): readonly number[] {
  const grid = gridAfter(image, settings.resample);
  const boxes = regions.flatMap((region) => boxOn(image, region) ?? []);
  const seen = boxes.length > mostBoxes ? [boxes.reduce(hullOf)] : boxes;
  const after = seen.map((box) => boxAfter(box, image, grid));
  const voxels = countBoxVoxels(wholeBox(grid));
  return images.flatMap(({ filter }, number) => {
    if (filter === null) return [];
    const windows = filterWindows(prepareFilter(filter), grid, after);
    return windows.some(({ box }) => countBoxVoxels(box) === voxels) ? [number] : [];
  });
}

function nullIfRefused(error: unknown): null {
  if (error instanceof VoxomicsError && error.code !== "worker-lost") return null;
  throw error;
}

/** The box of a region on the image's grid; null for a region that will be refused, or lies on another grid. */
function boxOn({ size }: Grid, source: RegionSource): Box | null {
  if ("kept" in source) return isSize(source.grid.size, size) ? source.box : null;
  try {
    const volume = checkVolume(source.mask, "mask");
    if (!isSize(volume.size, size)) return null;
    if (source.label === null) return boundingBox(volume);
    return boundingBox(markLabel(volume, source.label, new Uint8Array(volume.data.length)));
  } catch (error) {
    if (error instanceof VoxomicsError) return null;
    throw error;
  }
}

function isSize(a: Grid["size"], b: Grid["size"]): boolean {
  return a.every((n, axis) => n === b[axis]);
}
