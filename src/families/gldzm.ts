import type { FeatureTable } from "../features/feature.ts";
import * as shared from "../features/level-size.ts";
import { summariseLevelSize } from "../features/level-size.ts";
import { merge } from "../matrices/count-matrix.ts";
import { countGldzm } from "../matrices/gldzm.ts";
import { textureFamily } from "./texture-family.ts";

/**
 * Grey level distance zone features (IBSI VMDZ): j is the distance of a zone to the region border.
 */
export const gldzmFeatures = {
  smallDistanceEmphasis: {
    name: "Small distance emphasis",
    code: "0GBI",
    tag: "dzm_sde",
    ...shared.smallSize,
  },
  largeDistanceEmphasis: {
    name: "Large distance emphasis",
    code: "MB4I",
    tag: "dzm_lde",
    ...shared.largeSize,
  },
  lowGreyLevelZoneEmphasis: {
    name: "Low grey level zone emphasis",
    code: "S1RA",
    tag: "dzm_lgze",
    ...shared.lowLevel,
  },
  highGreyLevelZoneEmphasis: {
    name: "High grey level zone emphasis",
    code: "K26C",
    tag: "dzm_hgze",
    ...shared.highLevel,
  },
  smallDistanceLowGreyLevelEmphasis: {
    name: "Small distance low grey level emphasis",
    code: "RUVG",
    tag: "dzm_sdlge",
    ...shared.smallSizeLowLevel,
  },
  smallDistanceHighGreyLevelEmphasis: {
    name: "Small distance high grey level emphasis",
    code: "DKNJ",
    tag: "dzm_sdhge",
    ...shared.smallSizeHighLevel,
  },
  largeDistanceLowGreyLevelEmphasis: {
    name: "Large distance low grey level emphasis",
    code: "A7WM",
    tag: "dzm_ldlge",
    ...shared.largeSizeLowLevel,
  },
  largeDistanceHighGreyLevelEmphasis: {
    name: "Large distance high grey level emphasis",
    code: "KLTH",
    tag: "dzm_ldhge",
    ...shared.largeSizeHighLevel,
  },
  greyLevelNonUniformity: {
    name: "Grey level non-uniformity",
    code: "VFT7",
    tag: "dzm_glnu",
    ...shared.levelNonUniformity,
  },
  normalisedGreyLevelNonUniformity: {
    name: "Normalised grey level non-uniformity",
    code: "7HP3",
    tag: "dzm_glnu_norm",
    ...shared.normalisedLevelNonUniformity,
  },
  zoneDistanceNonUniformity: {
    name: "Zone distance non-uniformity",
    code: "V294",
    tag: "dzm_zdnu",
    ...shared.sizeNonUniformity,
  },
  normalisedZoneDistanceNonUniformity: {
    name: "Normalised zone distance non-uniformity",
    code: "IATH",
    tag: "dzm_zdnu_norm",
    ...shared.normalisedSizeNonUniformity,
  },
  zonePercentage: {
    name: "Zone percentage",
    code: "VIWW",
    tag: "dzm_z_perc",
    ...shared.percentage,
  },
  greyLevelVariance: {
    name: "Grey level variance",
    code: "QK93",
    tag: "dzm_gl_var",
    ...shared.levelVariance,
  },
  zoneDistanceVariance: {
    name: "Zone distance variance",
    code: "7WT1",
    tag: "dzm_zd_var",
    ...shared.sizeVariance,
  },
  zoneDistanceEntropy: {
    name: "Zone distance entropy",
    code: "GBDU",
    tag: "dzm_zd_entr",
    ...shared.sizeEntropy,
  },
} as const satisfies FeatureTable<shared.LevelSizeSummary>;

/** Grey level distance zones (IBSI VMDZ). */
export const gldzm = textureFamily(
  {
    id: "gldzm",
    name: "Grey level distance zone matrix",
    code: "VMDZ",
    tagPrefix: "dzm",
    onImage: "by default",
    onResponses: "by default",
  },
  {
    matrices: "directionless",
    features: gldzmFeatures,
    count: ({ grid, zones, borderDistance }, dimension) =>
      countGldzm(grid(dimension), zones(dimension), borderDistance(dimension)),
    merge,
    summarise: summariseLevelSize,
    slide: (windows, aggregation) => windows.distanceZones(aggregation),
  },
);
