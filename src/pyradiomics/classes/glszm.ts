import { glszmFeatures as core } from "../../families/glszm.ts";
import { aggregateParts, directional } from "../../features/aggregation.ts";
import { type LevelSizeSummary, summariseLevelSize } from "../../features/level-size.ts";
import { merge } from "../../matrices/count-matrix.ts";
import { countGlszm } from "../../matrices/glszm.ts";
import { labelZones } from "../../matrices/zones.ts";
import { angleSettings } from "../angles.ts";
import { levelSettings } from "../levels.ts";
import { type FeatureRows, featureClass, formulasOf, same } from "./feature-class.ts";

/** Grey level size zone features. */
export const glszmFeatures = {
  GrayLevelNonUniformity: same(core.greyLevelNonUniformity),
  GrayLevelNonUniformityNormalized: same(core.normalisedGreyLevelNonUniformity),
  GrayLevelVariance: same(core.greyLevelVariance),
  HighGrayLevelZoneEmphasis: same(core.highGreyLevelZoneEmphasis),
  LargeAreaEmphasis: same(core.largeZoneEmphasis),
  LargeAreaHighGrayLevelEmphasis: same(core.largeZoneHighGreyLevelEmphasis),
  LargeAreaLowGrayLevelEmphasis: same(core.largeZoneLowGreyLevelEmphasis),
  LowGrayLevelZoneEmphasis: same(core.lowGreyLevelZoneEmphasis),
  SizeZoneNonUniformity: same(core.zoneSizeNonUniformity),
  SizeZoneNonUniformityNormalized: same(core.normalisedZoneSizeNonUniformity),
  SmallAreaEmphasis: same(core.smallZoneEmphasis),
  SmallAreaHighGrayLevelEmphasis: same(core.smallZoneHighGreyLevelEmphasis),
  SmallAreaLowGrayLevelEmphasis: same(core.smallZoneLowGreyLevelEmphasis),
  ZoneEntropy: same(core.zoneSizeEntropy),
  ZonePercentage: same(core.zonePercentage),
  ZoneVariance: same(core.zoneSizeVariance),
} as const satisfies FeatureRows<LevelSizeSummary>;

/** Grey level size zones. */
export const glszm = featureClass({
  name: "glszm",
  settings: { ...levelSettings, ...angleSettings },
  features: glszmFeatures,
  tagEnding: "_3D",
  compares: "touching",
  measure: ({ dimension, grid, equals }) =>
    aggregateParts(
      {
        features: formulasOf<LevelSizeSummary>(glszmFeatures),
        merge,
        summarise: summariseLevelSize,
      },
      countGlszm(grid(1), labelZones(grid(1), dimension, equals())),
      directional["3D:mrg"],
    ),
});
