import type { FeatureTable } from "./feature.ts";
import * as shared from "./level-size.ts";

/** Grey level run length features (IBSI TP0I): j is the length of a run. */
export const glrlmFeatures = {
  shortRunsEmphasis: {
    name: "Short runs emphasis",
    code: "22OV",
    tag: "rlm_sre",
    ...shared.smallSize,
  },
  longRunsEmphasis: {
    name: "Long runs emphasis",
    code: "W4KF",
    tag: "rlm_lre",
    ...shared.largeSize,
  },
  lowGreyLevelRunEmphasis: {
    name: "Low grey level run emphasis",
    code: "V3SW",
    tag: "rlm_lgre",
    ...shared.lowLevel,
  },
  highGreyLevelRunEmphasis: {
    name: "High grey level run emphasis",
    code: "G3QZ",
    tag: "rlm_hgre",
    ...shared.highLevel,
  },
  shortRunLowGreyLevelEmphasis: {
    name: "Short run low grey level emphasis",
    code: "HTZT",
    tag: "rlm_srlge",
    ...shared.smallSizeLowLevel,
  },
  shortRunHighGreyLevelEmphasis: {
    name: "Short run high grey level emphasis",
    code: "GD3A",
    tag: "rlm_srhge",
    ...shared.smallSizeHighLevel,
  },
  longRunLowGreyLevelEmphasis: {
    name: "Long run low grey level emphasis",
    code: "IVPO",
    tag: "rlm_lrlge",
    ...shared.largeSizeLowLevel,
  },
  longRunHighGreyLevelEmphasis: {
    name: "Long run high grey level emphasis",
    code: "3KUM",
    tag: "rlm_lrhge",
    ...shared.largeSizeHighLevel,
  },
  greyLevelNonUniformity: {
    name: "Grey level non-uniformity",
    code: "R5YN",
    tag: "rlm_glnu",
    ...shared.levelNonUniformity,
  },
  normalisedGreyLevelNonUniformity: {
    name: "Normalised grey level non-uniformity",
    code: "OVBL",
    tag: "rlm_glnu_norm",
    ...shared.normalisedLevelNonUniformity,
  },
  runLengthNonUniformity: {
    name: "Run length non-uniformity",
    code: "W92Y",
    tag: "rlm_rlnu",
    ...shared.sizeNonUniformity,
  },
  normalisedRunLengthNonUniformity: {
    name: "Normalised run length non-uniformity",
    code: "IC23",
    tag: "rlm_rlnu_norm",
    ...shared.normalisedSizeNonUniformity,
  },
  runPercentage: {
    name: "Run percentage",
    code: "9ZK5",
    tag: "rlm_r_perc",
    ...shared.percentage,
  },
  greyLevelVariance: {
    name: "Grey level variance",
    code: "8CE5",
    tag: "rlm_gl_var",
    ...shared.levelVariance,
  },
  runLengthVariance: {
    name: "Run length variance",
    code: "SXLW",
    tag: "rlm_rl_var",
    ...shared.sizeVariance,
  },
  runEntropy: {
    name: "Run entropy",
    code: "HJ9O",
    tag: "rlm_rl_entr",
    ...shared.sizeEntropy,
  },
} as const satisfies FeatureTable<shared.LevelSizeSummary>;
