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
  /** Grey levels; 0 for voxels whose intensities are in no neighbourhood. */
  readonly levels: LevelVolume;
  /** 1 for voxels that belong to the shape of neighbourhoods, with or without their intensities. */
  readonly shape: Uint8Array;
  /** What was left out of them. */
  readonly notes: readonly Note[];
}

/** Neighbourhoods of voxels in the region only. */
export function maskedVoxels(region: Region, settings: Settings): NeighbourhoodVoxels {
  return { levels: levelsOf(region, settings), shape: region.morphologicalMask.data, notes: [] };
}

/**
 * Neighbourhoods of all voxels of the image around those of the region. An intensity below or above
 * the region's counts as its lowest or highest, so that the region's own grey levels stay what they
 * are. Voxels without a finite intensity are in no neighbourhood if the settings leave them out.
 *
 * @param bySpline whether the image was sampled by splines
 * @param grid the image that the region's grid is a window of, in whose voxels a message counts
 * @throws VoxomicsError `invalid-intensity` for a voxel of a neighbourhood without finite intensity,
 *   unless it is left out
 */
export function unmaskedVoxels(
  region: Region,
  steps: readonly Vec3[],
  settings: Settings,
  grid: Grid,
  bySpline: () => boolean,
): NeighbourhoodVoxels {
  const { image, intensityMask, window = wholeBox(image) } = region;
  const all = dilate(intensityMask, steps);
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

/** The voxels that are reached by a step from one of the mask, as far as the grid goes. */
function dilate(mask: Mask, steps: readonly Vec3[]): Mask {
  const { data, size } = mask;
  const [nx, ny, nz] = size;
  const out = new Uint8Array(data.length);
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        if (data[v] === 0) continue;
        for (const [dx, dy, dz] of steps) {
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
