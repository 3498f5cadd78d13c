import { inSteps, type Watch } from "../base/watch.ts";
import { inWorkspace } from "../base/workspace.ts";
import type { Vec3 } from "../volume/volume.ts";
import { planSlices } from "./band-slices.ts";
import { planWindow } from "./band-window.ts";
import type { Boundary } from "./boundary.ts";
import type { LinePass } from "./line-pass.ts";

/** The most columns of a band. */
const widest = 128;

/** The most planes that are filtered along z at once: a multiple of 4. */
const deepest = 32;

/** About the most numbers that passes leave of a band. */
const bandValues = 4e6;

/**
 * Filters along x, y and, with three passes, z, in bands of columns: what a pass makes of a band is still in a
 * cache when the next one reads it. Only the result is as large as the image.
 *
 * @param out receives what the last pass makes
 */
export function filterInBands(
  image: Float64Array,
  size: Vec3,
  passes: readonly LinePass[],
  boundary: Boundary,
  out: readonly Float64Array[],
  watch: Watch,
): void {
  const [nx, ny, nz] = size;
  const [alongX, alongY, alongZ] = passes;
  const depth = Math.min(deepest, 4 * Math.ceil(nz / 4));
  const planes = alongZ === undefined ? 1 : depth + 2 * alongZ.reach;
  const columns = bandColumns(nx, alongY.makes * ny * planes);
  const next = inSteps(Math.ceil(nx / columns), watch);
  inWorkspace((workspace) => {
    const filterSlice = planSlices(image, size, alongX, alongY, boundary, columns, workspace);
    const filterBand =
      alongZ &&
      planWindow(size, filterSlice, alongY.makes, alongZ, boundary, columns, depth, workspace);
    for (let x = 0; x < nx; x += columns) {
      next("columns");
      const band = { x, width: Math.min(columns, nx - x) };
      if (filterBand !== undefined) {
        filterBand(band, out);
        continue;
      }
      for (let z = 0; z < nz; z++) {
        filterSlice(band, z, { data: out, start: x + nx * ny * z, gap: nx });
      }
    }
  });
}

/** Columns of a band, a multiple of 4. All bands are about as wide. */
function bandColumns(nx: number, valuesPerColumn: number): number {
  const most = Math.min(widest, Math.max(16, Math.floor(bandValues / valuesPerColumn)));
  return 4 * Math.ceil(nx / Math.ceil(nx / most) / 4);
}
