/**
 * IBSI radiomics features of medical images, in Node and the browser.
 *
 * ```ts
 * import { extract } from "voxomics";
 * import { read } from "voxomics/io";
 *
 * const image = await read(bytes); // of a NIfTI, NRRD, MetaImage, MGH or DICOM file
 * const mask = await read(files, { grid: image });
 * const { features } = extract(image, mask, {
 *   resample: { spacing: [1, 1, 1] },
 *   discretise: { method: "fixedBinSize", width: 25 },
 * });
 * features.find((f) => f.tag === "cm_contrast_3D_avg")?.value;
 * ```
 *
 * @module voxomics
 */

export { version } from "./base/version.ts";
export type { Progress, Watch } from "./base/watch.ts";
export {
  countMatrices,
  type RegionMatrices,
  type RegionMatrix,
} from "./extraction/count-matrices.ts";
export { extract } from "./extraction/extract.ts";
export { extractRegions } from "./extraction/extract-regions.ts";
export type {
  Extraction,
  ExtractOptions,
  RegionOutcome,
  RoiSummary,
} from "./extraction/extraction.ts";
export { measureFamily } from "./extraction/measure-family.ts";
export { prepareRegion } from "./extraction/prepare-region.ts";
export { type CatalogueFamily, type CatalogueFeature, catalogue } from "./families/catalogue.ts";
export {
  type FamilyId,
  type FeatureName,
  type MapFamilyId,
  type MatrixFamilyId,
  type MatrixOf,
  mapFamilies,
  type RegionFamilyId,
  type ResponseFamilyId,
} from "./families/families.ts";
export type { FeatureValue } from "./families/feature-value.ts";
export { localIntensityRadius } from "./families/local-intensity.ts";
export { type FeatureMap, featureMap } from "./feature-map/feature-map.ts";
export {
  type FeatureMapRow,
  type FeatureMapRows,
  featureMapRows,
} from "./feature-map/feature-map-rows.ts";
export type { Kernel } from "./feature-map/kernel.ts";
export type { MapFeature } from "./feature-map/map-features.ts";
export {
  type FeatureMapOptions,
  listMapFeatures,
  type Neighbourhood,
} from "./feature-map/map-options.ts";
export type { TextureAggregation } from "./features/aggregation.ts";
export type { FeatureUnit, Reason } from "./features/feature.ts";
export { applyFilter } from "./filters/apply-filter.ts";
export {
  completeFilter,
  type FilterInput,
  type FilterSettings,
  type FilterType,
  filterIdentity,
} from "./filters/filters.ts";
export type { CountMatrix } from "./matrices/count-matrix.ts";
export type { DistanceWeighting } from "./matrices/distance-weighting.ts";
export type { DifferenceMatrix } from "./matrices/ngtdm.ts";
export type { Advice } from "./messages/advice.ts";
export type { ErrorCode, ErrorDetails, ErrorPlace } from "./messages/error-details.ts";
export { type AnyVoxomicsError, isVoxomicsError, VoxomicsError } from "./messages/errors.ts";
export type { Note, NoteCode } from "./messages/note.ts";
export {
  type DiscretiseInput,
  type DiscretiseSettings,
  discretise,
  type LevelVolume,
} from "./processing/discretise.ts";
export type { NonFinite } from "./processing/finite-mask.ts";
export type { Over } from "./processing/intensity-sample.ts";
export { interpolate } from "./processing/interpolate.ts";
export {
  type LandmarkOptions,
  type LandmarkSource,
  type Landmarks,
  learnLandmarks,
} from "./processing/landmarks.ts";
export { normalise } from "./processing/normalise.ts";
export type { NormaliseInput, NormaliseSettings } from "./processing/normalise-settings.ts";
export type { Region } from "./processing/region.ts";
export { resample, resampleMask } from "./processing/resample.ts";
export { resampleGrid } from "./processing/resample-grid.ts";
export type {
  Interpolation,
  ResampleInput,
  ResampleSettings,
} from "./processing/resample-settings.ts";
export { type ResegmentInput, type ResegmentSettings, resegment } from "./processing/resegment.ts";
export type { Derivation, DerivationStep } from "./regions/derivation.ts";
export { type DerivedRegion, type DeriveOptions, deriveRegion } from "./regions/derive-region.ts";
export { distanceTransform } from "./regions/distance-transform.ts";
export { growRegion, rimOf, ringAround, shrinkRegion } from "./regions/grow-region.ts";
export type { Ring } from "./regions/margins.ts";
export type { MaskInput, MaskSettings } from "./regions/mask-settings.ts";
export { otsuThreshold } from "./regions/otsu.ts";
export { separateComponents } from "./regions/separate-components.ts";
export { type RegionRow, toLongCsv, toLongRegionsCsv, toWideCsv } from "./report/csv.ts";
export { toJson } from "./report/json.ts";
export {
  type RefusedRegion,
  type RegionsReport,
  type Report,
  type ReportedPlacement,
  type ReportedRoi,
  type ReportedVolume,
  type ReportSources,
  toRegionsReport,
  toReport,
  toReportedVolume,
} from "./report/report.ts";
export { toTable } from "./report/table.ts";
export type { JsonSchema } from "./schema/json-schema.ts";
export { isPresetName, type PresetName, presets, resolvePreset } from "./settings/presets.ts";
export { resolveSettings } from "./settings/resolve.ts";
export {
  type Settings,
  type SettingsInput,
  settingsSchema,
} from "./settings/settings.ts";
export { type AlignedMask, alignMask } from "./volume/align-mask.ts";
export type { Box } from "./volume/box.ts";
export {
  boundingBox,
  boxSize,
  checkSameGrid,
  compareGrids,
  countGridVoxels,
  crop,
  cropGrid,
  gridOf,
  growBox,
  indexToWorld,
  worldToIndex,
} from "./volume/checked.ts";
export {
  countVoxels,
  listLabels,
  selectLabel,
  thresholdMask,
  toMask,
} from "./volume/checked-masks.ts";
export { type GridDifference, gridTolerance } from "./volume/geometry.ts";
export type { Mask } from "./volume/mask.ts";
export { type PlacedMask, placeMask } from "./volume/place-mask.ts";
export {
  checkVolume,
  type Grid,
  identityDirection,
  type Mat3,
  type Placement,
  type Vec3,
  type Volume,
  type VoxelArray,
} from "./volume/volume.ts";
export { waveletNames } from "./wavelets/wavelet-family.ts";
