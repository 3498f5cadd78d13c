/**
 * Exchange with the image types of viewers: itk-wasm, NiiVue, vtk.js and cornerstone3D. None of these
 * packages is imported: an object is recognised by its properties.
 *
 * ```ts
 * import { applyFilter } from "voxomics";
 * import { fromItk, type ItkImageLike, toItk } from "voxomics/adapters";
 *
 * function smoothed(itkImage: ItkImageLike) {
 *   const image = fromItk(itkImage); // shares its voxels
 *   return toItk(applyFilter(image, { type: "mean", support: 5 }));
 * }
 * ```
 *
 * @module voxomics/adapters
 */
export {
  type CornerstoneMetadataLike,
  type CornerstoneVolumeLike,
  type CornerstoneVoxelsLike,
  fromCornerstone,
} from "./adapters/cornerstone.ts";
export type {
  CornerstoneCache,
  CornerstoneCachedVolume,
  CornerstoneCore,
  CornerstoneImageLike,
  CornerstoneMetaData,
  CornerstoneVolumeLoader,
} from "./adapters/cornerstone-core.ts";
export {
  type CornerstoneLabelmapLike,
  type CornerstoneSegmentationLike,
  type CornerstoneSegmentLike,
  type CornerstoneSegmentOptions,
  fromCornerstoneSegmentation,
  imageOfCornerstoneSegmentation,
} from "./adapters/cornerstone-segmentation.ts";
export type { CornerstoneLayerLike } from "./adapters/cornerstone-slices.ts";
export type { AdaptOptions, ForeignVoxels, LabelOptions } from "./adapters/foreign-volume.ts";
export { fromItk, type ItkImage, type ItkImageLike, toItk } from "./adapters/itk.ts";
export type { NiivueImageClass } from "./adapters/nifti-image.ts";
export {
  fromNiivue,
  type NiivueHeaderLike,
  type NiivueImageLike,
  type NiivueOptions,
} from "./adapters/niivue.ts";
export {
  type CornerstoneLocalMetadata,
  type CornerstoneLocalVolume,
  type CornerstoneOptions,
  type CornerstoneVoxels,
  toCornerstone,
} from "./adapters/to-cornerstone.ts";
export {
  type CornerstoneLabelmapMaker,
  type CornerstoneReference,
  type CornerstoneSegmentation,
  type CornerstoneSegmentationOptions,
  toCornerstoneSegmentation,
} from "./adapters/to-cornerstone-segmentation.ts";
export { type NiivueDrawing, toNiivue } from "./adapters/to-niivue.ts";
export {
  fromVtk,
  toVtk,
  type VtkImageLike,
  type VtkImageState,
  type VtkScalarsLike,
} from "./adapters/vtk.ts";
