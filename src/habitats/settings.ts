import { withDefault } from "../schema/defaults.ts";
import { tuple } from "../schema/list.ts";
import { object } from "../schema/object.ts";
import { oneOf } from "../schema/one-of.ts";
import type { Given, Resolved } from "../schema/schema.ts";
import { choice, integer, number } from "../schema/values.ts";

/** The criteria that a number of habitats can be chosen by. */
export const criterionNames = ["silhouette", "calinskiHarabasz", "daviesBouldin"] as const;

/** A criterion that a number of habitats can be chosen by. */
export type CriterionName = (typeof criterionNames)[number];

/** How maps are brought to one scale. */
export const scalingNames = ["zScore", "robust", "none"] as const;

/** How maps are brought to one scale. */
export type ScalingName = (typeof scalingNames)[number];

const clusterNumber = integer({ minimum: 2, maximum: 50 });

/** How the voxels of a region are clustered to habitats. */
export const habitatSchema = object(
  {
    clusters: withDefault(
      oneOf(clusterNumber, tuple(clusterNumber, 2), {
        description:
          "How many habitats: a number, or the first and last number of a range, of which the criterion chooses one.",
      }),
      [2, 6],
    ),
    criterion: withDefault(
      choice(criterionNames, {
        description:
          "What chooses the number of habitats: the highest mean silhouette, the highest Calinski-Harabasz index, or the lowest Davies-Bouldin index.",
      }),
      "silhouette",
    ),
    scaling: withDefault(
      choice(scalingNames, {
        description:
          "How maps are brought to one scale: zScore: mean 0 and standard deviation 1; robust: median 0 and interquartile range 1; none: as they are.",
      }),
      "zScore",
    ),
    seed: withDefault(
      integer({
        description:
          "Seed of the random numbers that draw the first centres and the sample of the silhouette.",
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
      }),
      1,
    ),
    restarts: withDefault(
      integer({
        description:
          "How often clustering starts from new centres; the result of least inertia is taken.",
        minimum: 1,
        maximum: 1000,
      }),
      10,
    ),
    startSample: withDefault(
      integer({
        description:
          "The most voxels that starts are compared on; of more, so many are drawn by the seed, and the best start goes on with all.",
        minimum: 100,
      }),
      20_000,
    ),
    iterations: withDefault(
      integer({ description: "The most iterations of a start.", minimum: 1, maximum: 100_000 }),
      300,
    ),
    tolerance: withDefault(
      number({
        description:
          "A start ends when its centres move by less than this part of the spread of voxels (the root of the mean squared distance from their mean); 0: when no voxel changes its habitat.",
        minimum: 0,
        maximum: 0.1,
      }),
      1e-4,
    ),
    silhouetteSample: withDefault(
      integer({
        description:
          "The most voxels that the mean silhouette is computed from; of more, so many are drawn by the seed.",
        minimum: 10,
        maximum: 20_000,
      }),
      2000,
    ),
  },
  {
    description: "How the voxels of a region are clustered to habitats by k-means.",
    rule: ({ clusters }) =>
      typeof clusters === "number" || clusters[0] <= clusters[1]
        ? null
        : `clusters: found [${clusters.join(", ")}], expected the first number at most the second`,
  },
);

/** How voxels are clustered, every default spelled out. */
export type HabitatSettings = Resolved<typeof habitatSchema>;

/** `HabitatSettings` as users write them: what has a default may be left out. */
export type HabitatInput = Given<typeof habitatSchema>;

/** The numbers of habitats that are tried, ascending. */
export function numbersTried({ clusters }: Pick<HabitatSettings, "clusters">): number[] {
  const [first, last] = typeof clusters === "number" ? [clusters, clusters] : clusters;
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}
