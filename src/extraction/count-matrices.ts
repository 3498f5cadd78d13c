import {
  familyOf,
  type MatrixFamilyId,
  type MatrixOf,
  matrixFamilies,
} from "../families/families.ts";
import type { AggregatedMatrices } from "../families/family.ts";
import type { Reason } from "../features/feature.ts";
import { type Dimension, directions } from "../matrices/neighbourhood.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { found, listed, suggestion } from "../messages/phrases.ts";
import { checkRegion } from "../processing/check-region.ts";
import type { Region } from "../processing/region.ts";
import { stepInImage } from "../processing/slice-plane.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import type { Vec3 } from "../volume/volume.ts";
import { measuredRegion } from "./measured-region.ts";

/** The matrices of a region that the features of one family are read from, under one aggregation. */
export interface RegionMatrices<M> {
  /** As in the family's feature values: `3D:avg`, or `3D` for a family without directions. */
  readonly aggregation: string;
  /** IBSI's code of the aggregation. */
  readonly aggregationCode: string;
  /** Why there is no matrix, as feature values say it; null where there is one. */
  readonly reason: Reason | null;
  /** One for each slice and direction that features are averaged over; they have an entry at least. */
  readonly matrices: readonly RegionMatrix<M>[];
}

/** One matrix, with what it was counted in. */
export interface RegionMatrix<M> {
  /** Index across the slices (along z, unless `plane` says otherwise) on the region's grid; null if slices are merged, or neighbours are in 3D. */
  readonly slice: number | null;
  /** The step in voxels to the neighbour ahead, at distance 1; null if all directions count in the matrix. */
  readonly direction: Vec3 | null;
  readonly matrix: M;
}

/**
 * The matrices of grey levels that the features of one family are read from, under each aggregation
 * of the settings.
 *
 * A matrix is sparse: three arrays of one length, of which `n[e]` is the count in row `i[e]`, a grey
 * level from 1 to `levels` (N_g), and column `j[e]`, in ascending order of row, then column; cells
 * that are left out are 0. The columns of
 *
 * - `glcm` are grey levels: n(i, j) is how often a voxel of level i has a neighbour of level j, in
 *   both senses of a direction, so that the matrix is symmetric;
 * - `glrlm` are lengths of runs, `glszm` sizes of zones, both in voxels;
 * - `gldzm` are distances of zones from the border of the morphological mask, 1 at the border;
 * - `ngldm` are dependences: 1 + the number of neighbours whose level differs by at most α.
 *
 * `voxels` is N_v, the number of voxels that the matrix is of; a matrix that is merged over directions has
 * them once for each. Distance weighting (`glcm.distanceWeighting`, `glrlm.distanceWeighting`) weighs counts and voxels.
 * `ngtdm` has one row for each level i that occurs, with n_i (voxels with a neighbour) in `n` and s_i
 * (Σ |i - mean level of the neighbours|) in `s`.
 *
 * @param region from `prepareRegion`, or built by hand
 * @param settings discretisation, aggregations, plane, distance and the family's own; the others have no effect
 * @returns one for each aggregation, in the order of the settings; by dimension for a family without
 *   directions
 * @throws VoxomicsError `invalid-settings`, also for a family without matrices; `discretisation`;
 *   `invalid-argument`, `invalid-volume`, `invalid-mask`, `geometry-mismatch` or `invalid-intensity` for
 *   a region that is not sound
 *
 * @example
 * ```ts
 * import { countMatrices, prepareRegion } from "voxomics";
 *
 * const region = prepareRegion(image, mask, settings);
 * const [{ matrices }] = countMatrices(region, "glcm", { ...settings, aggregations: ["3D:mrg"] });
 * const { levels, i, j, n } = matrices[0].matrix;
 * const dense = new Float64Array(levels * levels); // row by row
 * n.forEach((count, e) => {
 *   dense[(i[e] - 1) * levels + j[e] - 1] = count;
 * });
 * ```
 */
export function countMatrices<F extends MatrixFamilyId>(
  region: Region,
  family: F,
  settings: SettingsInput = {},
): RegionMatrices<MatrixOf<F>>[] {
  checkFamily(family);
  const resolved = resolveSettings(settings);
  const measured = measuredRegion(checkRegion(region, resolved.nonFinite), resolved);
  const { aggregation: kind, matrices } = familyOf(family);
  const counted = (matrices?.(measured, resolved) ?? []) as AggregatedMatrices<MatrixOf<F>>[];
  const stepOf = (dimension: Dimension, number: number): Vec3 => {
    const step = directions(dimension)[number];
    return dimension === 2 ? stepInImage(step, resolved.plane) : step;
  };
  return counted.map(({ aggregation, reason, parts }) => {
    const { name, code, dimension, averageOver } = aggregation;
    const hasSlice = dimension === 2 && averageOver.includes("slice");
    const hasDirection = kind === "directional" && averageOver.includes("direction");
    return {
      aggregation: name,
      aggregationCode: code,
      reason,
      matrices: parts.map(({ slice, direction, matrix }) => ({
        slice: hasSlice ? measured.grid(dimension).origin[2] + slice : null,
        direction: hasDirection ? stepOf(dimension, direction) : null,
        matrix,
      })),
    };
  });
}

function checkFamily(family: unknown): void {
  if (matrixFamilies.some((id) => id === family)) return;
  const near = suggestion(family, matrixFamilies);
  throw new VoxomicsError(
    "invalid-settings",
    `family: found ${found(family)}, expected one that has matrices: ${listed(matrixFamilies)}${near}`,
    { found: family, known: matrixFamilies },
  );
}
