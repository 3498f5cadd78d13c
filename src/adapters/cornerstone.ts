import { checkOptions } from "../schema/check-options.ts";
import type { Mask } from "../volume/mask.ts";
import { checkIdentity, kindOf, type Volume } from "../volume/volume.ts";
import {
  type AdaptOptions,
  adapt,
  type LabelOptions,
  type Numbers,
  notA,
  requireScalar,
  transpose,
} from "./foreign-volume.ts";

/**
 * The parts of a cornerstone3D `ImageVolume` that are read. Older versions have their own
 * `getScalarData`.
 */
export interface CornerstoneVolumeLike {
  readonly dimensions: Numbers;
  readonly spacing: Numbers;
  readonly origin: Numbers;
  /** Unit vectors along a row, along a column and along the slices' normal: nine numbers. */
  readonly direction: Numbers;
  readonly metadata?: CornerstoneMetadataLike | undefined;
  readonly voxelManager?: CornerstoneVoxelsLike | undefined;
  getScalarData?(): unknown;
}

/** DICOM UIDs of the image, where the loader knows them, and what `toCornerstone` adds. */
export interface CornerstoneMetadataLike {
  readonly FrameOfReferenceUID?: string | undefined;
  readonly SeriesInstanceUID?: string | undefined;
  /** The number that stands for NaN in what `toCornerstone` made. */
  readonly valueForNaN?: number | undefined;
}

/** The voxels of a cornerstone3D volume (`voxelManager`), as far as they are read. */
export interface CornerstoneVoxelsLike {
  readonly numberOfComponents?: number | undefined;
  getCompleteScalarDataArray?: (() => unknown) | undefined;
  getScalarData?(): unknown;
}

/**
 * Makes a volume, or the mask of one label, from a cornerstone3D `ImageVolume` or segmentation volume with
 * one number per voxel.
 *
 * Values are those that cornerstone holds: rescaled ones, if its loader pre-scales, as it does by default.
 * Its world is LPS in mm. Frame of reference and series are taken from its metadata. cornerstone3D keeps
 * single slices, which it copies to a new array; the array of an older version is shared. Voxels that were NaN for
 * `toCornerstone` are NaN again.
 *
 * @throws VoxomicsError `invalid-volume` for other objects and for volumes that are not loaded,
 *   `invalid-settings` for a label that is no integer, `empty-mask` for a label that no voxel has
 *
 * @example
 * ```ts
 * import { extract } from "voxomics";
 * import { fromCornerstone } from "voxomics/adapters";
 * import { cache } from "@cornerstonejs/core";
 *
 * const volumeOf = (id: string) => cache.getVolume(id) as Parameters<typeof fromCornerstone>[0];
 * const image = fromCornerstone(volumeOf("ct"));
 * const mask = fromCornerstone(volumeOf("segmentation"), { label: 1 }); // 0 and 1
 * console.log(extract(image, mask).features.length);
 * ```
 */
export function fromCornerstone(volume: CornerstoneVolumeLike, options: LabelOptions): Mask;
export function fromCornerstone(volume: CornerstoneVolumeLike, options?: AdaptOptions): Volume;
export function fromCornerstone(volume: CornerstoneVolumeLike, options: AdaptOptions = {}): Volume {
  checkOptions(options, { label: null });
  const { dimensions, spacing, origin, direction, metadata, voxelManager } = volume ?? {};
  if (!dimensions || !direction) throw notA("a cornerstone3D volume", typeof volume);
  requireScalar(voxelManager?.numberOfComponents ?? 1, "cornerstone3D volume");
  const data =
    voxelManager?.getCompleteScalarDataArray?.() ??
    voxelManager?.getScalarData?.() ??
    volume.getScalarData?.();
  const { FrameOfReferenceUID: frameOfReference, SeriesInstanceUID: series } = metadata ?? {};
  const parts = {
    data: withNaN(data, metadata?.valueForNaN),
    size: dimensions,
    spacing,
    origin,
    direction: transpose(direction),
    ...checkIdentity({ frameOfReference, series }, "cornerstone3D volume"),
  };
  return adapt(parts, "cornerstone3D volume", options);
}

/** Voxels with NaN where a number stands for it. */
function withNaN(data: unknown, valueForNaN: number | undefined): unknown {
  if (valueForNaN === undefined || kindOf(data) !== "Float32Array") return data;
  return Float32Array.from(data as Float32Array, (value) =>
    value === valueForNaN ? Number.NaN : value,
  );
}
