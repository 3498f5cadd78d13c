import type { FeatureTable } from "../features/feature.ts";
import * as shared from "../features/level-size.ts";
import { summariseLevelSize } from "../features/level-size.ts";
import { merge } from "../matrices/count-matrix.ts";
import { countNgldm } from "../matrices/ngldm.ts";
import { withDefault } from "../schema/defaults.ts";
import { object } from "../schema/object.ts";
import { integer } from "../schema/values.ts";
import { textureFamily } from "./texture-family.ts";

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

/** Neighbouring grey level dependence (IBSI REK0). */
export const ngldm = textureFamily(
  {
    id: "ngldm",
    name: "Neighbouring grey level dependence matrix",
    code: "REK0",
    tagPrefix: "ngl",
    onImage: "by default",
    onResponses: "by default",
    usesDistance: true,
  },
  {
    matrices: "directionless",
    features: ngldmFeatures,
    settings: object(
      {
        alpha: withDefault(
          integer({
            description: "Largest grey level difference that still counts as dependent.",
            minimum: 0,
          }),
          0,
        ),
      },
      { description: "Neighbouring grey level dependence." },
    ),
    count: ({ grid }, dimension, distance, { alpha }) =>
      countNgldm(grid(dimension, distance), dimension, alpha),
    merge,
    summarise: summariseLevelSize,
    slide: (windows, aggregation, { alpha }) => windows.dependences(aggregation, alpha),
  },
);
