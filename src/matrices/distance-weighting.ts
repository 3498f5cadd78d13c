import { orNull, withDefault } from "../schema/defaults.ts";
import { object } from "../schema/object.ts";
import type { Resolved } from "../schema/schema.ts";
import { choice } from "../schema/values.ts";
import type { Vec3 } from "../volume/volume.ts";
import type { CountMatrix, Part } from "./count-matrix.ts";
import { type Dimension, directions } from "./neighbourhood.ts";

const norms = {
  manhattan: ([x, y, z]: Vec3) => Math.abs(x) + Math.abs(y) + Math.abs(z),
  euclidean: ([x, y, z]: Vec3) => Math.hypot(x, y, z),
  chebyshev: ([x, y, z]: Vec3) => Math.max(Math.abs(x), Math.abs(y), Math.abs(z)),
};

const weights = {
  inverse: (length: number) => 1 / length,
  gaussian: (length: number) => Math.exp(-(length ** 2)),
};

/** How the length of a direction vector m, in voxels, weighs its matrix (IBSI 6CK8). */
const weighting = object(
  {
    norm: choice(["manhattan", "euclidean", "chebyshev"], {
      description: "How the length is measured, in voxels.",
    }),
    weight: choice(["inverse", "gaussian"], {
      description: "inverse: 1 / length; gaussian: exp(-length²).",
    }),
  },
  {
    description:
      "Weigh each direction's matrix by the length of its direction before merging (IBSI 6CK8). null: all weigh 1.",
  },
);

/** How the matrix of each direction is weighted by the length of the direction, in voxels. */
export type DistanceWeighting = Resolved<typeof weighting>;

/** What a family whose matrices have directions can be set to. */
export const directionalSettings = { distanceWeighting: withDefault(orNull(weighting), null) };

/**
 * The GLCMs or GLRLMs of `directions(dimension)`, each multiplied by the weight of its direction
 * (IBSI 6CK8). It changes features of merged matrices only.
 *
 * For GLRLM the manual says that run lengths are multiplied by the weight. Taken literally, a run of
 * length j would become one of length w j, and features would also change without merging, which the
 * manual rules out. So the number of runs is multiplied here, and with it N_v, the voxels on these
 * runs. Σ j n(i, j) = N_v stays true, and the run percentage is a mean over directions.
 *
 * @param distance δ: m is δ times the direction. 1 for GLRLM.
 * @param weighting null: all weigh 1
 */
export function weightParts(
  parts: readonly Part[],
  dimension: Dimension,
  distance: number,
  weighting: DistanceWeighting | null,
): Part[] {
  if (weighting === null) return [...parts];
  const factors = directionWeights(dimension, distance, weighting);
  return parts.map((part) => ({ ...part, matrix: scale(part.matrix, factors[part.direction]) }));
}

/** The weight of each of `directions(dimension)`. */
export function directionWeights(
  dimension: Dimension,
  distance: number,
  { norm, weight }: DistanceWeighting,
): number[] {
  return directions(dimension).map((m) => weights[weight](distance * norms[norm](m)));
}

function scale(matrix: CountMatrix, factor: number): CountMatrix {
  return { ...matrix, voxels: matrix.voxels * factor, n: matrix.n.map((count) => count * factor) };
}
