import { glcmFeatures as core } from "../../families/glcm.ts";
import { aggregateParts, directional } from "../../features/aggregation.ts";
import type { Feature } from "../../features/feature.ts";
import { type GlcmSummary, summariseGlcm } from "../../features/glcm-summary.ts";
import { merge } from "../../matrices/count-matrix.ts";
import { countGlcm, wholeGlcm } from "../../matrices/glcm.ts";
import { directions, flatOffsets } from "../../matrices/neighbourhood.ts";
import { orDefault } from "../../schema/defaults.ts";
import { boolean } from "../../schema/values.ts";
import { angleSettings, anglesAt, distanceSettings, isNear, weightingSettings } from "../angles.ts";
import { levelSettings } from "../levels.ts";
import { maximalCorrelation } from "../matrices/maximal-correlation.ts";
import { countOrderedPairs, foldPairs } from "../matrices/ordered-pairs.ts";
import { type OrderedSummary, summariseOrdered } from "../matrices/ordered-summary.ts";
import type { ClassRegion } from "./class-region.ts";
import {
  type FeatureRow,
  type FeatureRows,
  featureClass,
  formulasOf,
  own,
  replaced,
  same,
} from "./feature-class.ts";
import { type AnglePart, weighed } from "./weighed.ts";

/** What GLCM features are computed from. */
interface PairSummary extends GlcmSummary {
  /** Of a matrix that is not made symmetric; null for one that is. */
  readonly ordered: OrderedSummary | null;
  readonly maximalCorrelation: () => number;
  /** Grey levels that occur in the region. */
  readonly present: number;
}

/** The most grey levels whose maximal correlation is computed: its time grows with their cube. */
const mostCorrelated = 4096;

/** A feature whose formula has other terms where a matrix is not symmetric. */
function either(
  feature: Feature<GlcmSummary>,
  ofOrdered: (summary: OrderedSummary) => number,
): FeatureRow<PairSummary> {
  return {
    ...same<PairSummary>(feature),
    value: (s) => (s.ordered === null ? feature.value(s) : ofOrdered(s.ordered)),
  };
}

/** HXY - HXY1, and HXY2 - HXY with another sign: minus the mutual information of both levels. */
const lessThanIndependent = ({ jointEntropy, entropies: [x, y] }: OrderedSummary) =>
  jointEntropy - x - y;

/** Grey level co-occurrence features. */
export const glcmFeatures = {
  Autocorrelation: same(core.autocorrelation),
  ClusterProminence: same(core.clusterProminence),
  ClusterShade: same(core.clusterShade),
  ClusterTendency: same(core.clusterTendency),
  Contrast: same(core.contrast),
  Correlation: either(core.correlation, (s) => s.correlation),
  DifferenceAverage: same(core.differenceAverage),
  DifferenceEntropy: same(core.differenceEntropy),
  DifferenceVariance: same(core.differenceVariance),
  Dissimilarity: replaced("DifferenceAverage", core.dissimilarity),
  Homogeneity1: replaced("Id", core.inverseDifference),
  Homogeneity2: replaced("Idm", core.inverseDifferenceMoment),
  Id: same(core.inverseDifference),
  Idm: same(core.inverseDifferenceMoment),
  Idmn: same(core.normalisedInverseDifferenceMoment),
  Idn: same(core.normalisedInverseDifference),
  Imc1: either(core.informationCorrelation1, (s) => {
    const largest = Math.max(...s.entropies);
    return largest === 0 ? 0 : lessThanIndependent(s) / largest;
  }),
  Imc2: either(core.informationCorrelation2, (s) =>
    Math.sqrt(Math.max(0, 1 - Math.exp(2 * lessThanIndependent(s)))),
  ),
  InverseVariance: same(core.inverseVariance),
  JointAverage: either(core.jointAverage, (s) => s.mean),
  JointEnergy: either(core.angularSecondMoment, (s) => s.squares),
  JointEntropy: either(core.jointEntropy, (s) => s.jointEntropy),
  MCC: own(null, null, (s) => s.maximalCorrelation(), [
    { reason: "too-large", when: (s) => s.present > mostCorrelated },
  ]),
  MaximumProbability: either(core.jointMaximum, (s) => s.maximum),
  SumAverage: same(core.sumAverage),
  SumEntropy: same(core.sumEntropy),
  SumSquares: either(core.jointVariance, (s) => s.variance),
  SumVariance: replaced("ClusterTendency", core.sumVariance),
} as const satisfies FeatureRows<PairSummary>;

/** Grey level co-occurrence. */
export const glcm = featureClass({
  name: "glcm",
  settings: {
    ...levelSettings,
    ...angleSettings,
    ...distanceSettings,
    ...weightingSettings,
    symmetricalGLCM: orDefault(
      boolean({ description: "Count each pair of voxels in both orders." }),
      true,
    ),
  },
  features: glcmFeatures,
  tagEnding: "_3D_avg",
  compares: "distances",
  measure: (region, { distances, symmetricalGLCM, weightingNorm }) => {
    const counted = symmetricalGLCM
      ? countPairs(region, distances)
      : countOrdered(region, distances);
    const present = region.presentLevels();
    return aggregateParts(
      {
        features: formulasOf<PairSummary>(glcmFeatures),
        merge,
        summarise: symmetricalGLCM
          ? (matrix) => ({
              ...summariseGlcm(matrix),
              ordered: null,
              maximalCorrelation: () => maximalCorrelation(wholeGlcm(matrix), present),
              present,
            })
          : (matrix) => ({
              ...summariseGlcm(foldPairs(matrix)),
              ordered: summariseOrdered(matrix),
              maximalCorrelation: () => maximalCorrelation(matrix, present),
              present,
            }),
      },
      weighed(counted, region.levels().spacing, weightingNorm, (mm) => Math.exp(-mm * mm)),
      weightingNorm === null ? directional["3D:avg"] : directional["3D:mrg"],
    );
  },
});

/** Pairs of each angle, in either order. */
function countPairs(region: ClassRegion, distances: readonly number[]): AnglePart[] {
  const { dimension, grid } = region;
  if (!isNear(distances)) {
    return countOrdered(region, distances).map((part) => ({
      ...part,
      matrix: foldPairs(part.matrix),
    }));
  }
  const angles = directions(dimension);
  return countGlcm(grid(1), dimension).map((part) => ({ ...part, angle: angles[part.direction] }));
}

function countOrdered(region: ClassRegion, distances: readonly number[]): AnglePart[] {
  const angles = anglesAt(distances, region.dimension, region.levels().size);
  const grid = region.grid(Math.max(...distances));
  const offsets = flatOffsets(angles, grid.size);
  return angles.map((angle, direction) => ({
    slice: 0,
    direction,
    angle,
    matrix: countOrderedPairs(grid, offsets[direction]),
  }));
}
