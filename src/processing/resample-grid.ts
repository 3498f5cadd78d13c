import { VoxomicsError } from "../messages/errors.ts";
import { completed } from "../schema/check.ts";
import type { Box } from "../volume/box.ts";
import { indexToWorld } from "../volume/geometry.ts";
import { mapVec3, perAxis } from "../volume/vec3.ts";
import type { Grid } from "../volume/volume.ts";
import { checkGrid, countGridVoxels, gridOf } from "../volume/volume.ts";
import type { AxisPositions } from "./interpolate.ts";
import { snapPosition } from "./interpolate.ts";
import { type ResampleSettings, resampleSchema } from "./resample-settings.ts";

/** Relative difference up to which spacings count as equal: headers hold 32-bit floats. */
const spacingTolerance = 1e-6;

/** Voxels of the largest grid that is accepted. */
const maximumVoxels = 2 ** 31;

/**
 * The grid of another voxel spacing (mm) over the same field, aligned to its centre (IBSI 3WE3).
 *
 * An axis whose spacing is null or equal to its own stays exactly as it is.
 *
 * @throws VoxomicsError `invalid-settings`, `invalid-volume`, `too-large` if the grid would have
 * more than 2^31 voxels.
 *
 * @example
 * ```ts
 * import { resampleGrid } from "voxomics";
 *
 * const { size, spacing } = resampleGrid(image, [1, 1, null]); // mm; null keeps an axis as it is
 * console.log(size, spacing);
 * ```
 */
export function resampleGrid(grid: Grid, spacing: ResampleSettings["spacing"]): Grid {
  return centredGrid(
    checkGrid(grid, "grid"),
    completed(resampleSchema, { spacing }, "resample").spacing,
  );
}

/** The grid of an image after interpolation, whose settings are null where that is left out. */
export function gridAfter(image: Grid, step: Pick<ResampleSettings, "spacing"> | null): Grid {
  return step === null ? gridOf(image) : centredGrid(image, step.spacing);
}

/** About where a box of voxels of a grid lies on its grid after interpolation, rounded to whole voxels of that. */
export function boxAfter({ min, max }: Box, from: Grid, to: Grid): Box {
  return {
    min: mapVec3(min, (low, a) => Math.floor((low * to.size[a]) / from.size[a])),
    max: mapVec3(max, (high, a) => Math.ceil(((high + 1) * to.size[a]) / from.size[a]) - 1),
  };
}

/** `resampleGrid` of a grid and a spacing that have been checked; every axis may be null. */
export function centredGrid(grid: Grid, spacing: ResampleSettings["spacing"]): Grid {
  const axes = perAxis((axis) => {
    const n = grid.size[axis];
    const s = grid.spacing[axis];
    const t = spacing[axis];
    if (t === null || Math.abs(t - s) <= spacingTolerance * s) return { n, s, first: 0 };
    // an exact ratio must not give one voxel more because this product, or a header, is rounded
    const count = Math.ceil(((n * s) / t) * (1 - 1e-7));
    return { n: count, s: t, first: (s * (n - 1) - t * (count - 1)) / (2 * s) };
  });
  const size = mapVec3(axes, ({ n }) => n);
  if (countGridVoxels({ size }) > maximumVoxels) {
    throw new VoxomicsError(
      "too-large",
      `resampling ${grid.size.join(" × ")} voxels of ${grid.spacing.join(" × ")} mm to ${spacing.map((t) => t ?? "unchanged").join(" × ")} mm makes ${size.join(" × ")} voxels, more than ${maximumVoxels}`,
      { size, from: grid.size, spacing: grid.spacing, requested: spacing },
    );
  }
  return {
    size,
    spacing: mapVec3(axes, ({ s }) => s),
    origin: indexToWorld(
      grid,
      mapVec3(axes, ({ first }) => first),
    ),
    direction: grid.direction,
  };
}

/**
 * Positions of the voxels of `target` in voxel indices of `source`, which has the same centre and
 * axes.
 *
 * Computed from sizes and spacings alone, so that neither the origin nor an inexact direction can
 * change them.
 */
export function centredPositions(source: Grid, target: Grid): AxisPositions {
  return perAxis((axis) => {
    const step = target.spacing[axis] / source.spacing[axis];
    const middle = (source.size[axis] - 1) / 2;
    const targetMiddle = (target.size[axis] - 1) / 2;
    const positions = new Float64Array(target.size[axis]);
    for (let k = 0; k < positions.length; k++) {
      positions[k] = snapPosition(middle + step * (k - targetMiddle));
    }
    return positions;
  });
}
