import type { FeatureTable } from "../features/feature.ts";
import * as shared from "../features/level-size.ts";
import { summariseLevelSize } from "../features/level-size.ts";
import { merge } from "../matrices/count-matrix.ts";
import { directionalSettings, weightParts } from "../matrices/distance-weighting.ts";
import { countGlrlm } from "../matrices/glrlm.ts";
import { object } from "../schema/object.ts";
import { textureFamily } from "./texture-family.ts";

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

/** Grey level run lengths (IBSI TP0I). */
export const glrlm = textureFamily(
  {
    id: "glrlm",
    name: "Grey level run length matrix",
    code: "TP0I",
    tagPrefix: "rlm",
    onImage: "by default",
    onResponses: "by default",
  },
  {
    matrices: "directional",
    features: glrlmFeatures,
    settings: object(directionalSettings, { description: "Grey level run length." }),
    count: ({ grid, equals }, dimension, _distance, { distanceWeighting }) =>
      weightParts(
        countGlrlm(grid(dimension), dimension, equals(dimension)),
        dimension,
        1,
        distanceWeighting,
      ),
    merge,
    summarise: summariseLevelSize,
    slide: (windows, aggregation, { distanceWeighting }) =>
      windows.runs(aggregation, distanceWeighting),
  },
);
