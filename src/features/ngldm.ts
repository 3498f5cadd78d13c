import type { FeatureTable } from "./feature.ts";
import * as shared from "./level-size.ts";

/** Neighbouring grey level dependence features (IBSI REK0): j is the dependence count of a voxel. */
export const ngldmFeatures = {
  lowDependenceEmphasis: {
    name: "Low dependence emphasis",
    code: "SODN",
    tag: "ngl_lde",
    ...shared.smallSize,
  },
  highDependenceEmphasis: {
    name: "High dependence emphasis",
    code: "IMOQ",
    tag: "ngl_hde",
    ...shared.largeSize,
  },
  lowGreyLevelCountEmphasis: {
    name: "Low grey level count emphasis",
    code: "TL9H",
    tag: "ngl_lgce",
    ...shared.lowLevel,
  },
  highGreyLevelCountEmphasis: {
    name: "High grey level count emphasis",
    code: "OAE7",
    tag: "ngl_hgce",
    ...shared.highLevel,
  },
  lowDependenceLowGreyLevelEmphasis: {
    name: "Low dependence low grey level emphasis",
    code: "EQ3F",
    tag: "ngl_ldlge",
    ...shared.smallSizeLowLevel,
  },
  lowDependenceHighGreyLevelEmphasis: {
    name: "Low dependence high grey level emphasis",
    code: "JA6D",
    tag: "ngl_ldhge",
    ...shared.smallSizeHighLevel,
  },
  highDependenceLowGreyLevelEmphasis: {
    name: "High dependence low grey level emphasis",
    code: "NBZI",
    tag: "ngl_hdlge",
    ...shared.largeSizeLowLevel,
  },
  highDependenceHighGreyLevelEmphasis: {
    name: "High dependence high grey level emphasis",
    code: "9QMG",
    tag: "ngl_hdhge",
    ...shared.largeSizeHighLevel,
  },
  greyLevelNonUniformity: {
    name: "Grey level non-uniformity",
    code: "FP8K",
    tag: "ngl_glnu",
    ...shared.levelNonUniformity,
  },
  normalisedGreyLevelNonUniformity: {
    name: "Normalised grey level non-uniformity",
    code: "5SPA",
    tag: "ngl_glnu_norm",
    ...shared.normalisedLevelNonUniformity,
  },
  dependenceCountNonUniformity: {
    name: "Dependence count non-uniformity",
    code: "Z87G",
    tag: "ngl_dcnu",
    ...shared.sizeNonUniformity,
  },
  normalisedDependenceCountNonUniformity: {
    name: "Normalised dependence count non-uniformity",
    code: "OKJI",
    tag: "ngl_dcnu_norm",
    ...shared.normalisedSizeNonUniformity,
  },
  dependenceCountPercentage: {
    name: "Dependence count percentage",
    code: "6XV8",
    tag: "ngl_dc_perc",
    ...shared.percentage,
  },
  greyLevelVariance: {
    name: "Grey level variance",
    code: "1PFV",
    tag: "ngl_gl_var",
    ...shared.levelVariance,
  },
  dependenceCountVariance: {
    name: "Dependence count variance",
    code: "DNX2",
    tag: "ngl_dc_var",
    ...shared.sizeVariance,
  },
  dependenceCountEntropy: {
    name: "Dependence count entropy",
    code: "FCBV",
    tag: "ngl_dc_entr",
    ...shared.sizeEntropy,
  },
  dependenceCountEnergy: {
    name: "Dependence count energy",
    code: "CAS9",
    tag: "ngl_dc_energy",
    ...shared.sizeEnergy,
  },
} as const satisfies FeatureTable<shared.LevelSizeSummary>;
