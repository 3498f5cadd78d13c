import type { FeatureTable } from "../features/feature.ts";
import {
  areaUnder,
  intensitiesAt,
  intensityVolumeCurve,
  volumeAt,
} from "../intensity/intensity-volume-curve.ts";
import type { DiscretiseSettings } from "../processing/discretise.ts";
import { regionFamily } from "./region-family.ts";

/** What intensity-volume histogram features are computed from. */
export interface IntensityVolumeSummary {
  /** Whether the total range G is a single level. */
  readonly oneLevel: boolean;
  /** Volume fraction at 10 % of the intensity range. */
  readonly v10: number;
  /** Volume fraction at 90 % of the intensity range. */
  readonly v90: number;
  /** Intensity, or bin number, at 10 % of the volume. */
  readonly i10: number;
  /** Intensity, or bin number, at 90 % of the volume. */
  readonly i90: number;
  /** Area under the curve. */
  readonly area: number;
}

/**
 * Summary of the intensities in an intensity mask that is not empty.
 *
 * @param range the re-segmentation range, which is also that of the histogram's levels
 * @throws VoxomicsError `discretisation` when an intensity lies below the first bin
 */
export function summariseIntensityVolume(
  intensities: Float64Array,
  settings: DiscretiseSettings,
  range: readonly [number | null, number | null] | null,
): IntensityVolumeSummary {
  const curve = intensityVolumeCurve(intensities, settings, range);
  const [i10, i90] = intensitiesAt(curve, [0.1, 0.9]);
  return {
    oneLevel: curve.low === curve.high,
    v10: volumeAt(curve, 0.1),
    v90: volumeAt(curve, 0.9),
    i10,
    i90,
    area: areaUnder(curve),
  };
}

/** If G is a single level, which then has the whole volume, the intensity fraction γ is 0/0. */
const oneLevel = (value: number) =>
  [
    { reason: "single-grey-level", when: (s: IntensityVolumeSummary) => s.oneLevel, value },
  ] as const;

/** Intensity-volume histogram features (IBSI P88C). */
export const intensityVolumeFeatures = {
  volumeAtIntensityFraction10: {
    name: "Volume at intensity fraction 10%",
    code: "BC2M",
    tag: "ivh_v10",
    definition:
      "V10 = max ν_i over γ_i ≥ 0.1, ν_i the share of voxels ≥ i, γ_i = (i - min G) / (max G - min G)",
    undefinedWhen: oneLevel(1),
    value: (s) => s.v10,
  },
  volumeAtIntensityFraction90: {
    name: "Volume at intensity fraction 90%",
    code: "BC2M",
    tag: "ivh_v90",
    definition: "V90 = max ν_i over γ_i ≥ 0.9",
    undefinedWhen: oneLevel(1),
    value: (s) => s.v90,
  },
  intensityAtVolumeFraction10: {
    name: "Intensity at volume fraction 10%",
    code: "GBPN",
    tag: "ivh_i10",
    unit: "intensity",
    definition: "I10 = min i with ν_i ≤ 0.1; a bin number where the number of bins is fixed",
    value: (s) => s.i10,
  },
  intensityAtVolumeFraction90: {
    name: "Intensity at volume fraction 90%",
    code: "GBPN",
    tag: "ivh_i90",
    unit: "intensity",
    definition: "I90 = min i with ν_i ≤ 0.9; a bin number where the number of bins is fixed",
    value: (s) => s.i90,
  },
  volumeFractionDifferenceBetweenIntensityFractions: {
    name: "Volume fraction difference between intensity fractions 10% and 90%",
    code: "DDTU",
    tag: "ivh_diff_v10_v90",
    definition: "V10 - V90",
    undefinedWhen: oneLevel(0),
    value: (s) => s.v10 - s.v90,
  },
  intensityFractionDifferenceBetweenVolumeFractions: {
    name: "Intensity fraction difference between volume fractions 10% and 90%",
    code: "CNV2",
    tag: "ivh_diff_i10_i90",
    unit: "intensity",
    definition: "I10 - I90; in bin numbers where the number of bins is fixed",
    value: (s) => s.i10 - s.i90,
  },
  areaUnderTheIvhCurve: {
    name: "Area under the IVH curve",
    code: "9CMM",
    tag: "ivh_auc",
    definition: "area under ν over γ, by trapezoids",
    undefinedWhen: oneLevel(0),
    value: (s) => s.area,
  },
} as const satisfies FeatureTable<IntensityVolumeSummary>;

/** The intensity-volume histogram (IBSI P88C). */
export const intensityVolume = regionFamily(
  {
    id: "intensityVolume",
    name: "Intensity-volume histogram",
    code: "P88C",
    tagPrefix: "ivh",
    onImage: "by default",
    onResponses: "if named",
  },
  {
    features: intensityVolumeFeatures,
    summarise: ({ intensities }, { intensityVolume: settings, resegment }) =>
      summariseIntensityVolume(intensities(), settings, resegment?.range ?? null),
    unitless: ({ intensityVolume: { method } }) => method === "fixedBinNumber",
  },
);
