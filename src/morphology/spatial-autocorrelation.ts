import type { Watch } from "../base/watch.ts";
import { inWorkspace, type Workspace } from "../base/workspace.ts";
import { rangeOf } from "../math/range.ts";
import type { Box } from "../volume/box.ts";
import { boxSize } from "../volume/box.ts";
import { countVoxels, type Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import { canSumPairs, sumPairs } from "./pair-sums.ts";
import type { SparseField } from "./sparse-field.ts";

export interface SpatialAutocorrelation {
  readonly moranI: number;
  readonly gearyC: number;
}

/**
 * Moran's I (IBSI N365) and Geary's C (NPT7) of the intensities in a mask. All voxel pairs count,
 * weighted by 1 / distance. Both are NaN if all intensities are equal.
 *
 * null if the sums would take more than the memory limit: see `canSumPairs`.
 *
 * @param box contains the mask
 */
export function measureAutocorrelation(
  image: Volume<Float64Array>,
  mask: Mask,
  box: Box,
  watch: Watch = {},
): SpatialAutocorrelation | null {
  const voxels = countVoxels(mask);
  if (!canSumPairs(boxSize(box), voxels)) return null;
  const { weights, products, squares } = inWorkspace((workspace) =>
    sumPairs(standardise(collect(image, mask, box, voxels, workspace)), watch),
  );
  const differences = 2 * (squares - products); // Σ w (d_k - d_m)²
  return {
    moranI: products / weights,
    gearyC: ((voxels - 1) * differences) / (2 * weights * voxels),
  };
}

/** The intensities in a mask, with their positions in the box. */
function collect(
  image: Volume<Float64Array>,
  { data, size, spacing }: Mask,
  box: Box,
  voxels: number,
  { integers, floats }: Workspace,
): SparseField {
  const [mx, my, mz] = boxSize(box);
  const indices = integers(voxels);
  const values = floats(voxels);
  for (let z = 0, to = 0, k = 0; z < mz; z++) {
    for (let y = 0; y < my; y++) {
      const row = box.min[0] + size[0] * (box.min[1] + y + size[1] * (box.min[2] + z));
      for (let v = row; v < row + mx; v++, to++) {
        if (data[v] === 0) continue;
        indices[k] = to;
        values[k++] = image.data[v];
      }
    }
  }
  return { size: [mx, my, mz], spacing, indices, values };
}

/**
 * Shifts and scales values in place to mean 0 and Σ d² = N, which leaves both measures as they are.
 */
function standardise(field: SparseField): SparseField {
  const { values } = field;
  rescale(values);
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  const mean = sum / values.length;
  let squares = 0;
  for (let k = 0; k < values.length; k++) squares += (values[k] - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  for (let k = 0; k < values.length; k++) values[k] = (values[k] - mean) / deviation;
  return field;
}

/** Squares overflow or lose digits if the range is below this or a magnitude above 1 / this. */
const NARROW = 2 ** -500;
/** Factor that brings such ranges and magnitudes to where squares are safe. */
const STEP = 2 ** 600;

/**
 * Scales values by a power of 2, which is exact, where their sums or squares would overflow or
 * underflow.
 */
function rescale(values: Float64Array): void {
  const { lowest, highest } = rangeOf(values);
  const large = Math.max(highest, -lowest) * NARROW > 1;
  const narrow = highest - lowest < NARROW; // then no value is large
  if (!large && !narrow) return;
  const factor = large ? 1 / STEP : STEP;
  for (let k = 0; k < values.length; k++) values[k] *= factor;
}
