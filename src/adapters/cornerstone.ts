import type { Mask } from "../volume/mask.ts";
import { checkIdentity, type Volume } from "../volume/volume.ts";
import {
  type AdaptOptions,
  adapt,
  type LabelOptions,
  type Numbers,
  notA,
  requireScalar,
  transpose,
} from "./foreign-volume.ts";

/** What is used of a cornerstone3D `ImageVolume`, also of older ones with their own `getScalarData`. */
export interface CornerstoneVolumeLike {
  readonly dimensions: Numbers;
  readonly spacing: Numbers;
  readonly origin: Numbers;
  /** The directions of a row, of a column and of the slices' normal, one after another. */
  readonly direction: Numbers;
  readonly metadata?: CornerstoneMetadataLike | undefined;
  readonly voxelManager?: CornerstoneVoxelsLike | undefined;
  getScalarData?(): unknown;
}

/** UIDs of DICOM, where the loader knows them. */
export interface CornerstoneMetadataLike {
  readonly FrameOfReferenceUID?: string | undefined;
  readonly SeriesInstanceUID?: string | undefined;
}

export interface CornerstoneVoxelsLike {
  readonly numberOfComponents?: number | undefined;
  getCompleteScalarDataArray?: (() => unknown) | undefined;
  getScalarData?(): unknown;
}

/**
 * A volume, or the mask of one label, of a cornerstone3D `ImageVolume` or segmentation volume with
 * one number a voxel.
 *
 * Values are those that cornerstone holds: rescaled ones if its loader pre-scales, as by default.
 * Its world is LPS and mm. The frame of reference and the series of its metadata are kept. cornerstone3D keeps slices and puts them together in a new array; versions
 * that keep one array share it.
 *
 * @throws VoxomicsError `invalid-volume` for other objects and for volumes that are not loaded, and
 *   as `adapt` does.
 */
export function fromCornerstone(volume: CornerstoneVolumeLike, options: LabelOptions): Mask;
export function fromCornerstone(volume: CornerstoneVolumeLike, options?: AdaptOptions): Volume;
export function fromCornerstone(volume: CornerstoneVolumeLike, options: AdaptOptions = {}): Volume {
  const { dimensions, spacing, origin, direction, metadata, voxelManager } = volume ?? {};
  if (!dimensions || !direction) throw notA("a cornerstone3D volume", typeof volume);
  requireScalar(voxelManager?.numberOfComponents ?? 1, "cornerstone3D volume");
  const data =
    voxelManager?.getCompleteScalarDataArray?.() ??
    voxelManager?.getScalarData?.() ??
    volume.getScalarData?.();
  const { FrameOfReferenceUID: frameOfReference, SeriesInstanceUID: series } = metadata ?? {};
  const parts = {
    data,
    size: dimensions,
    spacing,
    origin,
    direction: transpose(direction),
    ...checkIdentity({ frameOfReference, series }, "cornerstone3D volume"),
  };
  return adapt(parts, "cornerstone3D volume", options);
}
