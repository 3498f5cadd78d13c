import {
  type Aggregation,
  aggregate,
  directional,
  withoutDirections,
} from "./features/aggregation.ts";
import { type Evaluated, evaluate, type FamilyId, type FeatureTable } from "./features/feature.ts";
import { type FeatureValue, toRows } from "./features/feature-value.ts";
import { glcmFeatures, summariseGlcm } from "./features/glcm.ts";
import { glrlmFeatures } from "./features/glrlm.ts";
import { glszmFeatures } from "./features/glszm.ts";
import { histogramFeatures, summariseHistogram } from "./features/histogram.ts";
import { summariseLevelSize } from "./features/level-size.ts";
import { statisticsFeatures } from "./features/statistics.ts";
import { summariseSample } from "./math/distribution.ts";
import type { CountMatrix, Part } from "./matrices/count-matrix.ts";
import { countGlcm } from "./matrices/glcm.ts";
import { countGlrlm } from "./matrices/glrlm.ts";
import { countGlszm } from "./matrices/glszm.ts";
import type { Dimension } from "./matrices/neighbourhood.ts";
import { countLevels } from "./processing/discretise.ts";
import type { Settings } from "./settings/settings.ts";
import type { Subject } from "./subject.ts";

/** The rows of one family, measured on a subject; `image` names what the region was cut from. */
export type Measure = (subject: Subject, settings: Settings, image: string) => FeatureValue[];

/** How each family is measured. */
export const measures: Readonly<Partial<Record<FamilyId, Measure>>> = {
  statistics: wholeRegion("statistics", statisticsFeatures, (subject) =>
    summariseSample(subject.intensities()),
  ),
  histogram: wholeRegion("histogram", histogramFeatures, (subject) =>
    summariseHistogram(countLevels(subject.levels())),
  ),
  glcm: texture(
    "glcm",
    glcmFeatures,
    summariseGlcm,
    withDirections,
    (subject, dimension, settings) => countGlcm(subject.grid(), dimension, settings.distance),
  ),
  glrlm: texture("glrlm", glrlmFeatures, summariseLevelSize, withDirections, (subject, dimension) =>
    countGlrlm(subject.grid(), dimension),
  ),
  glszm: texture(
    "glszm",
    glszmFeatures,
    summariseLevelSize,
    withoutDirections,
    (subject, dimension) => countGlszm(subject.grid(), subject.zones(dimension)),
  ),
};

/** A family that is measured once, in 3D (DHQ4). */
function wholeRegion<S>(
  family: FamilyId,
  features: FeatureTable<S>,
  summarise: (subject: Subject, settings: Settings) => S,
): Measure {
  return (subject, settings, image) => {
    const context = { image, family, aggregation: null, aggregationCode: "DHQ4", suffix: "" };
    if (subject.intensities().length === 0) return toRows(features, noIntensities, context);
    const summary = summarise(subject, settings);
    return toRows(features, (id) => evaluate(features[id], summary), context);
  };
}

/** A texture family: its matrices are counted once for each dimension and serve all aggregations. */
function texture<S>(
  family: FamilyId,
  features: FeatureTable<S>,
  summarise: (matrix: CountMatrix) => S,
  aggregations: (names: Settings["aggregations"]) => Aggregation[],
  count: (subject: Subject, dimension: Dimension, settings: Settings) => Part[],
): Measure {
  return (subject, settings, image) => {
    const parts = new Map<Dimension, Part[]>();
    return aggregations(settings.aggregations).flatMap((aggregation) => {
      const { name, code, tag, dimension } = aggregation;
      const context = {
        image,
        family,
        aggregation: name,
        aggregationCode: code,
        suffix: `_${tag}`,
      };
      if (subject.intensities().length === 0) return toRows(features, noIntensities, context);
      if (!parts.has(dimension)) parts.set(dimension, count(subject, dimension, settings));
      const matrices = parts.get(dimension) as Part[];
      const values = aggregate(features, summarise, matrices, aggregation);
      return toRows(features, (id) => values[id], context);
    });
  };
}

function withDirections(names: Settings["aggregations"]): Aggregation[] {
  return names.map((name) => directional[name]);
}

function noIntensities(): Evaluated {
  return { value: null, reason: "empty-intensity-mask" };
}
