import { noteOf } from "../../messages/note.ts";
import { orDefault } from "../../schema/defaults.ts";
import { choice, integer, number } from "../../schema/values.ts";
import type { Box } from "../../volume/box.ts";
import type { Axis, PerAxis } from "../../volume/vec3.ts";
import type { Volume, VoxelArray } from "../../volume/volume.ts";
import { imageType, type SettingsOfType } from "./image-type.ts";
import { circlePoints, eachPattern } from "./planar-patterns.ts";
import { seenBox } from "./region-part.ts";

const settings = {
  lbp2DRadius: orDefault(
    number({ description: "Radius of the circle, in voxels.", exclusiveMinimum: 0 }),
    1,
  ),
  lbp2DSamples: orDefault(integer({ description: "Points on the circle.", minimum: 1 }), 8),
  lbp2DMethod: orDefault(
    choice(["default", "ror", "uniform", "var"], {
      description: "What a circle becomes, by scikit-image's names.",
    }),
    "uniform",
  ),
};

/**
 * Local binary patterns in planes across the axis `force2Ddimension`, as scikit-image computes them: so many
 * points on a circle, in voxels, interpolated linearly; 0 past the border. The result is put into an array
 * of the image's pixel type.
 */
export const localBinaryPattern2D = imageType({
  name: "LBP2D",
  settings,
  reads: ["force2Ddimension"],
  derive: (image, mask, chosen, margin = 0) => {
    const data = patternsOf(image, seenBox(mask, margin), chosen);
    return {
      images: [{ name: "lbp-2D", volume: { ...image, data } }],
      notes: chosen.force2D ? [] : [inSpace],
    };
  },
});

const inSpace = noteOf(
  "image-type-plane",
  "LBP2D: patterns are those of planes, but features are computed in three dimensions, as force2D is off",
  { imageType: "LBP2D" },
);

function patternsOf(
  { data, size }: Volume,
  { min, max }: Box,
  { lbp2DRadius, lbp2DSamples, lbp2DMethod, force2Ddimension }: SettingsOfType<typeof settings>,
): VoxelArray {
  const points = circlePoints(lbp2DRadius, lbp2DSamples);
  const [row, column, across] = planeAxes[force2Ddimension];
  const strides = [1, size[0], size[0] * size[1]];
  const out = data.slice().fill(0);
  const part = { rows: [min[row], max[row]], columns: [min[column], max[column]] } as const;
  for (let k = min[across]; k <= max[across]; k++) {
    const plane = {
      data,
      start: k * strides[across],
      rows: size[row],
      columns: size[column],
      rowStride: strides[row],
      columnStride: strides[column],
    };
    eachPattern(plane, part, points, lbp2DMethod, (place, value) => {
      out[place] = value;
    });
  }
  return out;
}

/** The axes of rows and columns, and the one that planes stand on, by `force2Ddimension`. */
const planeAxes: readonly PerAxis<Axis>[] = [
  [1, 0, 2],
  [2, 0, 1],
  [1, 2, 0],
];
