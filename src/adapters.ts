/**
 * Exchange with the image types of viewers: itk-wasm, NiiVue, vtk.js and cornerstone3D. None of these
 * packages is imported: an object is recognised by its properties.
 *
 * ```ts
 * import { fromCornerstone, fromItk, toItk } from "voxomics/adapters";
 *
 * const image = fromItk(itkImage); // shares its voxels
 * const mask = fromCornerstone(segmentationVolume, { label: 1 });
 * const response = toItk(filtered);
 * ```
 *
 * @module
 */
export {
  type CornerstoneVolumeLike,
  type CornerstoneVoxelsLike,
  fromCornerstone,
} from "./adapters/cornerstone.ts";
export type { AdaptOptions, ForeignVoxels, LabelOptions } from "./adapters/foreign-volume.ts";
export { fromItk, type ItkImage, type ItkImageLike, toItk } from "./adapters/itk.ts";
export {
  fromNiivue,
  type NiivueHeaderLike,
  type NiivueImageLike,
  type NiivueOptions,
} from "./adapters/niivue.ts";
export {
  fromVtk,
  toVtk,
  type VtkImageLike,
  type VtkImageState,
  type VtkScalarsLike,
} from "./adapters/vtk.ts";
