import { voxelTypeFor } from "../io/voxel-type.ts";
import { checkOptions } from "../schema/check-options.ts";
import type { Mask } from "../volume/mask.ts";
import { checkVolume, type Volume, type VoxelArray } from "../volume/volume.ts";
import {
  type AdaptOptions,
  adapt,
  type ForeignVoxels,
  type LabelOptions,
  type Numbers,
  notA,
  requireScalar,
  unclamped,
} from "./foreign-volume.ts";

/** The parts of an itk-wasm `Image` that are read. */
export interface ItkImageLike {
  readonly imageType: {
    readonly dimension: number;
    readonly pixelType: string;
    readonly components: number;
  };
  readonly size: Numbers;
  readonly spacing: Numbers;
  readonly origin: Numbers;
  /** 3 × 3 matrix, row-major; its columns are unit vectors along the axes. */
  readonly direction: Numbers | ArrayLike<bigint>;
  readonly data: ForeignVoxels | null;
}

type ComponentType =
  | "int8" | "uint8" | "int16" | "uint16" | "int32" | "uint32" | "float32" | "float64"; // biome-ignore format: a list

/** An itk-wasm `Image`, as its pipelines take it. */
export interface ItkImage {
  imageType: {
    dimension: number;
    componentType: ComponentType;
    pixelType: "Scalar";
    components: number;
  };
  name: string;
  size: number[];
  spacing: number[];
  origin: number[];
  direction: Float64Array;
  metadata: Map<string, string | string[] | number | number[] | number[][]>;
  data: VoxelArray;
}

/**
 * Makes a volume, or the mask of one label, from an itk-wasm `Image` with three dimensions and one number
 * per voxel.
 *
 * The world of ITK is LPS in mm and its direction row-major, as those of a volume are. The data are shared;
 * 64-bit integers become 64-bit floats.
 *
 * @throws VoxomicsError `invalid-volume` for other images, `invalid-settings` for a label that is no
 *   integer, `empty-mask` for a label that no voxel has
 *
 * @example
 * ```ts
 * import { fromItk, type ItkImageLike } from "voxomics/adapters";
 *
 * // What itk-wasm's `readImage` gives.
 * function sizeOf(itkImage: ItkImageLike) {
 *   const image = fromItk(itkImage); // shares its voxels
 *   return { size: image.size, spacing: image.spacing }; // voxels, mm
 * }
 * console.log(sizeOf);
 * ```
 */
export function fromItk(image: ItkImageLike, options: LabelOptions): Mask;
export function fromItk(image: ItkImageLike, options?: AdaptOptions): Volume;
export function fromItk(image: ItkImageLike, options: AdaptOptions = {}): Volume {
  checkOptions(options, { label: null });
  const { dimension, pixelType, components } = image?.imageType ?? {};
  if (dimension !== 3) {
    throw notA(
      "an itk-wasm image with 3 dimensions",
      dimension === undefined ? "no imageType" : `${dimension}`,
    );
  }
  requireScalar(components, "itk-wasm image", `${pixelType} voxels`);
  return adapt(image, "itk-wasm image", options);
}

/**
 * Makes an itk-wasm `Image`, which is a plain record, from a volume.
 *
 * The data are shared. A Uint8ClampedArray becomes a Uint8Array of the same memory.
 *
 * @throws VoxomicsError `invalid-volume`
 *
 * @example
 * ```ts
 * import { toItk } from "voxomics/adapters";
 *
 * const { imageType, size, spacing } = toItk(image, "response"); // shares its voxels
 * console.log(imageType.componentType, size, spacing); // spacing in mm
 * ```
 */
export function toItk(volume: Volume, name = "Image"): ItkImage {
  const { data, size, spacing, origin, direction } = checkVolume(volume, "volume");
  return {
    imageType: {
      dimension: 3,
      componentType: voxelTypeFor(data).name as ComponentType,
      pixelType: "Scalar",
      components: 1,
    },
    name,
    size: [...size],
    spacing: [...spacing],
    origin: [...origin],
    direction: Float64Array.from(direction),
    metadata: new Map(),
    data: unclamped(data),
  };
}
