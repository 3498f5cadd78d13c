/**
 * PyRadiomics' own features, values and names, from its parameter files.
 *
 * ```ts
 * import { extractPyradiomics, parseParams } from "voxomics/pyradiomics";
 *
 * const params = parseParams(`
 * imageType: { Original: {}, LoG: { sigma: [3.0] } }
 * setting: { binWidth: 25, resampledPixelSpacing: [2, 2, 2] }
 * `);
 * const { features } = extractPyradiomics(image, mask, params);
 * features.find(({ name }) => name === "log-sigma-3-0-mm-3D_glcm_Contrast");
 * ```
 *
 * @module voxomics/pyradiomics
 */

export type { Progress, Watch } from "./base/watch.ts";
export type { FeatureClassName } from "./pyradiomics/classes/feature-classes.ts";
export type { Diagnostic, DiagnosticValue } from "./pyradiomics/diagnostics.ts";
export {
  extractPyradiomics,
  type PyradiomicsExtraction,
  type PyradiomicsFeature,
  type PyradiomicsOptions,
} from "./pyradiomics/extract-pyradiomics.ts";
export type { SettingDifference } from "./pyradiomics/ibsi-settings/difference.ts";
export {
  type NearestSettings,
  nearestIbsiSettings,
} from "./pyradiomics/ibsi-settings/nearest-ibsi-settings.ts";
export { settingsYaml } from "./pyradiomics/ibsi-settings/settings-yaml.ts";
export type { ImageTypeName } from "./pyradiomics/image-types/image-types.ts";
export type {
  ChosenClass,
  ChosenImageType,
  PyradiomicsParams,
} from "./pyradiomics/params/params.ts";
export type { ParamsInput } from "./pyradiomics/params/params-schema.ts";
export { parseParams } from "./pyradiomics/params/parse-params.ts";
export type {
  PyradiomicsSettings,
  PyradiomicsSettingsInput,
} from "./pyradiomics/params/settings-schema.ts";
export type { VoxelSettings, VoxelSettingsInput } from "./pyradiomics/params/voxel-settings.ts";
export type { PixelType } from "./pyradiomics/pixel-type.ts";
export {
  type PyradiomicsCase,
  toPyradiomicsCsv,
  toPyradiomicsJson,
} from "./pyradiomics/report/result-text.ts";
export {
  mapPyradiomics,
  type PyradiomicsMap,
  type PyradiomicsMaps,
} from "./pyradiomics/voxels/map-pyradiomics.ts";
