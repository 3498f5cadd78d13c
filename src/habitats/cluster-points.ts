import { inSteps, type Watch } from "../base/watch.ts";
import { type RandomStream, randomStream } from "../math/random.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { counted } from "../messages/phrases.ts";
import { calinskiHarabasz, daviesBouldin, sampledSilhouette } from "./criteria.ts";
import { type Clustering, kMeans } from "./k-means.ts";
import { countDistinct, drawnPoints, type Points } from "./points.ts";
import { type CriterionName, type HabitatSettings, numbersTried } from "./settings.ts";
import { startCentres } from "./start-centres.ts";

/** A number of habitats that was tried. */
export interface TriedNumber extends Readonly<Record<CriterionName, number | null>> {
  readonly number: number;
  /** The sum of squared distances from the centres, in squared units of the scaled maps. */
  readonly inertia: number;
  /** The part of the spread of all voxels that lies between habitats, from 0 to 1. */
  readonly explained: number;
  /** Whether the best start ended before the most iterations. */
  readonly converged: boolean;
}

/** The clusters of points, and the numbers of clusters that were tried. */
export interface ChosenClusters {
  readonly clustering: Clustering;
  readonly tried: readonly TriedNumber[];
}

/** Criteria of which a lower value is better. */
const lowerIsBetter: ReadonlySet<CriterionName> = new Set(["daviesBouldin"]);

/**
 * Clusters points by k-means from several starts, for each number of clusters that is asked for, and chooses the number
 * by the criterion. Of equal values the lower number is taken; a number whose clusters have no spread at all is taken
 * at once, since no other can be better.
 *
 * @throws VoxomicsError `too-small` if fewer points differ than clusters are asked for
 */
export function clusterPoints(
  points: Points,
  settings: HabitatSettings,
  watch: Watch = {},
): ChosenClusters {
  const numbers = numbersTried(settings);
  const distinct = countDistinct(points, numbers[0]);
  if (distinct < numbers[0]) {
    throw new VoxomicsError(
      "too-small",
      `clusters: found ${counted(distinct, "voxel")} with values that differ, expected at least ${numbers[0]}, the number of habitats`,
      { voxels: distinct, expected: numbers[0] },
    );
  }
  const most = countDistinct(points, numbers[numbers.length - 1]);
  const next = inSteps(numbers.length, watch);
  const spread = kMeans(points, startCentres(points, 1, randomStream(0, "clusters"), 0), {
    iterations: 1,
    tolerance: 0,
  }).inertia;
  const found: { clustering: Clustering; tried: TriedNumber }[] = [];
  for (const number of numbers.filter((one) => one <= most)) {
    const least = settings.tolerance * Math.sqrt(spread / points.count);
    const clustering = bestOf(points, number, settings, least, next(counted(number, "habitat")));
    const { inertia, converged } = clustering;
    const sample = { most: settings.silhouetteSample, seed: settings.seed };
    found.push({
      clustering,
      tried: {
        number,
        inertia,
        explained: 1 - inertia / spread,
        converged,
        calinskiHarabasz: calinskiHarabasz(points, clustering),
        daviesBouldin: daviesBouldin(points, clustering),
        silhouette: sampledSilhouette(points, clustering, sample),
      },
    });
    if (inertia === 0) break;
  }
  const tried = found.map((one) => one.tried);
  return { clustering: found[chosenOf(tried, settings.criterion)].clustering, tried };
}

/** The place of the number that a criterion chooses. */
export function chosenOf(tried: readonly TriedNumber[], criterion: CriterionName): number {
  const last = tried.length - 1;
  if (tried[last].inertia === 0) return last;
  const sign = lowerIsBetter.has(criterion) ? -1 : 1;
  let best = 0;
  let highest = Number.NEGATIVE_INFINITY;
  tried.forEach((one, n) => {
    const value = one[criterion];
    if (value === null || sign * value <= highest) return;
    highest = sign * value;
    best = n;
  });
  return best;
}

/** Random numbers that are kept for each start: more than a start needs. */
const perStart = 64;

/**
 * The clustering of least inertia of several starts; of equal ones the first. Of more points than `startSample` the
 * starts are compared on a sample, and the best goes on with all.
 */
function bestOf(
  points: Points,
  number: number,
  { seed, restarts, iterations, startSample }: HabitatSettings,
  tolerance: number,
  watch: Watch,
): Clustering {
  const stream: RandomStream = randomStream(seed, "clusters");
  const isSampled = points.count > startSample;
  const some = isSampled ? drawnPoints(points, startSample, seed) : points;
  const steps = restarts + (isSampled ? 1 : 0);
  const next = inSteps(steps, watch);
  let best: Clustering | null = null;
  for (let start = 0; start < restarts; start++) {
    next(`start ${start + 1} of ${restarts}`);
    const centres = startCentres(some, number, stream, perStart * start);
    const one = kMeans(some, centres, { iterations, tolerance });
    if (best === null || one.inertia < best.inertia) best = one;
  }
  const least = best as Clustering; // there is at least one start
  if (!isSampled) return least;
  next("all voxels");
  return kMeans(points, least.centres, { iterations, tolerance });
}
