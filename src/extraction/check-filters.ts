import { prepareFilter } from "../filters/filters.ts";
import { gridAfter } from "../processing/resample-grid.ts";
import type { Settings } from "../settings/settings.ts";
import type { Grid } from "../volume/volume.ts";

/**
 * Refuses filters that the grid they act on cannot hold, before anything is measured.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function checkFilters(
  image: Grid,
  { resample: step, filters }: Pick<Settings, "resample" | "filters">,
): void {
  if (filters.length === 0) return;
  const grid = gridAfter(image, step);
  for (const filter of filters) prepareFilter(filter).checkGrid(grid);
}
