import { VoxomicsError } from "../../messages/errors.ts";
import { snapPosition } from "../../processing/interpolate.ts";
import {
  type Box,
  boxCorners,
  crop,
  intersectBoxes,
  wholeBox,
  widenBox,
} from "../../volume/box.ts";
import { indexToWorld, worldToIndex } from "../../volume/geometry.ts";
import { mapVec3, subtract } from "../../volume/vec3.ts";
import { countGridVoxels, type Grid, type Vec3, type Volume } from "../../volume/volume.ts";
import { type Interpolator, type InterpolatorName, interpolators } from "./interpolators.ts";
import { splineMargin, toMirrorCoefficients } from "./mirror-spline.ts";

/**
 * An image's values at the voxel centres of another grid, which may lie in any way to the image's. A centre
 * outside the image's voxels gives 0, as in ITK.
 *
 * @throws VoxomicsError `invalid-settings` for an interpolator of labels
 */
export function sampleImage(image: Volume, grid: Grid, name: InterpolatorName): Float64Array {
  const interpolator = interpolators[name];
  if (interpolator === null) {
    throw new VoxomicsError(
      "invalid-settings",
      `interpolator: found "${name}", which is for labels; expected another one, such as "sitkBSpline"`,
      { found: name },
    );
  }
  const source = sourceOf(image, grid, interpolator);
  const out = new Float64Array(countGridVoxels(grid));
  const origin = worldToIndex(image, grid.origin);
  const step = (axis: Vec3) => subtract(worldToIndex(image, indexToWorld(grid, axis)), origin);
  const [ax, ay, az] = [step([1, 0, 0]), step([0, 1, 0]), step([0, 0, 1])];
  const sampler = samplerOf(source, image, interpolator);
  const [nx, ny, nz] = grid.size;
  let v = 0;
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const bx = origin[0] + y * ay[0] + z * az[0];
      const by = origin[1] + y * ay[1] + z * az[1];
      const bz = origin[2] + y * ay[2] + z * az[2];
      for (let x = 0; x < nx; x++) {
        out[v++] = sampler(bx + x * ax[0], by + x * ax[1], bz + x * ax[2]);
      }
    }
  }
  return out;
}

/** What is sampled: voxels or spline coefficients of a box of an image. */
interface Source {
  readonly data: Float64Array;
  readonly box: Box;
  readonly size: Vec3;
}

/** The part of an image that samples on a grid depend on, as spline coefficients where these are needed. */
function sourceOf(image: Volume, grid: Grid, { taps, isSpline }: Interpolator): Source {
  const corners = boxCorners(wholeBox(grid)).map((corner) =>
    worldToIndex(image, indexToWorld(grid, corner)),
  );
  const ends = (pick: (...xs: number[]) => number) =>
    mapVec3([0, 1, 2] as const, (a) => pick(...corners.map((corner) => corner[a])));
  const margin = taps + (isSpline ? splineMargin : 0);
  const reached = {
    min: mapVec3(ends(Math.min), Math.floor),
    max: mapVec3(ends(Math.max), Math.ceil),
  };
  const box = intersectBoxes(widenBox(reached, [margin, margin, margin]), wholeBox(image));
  if (box.min.some((low, a) => low > box.max[a])) {
    return { data: new Float64Array(0), box, size: [0, 0, 0] }; // the grid does not meet the image
  }
  const part = crop(image, box);
  const data = Float64Array.from(part.data);
  if (isSpline) toMirrorCoefficients(data, part.size);
  return { data, box, size: part.size };
}

/** The function that samples at a position, in voxel indices of the image. */
function samplerOf(
  { data, box: { min }, size: [nx, ny, nz] }: Source,
  image: Volume,
  { taps, before, border, isSpline, weights }: Interpolator,
): (x: number, y: number, z: number) => number {
  const places = [new Int32Array(taps), new Int32Array(taps), new Int32Array(taps)];
  const factors = [new Float64Array(taps), new Float64Array(taps), new Float64Array(taps)];
  const sizes = [nx, ny, nz];
  const strides = [1, nx, nx * ny];
  const [sx, sy, sz] = image.size;
  /** Prepares the weights along an axis; gives how far the sample lies behind its voxel. */
  const prepare = (axis: number, position: number): number => {
    const low = Math.floor(position);
    const table = weights(position - low);
    for (let k = 0; k < taps; k++) {
      const place = low - before + k - min[axis];
      const inside = placeInside(place, sizes[axis], border);
      factors[axis][k] = inside < 0 ? 0 : table[k];
      places[axis][k] = Math.max(0, inside) * strides[axis];
    }
    return position - low;
  };
  return (atX, atY, atZ) => {
    const x = snapPosition(atX);
    const y = snapPosition(atY);
    const z = snapPosition(atZ);
    const isInside =
      x >= -0.5 && x < sx - 0.5 && y >= -0.5 && y < sy - 0.5 && z >= -0.5 && z < sz - 0.5;
    if (!isInside) return 0;
    const off = prepare(0, x) + prepare(1, y) + prepare(2, z);
    // the voxel itself, which a rounding error must not make one less
    if (isSpline && off === 0) return image.data[x + sx * (y + sy * z)];
    let sum = 0;
    let total = 0;
    for (let c = 0; c < taps; c++) {
      for (let b = 0; b < taps; b++) {
        const factor = factors[2][c] * factors[1][b];
        if (factor === 0) continue;
        const row = places[2][c] + places[1][b];
        for (let a = 0; a < taps; a++) {
          sum += factor * factors[0][a] * data[row + places[0][a]];
          total += factor * factors[0][a];
        }
      }
    }
    return border === "none" ? sum / total : sum;
  };
}

/** The place that is read for one on an axis of `n` voxels; below 0 where nothing is. */
function placeInside(place: number, n: number, border: Interpolator["border"]): number {
  if (place >= 0 && place < n) return place;
  if (border === "none") return -1;
  if (border === "nearest" || n === 1) return place < 0 ? 0 : n - 1;
  const period = 2 * n - 2;
  const turned = ((place % period) + period) % period;
  return turned < n ? turned : period - turned;
}
