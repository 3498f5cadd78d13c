import { fresh, inWorkspace } from "../base/workspace.ts";
import { completed } from "../schema/check.ts";
import type { Box } from "../volume/box.ts";
import { boundingBox, cropGrid, intersectBoxes, wholeBox } from "../volume/box.ts";
import { bytesCopier } from "../volume/copy-bytes.ts";
import { checkMask, type Mask } from "../volume/mask.ts";
import { mapVec3 } from "../volume/vec3.ts";
import type { Grid, Volume } from "../volume/volume.ts";
import { checkVolume, countGridVoxels, identityOf, thicknessOf } from "../volume/volume.ts";
import { checkOneSlice } from "./assumed-thickness.ts";
import type { AxisPositions } from "./interpolate.ts";
import { copyVoxels, interpolateAt } from "./interpolate.ts";
import { centredGrid, centredPositions } from "./resample-grid.ts";
import {
  type Interpolation,
  type ResampleInput,
  type ResampleSettings,
  resampleSchema,
} from "./resample-settings.ts";
import { splineReach } from "./spline.ts";

/**
 * Upper bounds of rounding errors: of interpolated mask values, and of intensities halfway between
 * integers.
 */
const rounding = { threshold: 1e-7, tie: 1e-9 } as const;

/**
 * An image at another voxel spacing, aligned to its centre (IBSI VTM2), its intensities rounded to
 * integers where asked for (IBSI 68QD; halves up).
 *
 * A voxel that is NaN or infinite spreads as in `interpolate`; rounding does not change NaN or
 * infinity.
 *
 * @throws VoxomicsError `invalid-settings`, also where a slice whose thickness was assumed would be
 * divided, `invalid-volume`, `too-large` if the result has more than 2^31 voxels or does not fit into
 * memory.
 *
 * @example
 * ```ts
 * import { resample } from "voxomics";
 *
 * const inPlane = resample(image, { spacing: [1, 1, null] }); // mm; null keeps an axis as it is
 * console.log(inPlane.spacing, inPlane.size);
 * ```
 */
export function resample(image: Volume, settings: ResampleInput): Volume<Float64Array> {
  const step = completed(resampleSchema, settings, "resample");
  const source = checkVolume(image, "image");
  const target = centredGrid(source, step.spacing);
  checkOneSlice(source, target);
  return {
    ...resampleWindow(source, target, wholeBox(target), step),
    ...identityOf(source),
    ...thicknessOf(source),
  };
}

/**
 * The part of a resampled image that `box` covers of the resampled grid `target`.
 *
 * @param exact whether every sample is that of the whole resampled image to the last bit. Otherwise
 *   splines are fitted to the image around the box only, and may differ by rounding errors
 */
export function resampleWindow(
  image: Volume,
  target: Grid,
  box: Box,
  { interpolation, roundIntensities }: Pick<ResampleSettings, "interpolation" | "roundIntensities">,
  exact = false,
): Volume<Float64Array> {
  const data = isSameFrame(image, target)
    ? copyVoxels(image, box)
    : sampleBox(image, target, box, interpolation, exact);
  if (roundIntensities) {
    const half = 0.5 + rounding.tie;
    for (let v = 0; v < data.length; v++) data[v] = Math.floor(data[v] + half);
  }
  return { ...cropGrid(target, box), data };
}

function sampleBox(
  image: Volume,
  target: Grid,
  box: Box,
  interpolation: Interpolation,
  exact: boolean,
): Float64Array {
  const all = centredPositions(image, target);
  const positions = windowOf(all, box);
  return interpolateAt(image, positions, interpolation, fresh, exact ? all : positions);
}

/**
 * Whether the part `box` of a resampled image is computed by splines: it is under `cubic`, unless all
 * its samples lie on voxel centres.
 */
export function usesSplines(
  source: Grid,
  target: Grid,
  box: Box,
  interpolation: Interpolation,
): boolean {
  if (interpolation !== "cubic") return false;
  const positions = windowOf(centredPositions(source, target), box);
  return positions.some((axis) => !axis.every(Number.isInteger));
}

/**
 * A mask at another voxel spacing: the voxels whose interpolated value reaches the threshold
 * (IBSI E8H9). It can come out empty.
 *
 * @throws VoxomicsError `invalid-settings`, `invalid-volume`, `invalid-mask`, `too-large` if the
 * result has more than 2^31 voxels or does not fit into memory.
 *
 * @example
 * ```ts
 * import { countVoxels, resampleMask } from "voxomics";
 *
 * const finer = resampleMask(mask, { spacing: [1, 1, 1], maskThreshold: 0.5 }); // mm
 * console.log(countVoxels(finer));
 * ```
 */
export function resampleMask(mask: Mask, settings: ResampleInput): Mask {
  const step = completed(resampleSchema, settings, "resample");
  const source = checkMask(mask);
  const target = centredGrid(source, step.spacing);
  const part = resampleMaskBox(source, target, step);
  const resampled =
    part === null
      ? { ...target, data: new Uint8Array(countGridVoxels(target)) }
      : reframe(part.mask, part.box, target, wholeBox(target));
  return { ...resampled, ...identityOf(source) };
}

/**
 * The part of a resampled mask that can be other than 0, and its box on the resampled grid `target`;
 * null if no voxel of that grid is near the mask's region. A mask that lies on the target grid already
 * comes back as it is, with the bounding box `region` of its voxels.
 *
 * @param region that box; null if the mask is empty
 */
export function resampleMaskBox(
  mask: Mask,
  target: Grid,
  {
    maskInterpolation,
    maskThreshold,
  }: Pick<ResampleSettings, "maskInterpolation" | "maskThreshold">,
  region: Box | null = boundingBox(mask),
): { mask: Mask; box: Box; region?: Box } | null {
  if (region === null) return null;
  const threshold = maskThreshold - rounding.threshold;
  if (isSameFrame(mask, target) && threshold > 0) {
    return { mask: { ...target, data: mask.data }, box: wholeBox(target), region };
  }
  const positions = centredPositions(mask, target);
  // more than one voxel from the region the value is 0, except for splines, which oscillate
  const reach = maskInterpolation === "cubic" ? splineReach : 1;
  const min = mapVec3(positions, (p, a) => p.findIndex((x) => x >= region.min[a] - reach));
  const max = mapVec3(positions, (p, a) => p.findLastIndex((x) => x <= region.max[a] + reach));
  if (min.some((k, a) => k < 0 || max[a] < k)) return null;
  const box = { min, max };

  const data = inWorkspace((workspace) => {
    const values = interpolateAt(mask, windowOf(positions, box), maskInterpolation, workspace);
    const reached = new Uint8Array(values.length);
    for (let v = 0; v < reached.length; v++) reached[v] = values[v] >= threshold ? 1 : 0;
    return reached;
  });
  return { mask: { ...cropGrid(target, box), data }, box };
}

/** Whether the voxels of a resampled grid are those of its source, each at the same place. */
function isSameFrame(source: Grid, target: Grid): boolean {
  const axes = [0, 1, 2] as const;
  return axes.every(
    (a) => source.size[a] === target.size[a] && source.spacing[a] === target.spacing[a],
  );
}

/** A mask on the box `from` of a grid, cut or extended by 0 to the box `to` of the same grid. */
export function reframe({ data, size: [nx, ny] }: Mask, from: Box, grid: Grid, to: Box): Mask {
  const frame = cropGrid(grid, to);
  const [mx, my] = frame.size;
  const out = new Uint8Array(countGridVoxels(frame));
  const copy = bytesCopier(data, out);
  const { min: low, max: high } = intersectBoxes(from, to);
  for (let z = low[2]; z <= high[2]; z++) {
    for (let y = low[1]; y <= high[1]; y++) {
      const row = nx * (y - from.min[1] + ny * (z - from.min[2])) - from.min[0];
      const at = mx * (y - to.min[1] + my * (z - to.min[2])) - to.min[0];
      copy(row + low[0], row + high[0] + 1, at + low[0]);
    }
  }
  return { ...frame, data: out };
}

function windowOf(positions: AxisPositions, { min, max }: Box): AxisPositions {
  return mapVec3(positions, (p, a) => p.subarray(min[a], max[a] + 1));
}
