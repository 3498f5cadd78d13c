import type { ErrorDetails } from "../messages/error-details.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Box } from "../volume/box.ts";
import { indexToWorld } from "../volume/geometry.ts";
import { countVoxels, type Mask } from "../volume/mask.ts";
import { areFinite } from "../volume/scan.ts";
import type { Grid, Vec3, Volume } from "../volume/volume.ts";
import type { Interpolation } from "./resample-settings.ts";

const spread =
  "; under cubic interpolation one such voxel of the image spreads along its row, column and stack";

/** The whole grid of which an image and a mask cover a part. */
export interface Cut {
  /** The whole grid: messages give voxel indices on it. */
  readonly grid: Grid;
  /** The voxels of the whole grid that image and mask cover. */
  readonly window: Box;
  /** How the image was resampled to the grid. */
  readonly interpolation?: Interpolation;
}

/** The number of voxels without a finite intensity, and the first of them. */
export interface NonFiniteVoxels {
  /** A sentence with these numbers. */
  readonly message: string;
  readonly details: ErrorDetails["invalid-intensity"];
}

/**
 * Refuses a region with an intensity that is NaN or infinite.
 *
 * @param cut the whole grid of which image and mask cover a part; null if they cover all of it
 * @throws VoxomicsError `invalid-intensity`
 */
export function checkIntensities(image: Volume, mask: Mask, cut: Cut | null = null): void {
  const found = findNonFinite(image, mask, cut);
  if (found !== null) throw new VoxomicsError("invalid-intensity", found.message, found.details);
}

/**
 * The voxels of a region, or of a whole image, that have no finite intensity; null if there are
 * none.
 *
 * @param mask null for the whole image
 */
export function findNonFinite(
  image: Volume,
  mask: Mask | null,
  cut: Cut | null = null,
): NonFiniteVoxels | null {
  const {
    data,
    size: [nx, ny],
  } = image;
  if (data instanceof Float64Array && areFinite(data)) return null;
  const inside = mask?.data ?? null;
  let count = 0;
  let first = -1;
  for (let v = 0; v < data.length; v++) {
    if (Number.isFinite(data[v]) || (inside !== null && inside[v] === 0)) continue;
    if (count++ === 0) first = v;
  }
  if (count === 0) return null;
  const { size, spacing } = cut?.grid ?? image;
  const min = cut?.window.min ?? [0, 0, 0];
  const row = Math.floor(first / nx);
  const local: Vec3 = [first % nx, row % ny, Math.floor(row / ny)];
  const voxel: Vec3 = [min[0] + local[0], min[1] + local[1], min[2] + local[2]];
  const position = indexToWorld(image, local);
  const of = mask === null ? `image's ${data.length}` : `region's ${countVoxels(mask)}`;
  return {
    message: `${count} of the ${of} voxels have no finite intensity; the first is voxel (${voxel.join(", ")}) of the ${size.join(" × ")} voxels of ${spacing.join(" × ")} mm, at (${position.map((p) => p.toFixed(2)).join(", ")}) mm, with ${data[first]}${cut?.interpolation === "cubic" ? spread : ""}`,
    details: { count, voxel, position, intensity: data[first] },
  };
}
