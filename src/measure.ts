import type { Watch } from "./base/watch.ts";
import type { MeasuredRegion } from "./extraction/measured-region.ts";
import {
  type Aggregation,
  aggregateParts,
  directional,
  type TextureFamily,
  withoutDirections,
} from "./features/aggregation.ts";
import { diagnosticsFeatures } from "./features/diagnostics.ts";
import type { DiagnosticsSummary } from "./features/diagnostics-summary.ts";
import { type Evaluated, evaluate, type FamilyId, type FeatureTable } from "./features/feature.ts";
import { type FeatureValue, toRows } from "./features/feature-value.ts";
import { glcmFeatures } from "./features/glcm.ts";
import { summariseGlcm } from "./features/glcm-summary.ts";
import { gldzmFeatures } from "./features/gldzm.ts";
import { glrlmFeatures } from "./features/glrlm.ts";
import { glszmFeatures } from "./features/glszm.ts";
import { histogramFeatures, summariseHistogram } from "./features/histogram.ts";
import { intensityVolumeFeatures, summariseIntensityVolume } from "./features/intensity-volume.ts";
import { summariseLevelSize } from "./features/level-size.ts";
import { localIntensityFeatures, summariseLocalIntensity } from "./features/local-intensity.ts";
import { morphologyFeatures, summariseMorphology } from "./features/morphology.ts";
import { ngldmFeatures } from "./features/ngldm.ts";
import { ngtdmFeatures, summariseNgtdm } from "./features/ngtdm.ts";
import { statisticsFeatures } from "./features/statistics.ts";
import { summariseSample } from "./math/distribution.ts";
import { merge, type Part } from "./matrices/count-matrix.ts";
import type { DistanceWeighting } from "./matrices/distance-weighting.ts";
import { weightParts } from "./matrices/distance-weighting.ts";
import { countGlcm } from "./matrices/glcm.ts";
import { countGldzm } from "./matrices/gldzm.ts";
import { countGlrlm } from "./matrices/glrlm.ts";
import { countGlszm } from "./matrices/glszm.ts";
import type { Dimension } from "./matrices/neighbourhood.ts";
import { countNgldm } from "./matrices/ngldm.ts";
import { countNgtdm, mergeDifferences } from "./matrices/ngtdm.ts";
import { countLevels } from "./processing/discretise.ts";
import type { Settings } from "./settings/settings.ts";

/**
 * The rows of one family, measured on a subject; `image` names what the region was cut from. What
 * takes long follows the watch.
 */
export type Measure = (
  subject: MeasuredRegion,
  settings: Settings,
  image: string,
  watch?: Watch,
) => FeatureValue[];

/** The families that are measured on a processed region: all but diagnostics, which are about the steps. */
export type MeasuredFamilyId = Exclude<FamilyId, "diagnostics">;

/** How each family is measured. */
export const measures: Readonly<Record<MeasuredFamilyId, Measure>> = {
  // its features know by themselves which of them need intensities
  morphology: ({ region }, _, image, watch) =>
    rowsOf("morphology", morphologyFeatures, summariseMorphology(region, watch), image),
  localIntensity: wholeRegion("localIntensity", localIntensityFeatures, ({ region }) =>
    summariseLocalIntensity(region),
  ),
  statistics: wholeRegion("statistics", statisticsFeatures, ({ intensities }) =>
    summariseSample(intensities()),
  ),
  histogram: wholeRegion("histogram", histogramFeatures, ({ levels }) =>
    summariseHistogram(countLevels(levels())),
  ),
  intensityVolume: (subject, settings, image) => {
    const rows = measureIntensityVolume(subject, settings, image);
    const inBins = settings.intensityVolume.method === "fixedBinNumber";
    return inBins ? rows.map((row) => ({ ...row, unit: null })) : rows; // bin numbers have no unit
  },
  glcm: texture(
    "glcm",
    { features: glcmFeatures, merge, summarise: summariseGlcm },
    withDirections,
    ({ grid }, dimension, { distance, glcm }) =>
      weighted(countGlcm(grid(), dimension), dimension, distance, glcm.distanceWeighting),
  ),
  glrlm: texture(
    "glrlm",
    { features: glrlmFeatures, merge, summarise: summariseLevelSize },
    withDirections,
    ({ grid }, dimension, { glrlm }) =>
      weighted(countGlrlm(grid(), dimension), dimension, 1, glrlm.distanceWeighting),
  ),
  glszm: texture(
    "glszm",
    { features: glszmFeatures, merge, summarise: summariseLevelSize },
    withoutDirections,
    ({ grid, zones }, dimension) => countGlszm(grid(), zones(dimension)),
  ),
  gldzm: texture(
    "gldzm",
    { features: gldzmFeatures, merge, summarise: summariseLevelSize },
    withoutDirections,
    ({ grid, zones, borderDistance }, dimension) =>
      countGldzm(grid(), zones(dimension), borderDistance(dimension)),
  ),
  ngtdm: texture(
    "ngtdm",
    { features: ngtdmFeatures, merge: mergeDifferences, summarise: summariseNgtdm },
    withoutDirections,
    ({ grid }, dimension) => countNgtdm(grid(), dimension),
  ),
  ngldm: texture(
    "ngldm",
    { features: ngldmFeatures, merge, summarise: summariseLevelSize },
    withoutDirections,
    ({ grid }, dimension, { ngldm }) => countNgldm(grid(), dimension, ngldm.alpha),
  ),
};

/** The rows of diagnostics: image and region before and after each step. */
export function diagnosticsRows(summary: DiagnosticsSummary, image: string): FeatureValue[] {
  return rowsOf("diagnostics", diagnosticsFeatures, summary, image);
}

const measureIntensityVolume = wholeRegion(
  "intensityVolume",
  intensityVolumeFeatures,
  ({ intensities }, { intensityVolume, resegment }) =>
    summariseIntensityVolume(intensities(), intensityVolume, resegment?.range ?? null),
);

/** The rows of features without aggregation, measured in 3D (DHQ4). */
function rowsOf<S>(
  family: FamilyId,
  features: FeatureTable<S>,
  summary: S | null,
  image: string,
): FeatureValue[] {
  const aggregationCode = family === "diagnostics" ? null : "DHQ4";
  const context = { image, family, aggregation: null, aggregationCode, suffix: "" };
  return toRows(
    features,
    (id) => (summary === null ? noIntensities : evaluate(features[id], summary)),
    context,
  );
}

/** A family of the intensities in the whole region. */
function wholeRegion<S>(
  family: FamilyId,
  features: FeatureTable<S>,
  summarise: (subject: MeasuredRegion, settings: Settings) => S,
): Measure {
  return (subject, settings, image) => {
    const empty = subject.intensities().length === 0;
    return rowsOf(family, features, empty ? null : summarise(subject, settings), image);
  };
}

/** A texture family: its matrices are counted once for each dimension and serve all aggregations. */
function texture<M extends { readonly n: Float64Array }, S>(
  family: FamilyId,
  table: TextureFamily<M, S>,
  aggregations: (names: Settings["aggregations"]) => Aggregation[],
  count: (subject: MeasuredRegion, dimension: Dimension, settings: Settings) => Part<M>[],
): Measure {
  return (subject, settings, image) => {
    const parts = new Map<Dimension, Part<M>[]>();
    return aggregations(settings.aggregations).flatMap((aggregation) => {
      const { name, code, tag, dimension } = aggregation;
      const context = {
        image,
        family,
        aggregation: name,
        aggregationCode: code,
        suffix: `_${tag}`,
      };
      if (subject.intensities().length === 0)
        return toRows(table.features, () => noIntensities, context);
      if (dimension === 3 && subject.region.image.thicknessAssumed === true)
        return toRows(table.features, () => noThickness, context);
      const counted = parts.get(dimension) ?? count(subject, dimension, settings);
      parts.set(dimension, counted);
      const values = aggregateParts(table, counted, aggregation);
      return toRows(table.features, (id) => values[id], context);
    });
  };
}

function withDirections(names: Settings["aggregations"]): Aggregation[] {
  return names.map((name) => directional[name]);
}

function weighted(
  parts: Part[],
  dimension: Dimension,
  distance: number,
  weighting: DistanceWeighting | null,
): Part[] {
  return weighting === null ? parts : weightParts(parts, dimension, distance, weighting);
}

const noThickness: Evaluated = { value: null, reason: "thickness-assumed" };
const noIntensities: Evaluated = { value: null, reason: "empty-intensity-mask" };
