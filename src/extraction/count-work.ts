import { prepareFilter } from "../filters/filters.ts";
import { boxAfter, gridAfter } from "../processing/resample-grid.ts";
import { type Box, countBoxVoxels } from "../volume/box.ts";
import type { Grid } from "../volume/volume.ts";
import { filterWindows } from "./filter-windows.ts";
import type { Plan } from "./plan.ts";

/** The families of the unfiltered image take about three times as long as those of a response map. */
const unfilteredWeight = 3;

/**
 * About how much there is to do in a plan, as a number of voxels: those of the regions' boxes in each
 * image, and those that filters act on. A core does some two million a second.
 *
 * @param image the grid before interpolation
 * @param boxes of the regions on that grid
 */
export function countWork(
  { settings, images }: Pick<Plan, "settings" | "images">,
  image: Grid,
  boxes: readonly Box[],
): number {
  const grid = gridAfter(image, settings.resample);
  const scaled = boxes.map((box) => boxAfter(box, image, grid));
  const measured = voxelsIn(scaled);
  return images.reduce((sum, { filter }) => {
    if (filter === null) return sum + unfilteredWeight * measured;
    const windows = filterWindows(prepareFilter(filter), grid, scaled);
    return sum + measured + voxelsIn(windows.map(({ box }) => box));
  }, 0);
}

function voxelsIn(boxes: readonly Box[]): number {
  return boxes.reduce((sum, box) => sum + countBoxVoxels(box), 0);
}
