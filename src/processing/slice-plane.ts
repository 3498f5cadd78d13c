import { orDefault } from "../schema/defaults.ts";
import { choice } from "../schema/values.ts";
import type { AxisOrder } from "../volume/permute-axes.ts";
import type { Vec3 } from "../volume/volume.ts";

const planeWords = ["xy", "xz", "yz"] as const;

/** The axes of the image that lie in the slices of 2D and 2.5D texture. */
export type SlicePlane = (typeof planeWords)[number];

/** In which plane of the image slices lie. */
export const planeSchema = orDefault(
  choice(planeWords, {
    description:
      "The plane of the slices of 2D and 2.5D texture and of planar morphology, by the image's axes after interpolation. 3D texture, filters and morphology do not depend on it.",
  }),
  "xy",
);

/** The axes in the order in which the third one is across the slices. */
export const axesOfPlane = {
  xy: [0, 1, 2],
  xz: [0, 2, 1],
  yz: [1, 2, 0],
} as const satisfies Record<SlicePlane, AxisOrder>;

/** A step in the axes of `axesOfPlane` as one along x, y and z. */
export function stepInImage(step: Vec3, plane: SlicePlane): Vec3 {
  const axes: readonly number[] = axesOfPlane[plane];
  const along = (axis: number) => step[axes.indexOf(axis)];
  return [along(0), along(1), along(2)];
}
