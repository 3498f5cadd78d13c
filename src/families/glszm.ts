import type { FeatureTable } from "../features/feature.ts";
import * as shared from "../features/level-size.ts";
import { summariseLevelSize } from "../features/level-size.ts";
import { merge } from "../matrices/count-matrix.ts";
import { countGlszm } from "../matrices/glszm.ts";
import { textureFamily } from "./texture-family.ts";

/** Grey level size zone features (IBSI 9SAK): j is the number of voxels of a zone. */
export const glszmFeatures = {
  smallZoneEmphasis: {
    name: "Small zone emphasis",
    code: "5QRC",
    tag: "szm_sze",
    ...shared.smallSize,
  },
  largeZoneEmphasis: {
    name: "Large zone emphasis",
    code: "48P8",
    tag: "szm_lze",
    ...shared.largeSize,
  },
  lowGreyLevelZoneEmphasis: {
    name: "Low grey level zone emphasis",
    code: "XMSY",
    tag: "szm_lgze",
    ...shared.lowLevel,
  },
  highGreyLevelZoneEmphasis: {
    name: "High grey level zone emphasis",
    code: "5GN9",
    tag: "szm_hgze",
    ...shared.highLevel,
  },
  smallZoneLowGreyLevelEmphasis: {
    name: "Small zone low grey level emphasis",
    code: "5RAI",
    tag: "szm_szlge",
    ...shared.smallSizeLowLevel,
  },
  smallZoneHighGreyLevelEmphasis: {
    name: "Small zone high grey level emphasis",
    code: "HW1V",
    tag: "szm_szhge",
    ...shared.smallSizeHighLevel,
  },
  largeZoneLowGreyLevelEmphasis: {
    name: "Large zone low grey level emphasis",
    code: "YH51",
    tag: "szm_lzlge",
    ...shared.largeSizeLowLevel,
  },
  largeZoneHighGreyLevelEmphasis: {
    name: "Large zone high grey level emphasis",
    code: "J17V",
    tag: "szm_lzhge",
    ...shared.largeSizeHighLevel,
  },
  greyLevelNonUniformity: {
    name: "Grey level non-uniformity",
    code: "JNSA",
    tag: "szm_glnu",
    ...shared.levelNonUniformity,
  },
  normalisedGreyLevelNonUniformity: {
    name: "Normalised grey level non-uniformity",
    code: "Y1RO",
    tag: "szm_glnu_norm",
    ...shared.normalisedLevelNonUniformity,
  },
  zoneSizeNonUniformity: {
    name: "Zone size non-uniformity",
    code: "4JP3",
    tag: "szm_zsnu",
    ...shared.sizeNonUniformity,
  },
  normalisedZoneSizeNonUniformity: {
    name: "Normalised zone size non-uniformity",
    code: "VB3A",
    tag: "szm_zsnu_norm",
    ...shared.normalisedSizeNonUniformity,
  },
  zonePercentage: {
    name: "Zone percentage",
    code: "P30P",
    tag: "szm_z_perc",
    ...shared.percentage,
  },
  greyLevelVariance: {
    name: "Grey level variance",
    code: "BYLV",
    tag: "szm_gl_var",
    ...shared.levelVariance,
  },
  zoneSizeVariance: {
    name: "Zone size variance",
    code: "3NSA",
    tag: "szm_zs_var",
    ...shared.sizeVariance,
  },
  zoneSizeEntropy: {
    name: "Zone size entropy",
    code: "GU8N",
    tag: "szm_zs_entr",
    ...shared.sizeEntropy,
  },
} as const satisfies FeatureTable<shared.LevelSizeSummary>;

/** Grey level size zones (IBSI 9SAK). */
export const glszm = textureFamily(
  {
    id: "glszm",
    name: "Grey level size zone matrix",
    code: "9SAK",
    tagPrefix: "szm",
    onImage: "by default",
    onResponses: "by default",
  },
  {
    matrices: "directionless",
    features: glszmFeatures,
    count: ({ grid, zones }, dimension) => countGlszm(grid(dimension), zones(dimension)),
    merge,
    summarise: summariseLevelSize,
    slide: (windows, aggregation) => windows.sizeZones(aggregation),
  },
);
