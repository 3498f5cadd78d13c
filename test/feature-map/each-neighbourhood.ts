import type { RegionFamilyId } from "../../src/families/families.ts";
import { regionRows } from "../../src/families/family-rows.ts";
import type { MeasuredRegion } from "../../src/families/measured-region.ts";
import type { Neighbourhood } from "../../src/feature-map/map-options.ts";
import { borderDistance } from "../../src/matrices/border-distance.ts";
import { equalsBehind } from "../../src/matrices/equals-behind.ts";
import { textureGrid } from "../../src/matrices/texture-grid.ts";
import { labelZones } from "../../src/matrices/zones.ts";
import { discretise, type LevelVolume } from "../../src/processing/discretise.ts";
import type { Region } from "../../src/processing/region.ts";
import type { Settings } from "../../src/settings/settings.ts";
import { countVoxels, intensitiesIn, type Mask } from "../../src/volume/mask.ts";
import type { Vec3, Volume } from "../../src/volume/volume.ts";

/**
 * The features of every neighbourhood as those of a region of its own, measured by the functions
 * that measure regions: by tag, for each voxel of the region's grid; none outside the region.
 */
export function measureEachNeighbourhood(
  { image, morphologicalMask, intensityMask }: Region,
  settings: Settings,
  families: readonly RegionFamilyId[],
  kernel: Neighbourhood,
): Map<string, number>[] {
  const levels = levelsAround(image, intensityMask, settings, kernel.masked);
  return [...intensityMask.data].map((bit, v) => {
    const values = new Map<string, number>();
    if (bit === 0) return values;
    const near = isNear(image.size, v, kernel);
    const around = (mask: Mask): Mask => ({
      ...mask,
      data: mask.data.map((inside, w) => (near(w) && (inside === 1 || !kernel.masked) ? 1 : 0)),
    });
    const [shape, counting] = [around(morphologicalMask), around(intensityMask)];
    const own = { ...levels, data: levels.data.map((level, w) => level * counting.data[w]) };
    const grid = textureGrid(own, settings.distance as number);
    const measured: MeasuredRegion = {
      region: { image, morphologicalMask: shape, intensityMask: counting },
      voxels: () => countVoxels(counting),
      intensities: () => intensitiesIn(image, counting),
      levels: () => own,
      grid: () => grid,
      equals: (dimension) => equalsBehind(grid, dimension),
      zones: (dimension) => labelZones(grid, dimension),
      borderDistance: (dimension) => borderDistance(shape, dimension),
    };
    for (const family of families) {
      for (const { tag, value } of regionRows(family, measured, settings, "original")) {
        values.set(tag, value ?? Number.NaN);
      }
    }
    return values;
  });
}

/** Grey levels; unless neighbourhoods are masked, intensities outside the region's range are set to its ends. */
function levelsAround(
  image: Volume,
  mask: Mask,
  { discretise: method }: Settings,
  masked: boolean,
): LevelVolume {
  if (masked) return discretise(image, mask, method);
  const inside = intensitiesIn(image, mask);
  const [lowest, highest] = [Math.min(...inside), Math.max(...inside)];
  const within = Float64Array.from(image.data, (x) => Math.max(lowest, Math.min(highest, x)));
  const everywhere = { ...mask, data: new Uint8Array(mask.data.length).fill(1) };
  return discretise({ ...image, data: within }, everywhere, method);
}

/** Whether a voxel is in the kernel around voxel v. */
function isNear(
  [nx, ny]: Vec3,
  v: number,
  { radius, shape, dimensions }: Neighbourhood,
): (w: number) => boolean {
  const place = (w: number) => [w % nx, Math.floor(w / nx) % ny, Math.floor(w / (nx * ny))];
  const [x, y, z] = place(v);
  return (w) => {
    const [tx, ty, tz] = place(w);
    const away = [Math.abs(tx - x), Math.abs(ty - y), Math.abs(tz - z)];
    if (dimensions === 2 && away[2] > 0) return false;
    return shape === "cubic" ? Math.max(...away) <= radius : Math.hypot(...away) <= radius + 1e-9;
  };
}
