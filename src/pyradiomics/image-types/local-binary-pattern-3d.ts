import { noteOf } from "../../messages/note.ts";
import { orDefault } from "../../schema/defaults.ts";
import { integer, number } from "../../schema/values.ts";
import type { Mask } from "../../volume/mask.ts";
import type { Vec3, Volume, VoxelArray } from "../../volume/volume.ts";
import { castTo, isWhole, pixelTypeOf } from "../pixel-type.ts";
import { icospherePoints } from "../sphere/icosphere.ts";
import { sampleSpheres } from "../sphere/sample-spheres.ts";
import { type HarmonicFunctions, harmonicFunctions } from "../sphere/spherical-harmonics.ts";
import { imageType, type SettingsOfType } from "./image-type.ts";

const settings = {
  lbp3DLevels: orDefault(
    integer({ description: "Degrees of spherical harmonics that give images.", minimum: 1 }),
    2,
  ),
  lbp3DIcosphereRadius: orDefault(
    number({ description: "Radius of the sphere, in voxels.", exclusiveMinimum: 0 }),
    1,
  ),
  lbp3DIcosphereSubdivision: orDefault(
    integer({
      description: "How often the triangles of the sphere are divided in four.",
      minimum: 0,
    }),
    1,
  ),
};

/**
 * Local binary patterns on spheres around the voxels of the region (Banerjee et al. 2013,
 * doi:10.1007/978-3-642-37410-4_3): for each degree of spherical harmonics, below `lbp3DLevels`, the length
 * of the part of that degree in the function that is 1 where the sphere is at least as bright as its
 * centre; and the excess kurtosis of the intensities on the sphere. Voxels outside the region get 0.
 *
 * The sphere lies in voxels, and samples are rounded to the image's pixel type. As in PyRadiomics, the angles
 * of a point change places in the harmonics: the one from the first axis in the plane counts as polar.
 */
export const localBinaryPattern3D = imageType({
  name: "LBP3D",
  settings,
  reads: [],
  derive: (image, mask, chosen) => {
    const { levels, kurtosis } = patternsOf(image, mask, chosen);
    return {
      images: [
        ...levels.map((data, k) => ({ name: `lbp-3D-m${k + 1}`, volume: { ...image, data } })),
        { name: "lbp-3D-k", volume: { ...image, data: kurtosis } },
      ],
      notes: chosen.force2D ? [inPlanes] : [],
    };
  },
});

const inPlanes = noteOf(
  "image-type-plane",
  "LBP3D: patterns are those of spheres, but features are computed in planes, as force2D is on",
  { imageType: "LBP3D" },
);

interface SpherePatterns {
  readonly levels: readonly Float64Array[];
  readonly kurtosis: Float64Array;
}

function patternsOf(
  image: Volume,
  mask: Mask,
  { lbp3DLevels, lbp3DIcosphereRadius, lbp3DIcosphereSubdivision }: SettingsOfType<typeof settings>,
): SpherePatterns {
  const points = icospherePoints(lbp3DIcosphereSubdivision, lbp3DIcosphereRadius);
  const angles = points.map(([a, b, c]) => ({
    azimuth: Math.acos(Math.min(1, Math.max(-1, c / lbp3DIcosphereRadius))),
    polar: Math.atan2(b, a),
  }));
  const functions = Array.from({ length: lbp3DLevels }, (_, n) => harmonicFunctions(n, angles));
  const levels = functions.map(() => new Float64Array(image.data.length));
  const kurtosis = new Float64Array(image.data.length);
  // the first coordinate of a point goes along the slowest axis of the array, which is z
  const offsets = points.map(([a, b, c]): Vec3 => [c, b, a]);
  const bright = new Float64Array(points.length);
  const toPixels = samplesAs(image.data);
  sampleSpheres(image, mask, offsets, (voxel, samples) => {
    const pixels = toPixels(samples);
    const centre = image.data[voxel];
    for (let k = 0; k < bright.length; k++) bright[k] = pixels[k] >= centre ? 1 : 0;
    functions.forEach((ofDegree, n) => {
      levels[n][voxel] = lengthOfPart(bright, ofDegree);
    });
    kurtosis[voxel] = excessKurtosis(pixels);
  });
  return { levels, kurtosis };
}

/** Turns samples into pixels of an image's type: whole numbers are rounded. */
function samplesAs(data: VoxelArray): (samples: Float64Array) => VoxelArray {
  const type = pixelTypeOf(data);
  if (!isWhole(data)) return (samples) => castTo(type, samples);
  return (samples) =>
    castTo(
      type,
      samples.map((x) => (x < 0 ? x - 0.5 : x + 0.5)),
    );
}

/** √ Σ f(point)² of the part f of a function that the harmonics of one degree make up. */
function lengthOfPart(values: Float64Array, { rows, factors }: HarmonicFunctions): number {
  const shares = rows.map(
    (row, r) => factors[r] * row.reduce((sum, y, k) => sum + y * values[k], 0),
  );
  let squares = 0;
  for (let k = 0; k < values.length; k++) {
    let part = 0;
    for (let r = 0; r < rows.length; r++) part += shares[r] * rows[r][k];
    squares += part * part;
  }
  return Math.sqrt(squares);
}

/** m4 / m2² - 3; -3 where all values are the same, as in SciPy before 1.9. */
function excessKurtosis(values: ArrayLike<number>): number {
  const n = values.length;
  let mean = 0;
  for (let k = 0; k < n; k++) mean += values[k] / n;
  let [m2, m4] = [0, 0];
  for (let k = 0; k < n; k++) {
    const square = (values[k] - mean) ** 2;
    m2 += square / n;
    m4 += (square * square) / n;
  }
  return m2 <= (1e-15 * mean) ** 2 ? -3 : m4 / (m2 * m2) - 3;
}
