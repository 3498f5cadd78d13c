import { measuredRegion } from "../extraction/measured-region.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { type Note, noteOf } from "../messages/note.ts";
import type { LevelVolume } from "../processing/discretise.ts";
import { finiteMask, nonFiniteRule } from "../processing/finite-mask.ts";
import type { Region } from "../processing/region.ts";
import type { Settings } from "../settings/settings.ts";
import { wholeBox } from "../volume/box.ts";
import { countVoxels, type Mask } from "../volume/mask.ts";
import type { Grid, Vec3, Volume } from "../volume/volume.ts";

/** The voxels that neighbourhoods consist of, on the region's grid. */
export interface NeighbourhoodVoxels {
  /** Grey levels; 0 for voxels whose intensities count in no neighbourhood. */
  readonly levels: LevelVolume;
  /**
   * One entry for each voxel of the region's grid: 1 for voxels that belong to the shape of
   * neighbourhoods, whether their intensities count or not.
   */
  readonly shape: Uint8Array;
  /** Tells of voxels that were left out. */
  readonly notes: readonly Note[];
}

/** Neighbourhoods of voxels in the region only. */
export function maskedVoxels(region: Region, settings: Settings): NeighbourhoodVoxels {
  return { levels: levelsOf(region, settings), shape: region.morphologicalMask.data, notes: [] };
}

/**
 * Neighbourhoods of all voxels of the image around a voxel of the region. Intensities below or above
 * the range of the region's intensities are set to its ends, so that the grey levels of the region do
 * not change. If the settings leave out voxels without a finite intensity, these belong to no
 * neighbourhood.
 *
 * @param offsets of the kernel, in voxels
 * @param grid of the whole processed image, of which the region's grid is a part; messages give
 *   voxels on this grid
 * @param bySpline whether the image was sampled by splines
 * @throws VoxomicsError `invalid-intensity` for a voxel of a neighbourhood without a finite
 *   intensity, unless the settings leave it out
 */
export function unmaskedVoxels(
  region: Region,
  offsets: readonly Vec3[],
  settings: Settings,
  grid: Grid,
  bySpline: () => boolean,
): NeighbourhoodVoxels {
  const { image, intensityMask, window = wholeBox(image) } = region;
  const all = dilate(intensityMask, offsets);
  let reached: Mask;
  try {
    reached = finiteMask(image, all, nonFiniteRule(settings), { grid, window }, bySpline);
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const message = `neighbourhoods that are not masked: ${error.message}`;
    throw new VoxomicsError(error.code, message, error.details);
  }
  const within = { ...region, image: clamp(image, intensityMask), intensityMask: reached };
  return {
    levels: levelsOf(within, settings),
    shape: new Uint8Array(image.data.length).fill(1),
    notes: reached === all ? [] : [leftOut(countVoxels(all), countVoxels(reached))],
  };
}

function leftOut(voxels: number, finite: number): Note {
  const excluded = voxels - finite;
  return noteOf(
    "non-finite-excluded",
    `${excluded} of the ${voxels} voxels of all neighbourhoods have no finite intensity and count in none`,
    { excluded, voxels },
  );
}

function levelsOf(region: Region, settings: Settings): LevelVolume {
  return measuredRegion(region, settings).levels();
}

/** The voxels of the grid that lie at one of the offsets from a voxel of the mask. */
function dilate(mask: Mask, offsets: readonly Vec3[]): Mask {
  const { data, size } = mask;
  const [nx, ny, nz] = size;
  const out = new Uint8Array(data.length);
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        if (data[v] === 0) continue;
        for (const [dx, dy, dz] of offsets) {
          const [tx, ty, tz] = [x + dx, y + dy, z + dz];
          const inside = tx >= 0 && tx < nx && ty >= 0 && ty < ny && tz >= 0 && tz < nz;
          if (inside) out[tx + nx * (ty + ny * tz)] = 1;
        }
      }
    }
  }
  return { ...mask, data: out };
}

/** The image with its intensities brought into the range of those in the mask. */
function clamp(image: Volume<Float64Array>, { data: inside }: Mask): Volume<Float64Array> {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  image.data.forEach((x, v) => {
    if (inside[v] === 0) return;
    lowest = Math.min(lowest, x);
    highest = Math.max(highest, x);
  });
  return { ...image, data: image.data.map((x) => Math.min(highest, Math.max(lowest, x))) };
}
