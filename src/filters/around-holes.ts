import { affectedVoxels } from "../convolution/affected-voxels.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { findNonFinite } from "../processing/check-intensities.ts";
import type { Grid } from "../volume/volume.ts";
import type { PreparedFilter } from "./filter.ts";

/**
 * The response of an image with holes, which are voxels without a finite intensity. It is NaN where
 * the kernel contains a hole, and elsewhere the response of the image with 0 in the holes. The
 * largest magnitude of the image, which scales intensity transforms and the rounding errors of
 * Fourier transforms, is not changed by these zeros.
 *
 * @param grid of the voxels
 * @param whole the grid of which they are a part
 * @param run filters such voxels
 * @throws VoxomicsError `invalid-intensity` if there are holes and the kernel has no end
 */
export function aroundHoles(
  voxels: Float64Array,
  grid: Grid,
  whole: Grid,
  filter: PreparedFilter,
  run: (voxels: Float64Array) => Float64Array,
): Float64Array {
  const found = findNonFinite({ ...grid, data: voxels }, null);
  if (found === null) return run(voxels);
  const reach = filter.reach(whole);
  if (reach === null) {
    const { identity } = filter;
    throw new VoxomicsError(
      "invalid-intensity",
      `${identity}: ${found.message}; the kernel of this filter has no end, so that every response contains such a voxel and none would be left: choose a filter whose kernel ends, or give these voxels an intensity first`,
      { ...found.details, filter: identity },
    );
  }
  const holes = new Uint8Array(voxels.length);
  const filled = voxels.slice();
  for (let v = 0; v < filled.length; v++) {
    if (Number.isFinite(filled[v])) continue;
    filled[v] = 0;
    holes[v] = 1;
  }
  const response = run(filled);
  const affected = affectedVoxels(holes, grid.size, reach, filter.settings.boundary);
  for (let v = 0; v < response.length; v++) if (affected[v] !== 0) response[v] = Number.NaN;
  return response;
}
