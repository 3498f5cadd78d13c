import type { Region } from "../processing/region.ts";
import { axesOfPlane, type SlicePlane } from "../processing/slice-plane.ts";
import { type Box, crop, wholeBox } from "../volume/box.ts";
import type { Mask } from "../volume/mask.ts";
import { permuteAxes } from "../volume/permute-axes.ts";
import { sumOfBytes } from "../volume/scan.ts";
import { mapVec3 } from "../volume/vec3.ts";
import type { Vec3, Volume, VoxelArray } from "../volume/volume.ts";

/** A slice of a region, and how many others the region has. */
export interface RegionSlice {
  /** Number of the slice along the axis across its plane, from 0, in the region's grid. */
  readonly index: number;
  /** Pixels of the morphological mask in it. */
  readonly pixels: number;
  /** Numbers of all slices that have a pixel of the region, ascending. */
  readonly slices: readonly number[];
  /** How many of them have as many pixels as this one. */
  readonly equal: number;
}

/**
 * The slice of a plane in which a mask has the most pixels; of several the first. null if the mask is empty.
 *
 * @param plane the axes that lie in the slices
 */
export function largestSlice(
  { data, size: [nx, ny, nz] }: Mask,
  plane: SlicePlane,
): RegionSlice | null {
  const across = axesOfPlane[plane][2];
  const counts = new Float64Array([nx, ny, nz][across]);
  for (let z = 0, row = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++, row += nx) {
      if (across === 0) for (let x = 0; x < nx; x++) counts[x] += data[row + x];
      else counts[across === 1 ? y : z] += sumOfBytes(data.subarray(row, row + nx));
    }
  }
  const pixels = counts.reduce((a, b) => Math.max(a, b));
  if (pixels === 0) return null;
  return {
    index: counts.indexOf(pixels),
    pixels,
    slices: [...counts.keys()].filter((n) => counts[n] > 0),
    equal: counts.filter((count) => count === pixels).length,
  };
}

/** One slice of a region as a region: its axes are those of the plane, then the one across it. */
export function cutSlice(region: Region, plane: SlicePlane, index: number): Region {
  const { image, morphologicalMask, intensityMask } = region;
  const axes = axesOfPlane[plane];
  if (plane === "xy" && image.size[2] === 1) return region;
  const whole = wholeBox(image);
  const inSlice = (end: Vec3) => mapVec3(end, (n, axis) => (axis === axes[2] ? index : n));
  const box: Box = { min: inSlice(whole.min), max: inSlice(whole.max) };
  const cut = <A extends VoxelArray>(volume: Volume<A>): Volume<A> =>
    permuteAxes<A, Volume<A>>(crop(volume, box), axes);
  return {
    image: cut(image),
    morphologicalMask: cut(morphologicalMask),
    intensityMask: cut(intensityMask),
  };
}
