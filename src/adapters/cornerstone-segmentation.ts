import { VoxomicsError } from "../messages/errors.ts";
import { quoted } from "../messages/phrases.ts";
import { checkOptions } from "../schema/check-options.ts";
import type { Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import { fromCornerstone } from "./cornerstone.ts";
import { type CornerstoneCore, checkCornerstone } from "./cornerstone-core.ts";
import {
  type CornerstoneLayerLike,
  checkEvenSlices,
  imageVolumeOf,
  markedSlices,
  type Naming,
} from "./cornerstone-slices.ts";
import { notA } from "./foreign-volume.ts";

/** A segmentation of `@cornerstonejs/tools`, as far as it is read. */
export interface CornerstoneSegmentationLike {
  readonly segmentationId: string;
  readonly segments: Readonly<Record<number, CornerstoneSegmentLike>>;
  readonly representationData: { readonly Labelmap?: CornerstoneLabelmapLike | undefined };
}

/** A segment of a segmentation. */
export interface CornerstoneSegmentLike {
  readonly label?: string | null | undefined;
  readonly active?: boolean | undefined;
}

/** The label map of a segmentation. Since version 5, segments that overlap others have a layer of their own. */
export interface CornerstoneLabelmapLike extends CornerstoneLayerLike {
  readonly labelmaps?: Readonly<Record<string, CornerstoneLayerLike>> | undefined;
  readonly segmentBindings?:
    | Readonly<Record<number, { readonly labelmapId: string; readonly labelValue: number }>>
    | undefined;
}

/** Which segment of a segmentation is taken. */
export interface CornerstoneSegmentOptions {
  /** The segment's index. Default: the active segment. */
  readonly segment?: number;
}

/**
 * The mask of a segment of cornerstone3D's tools, as it is drawn at this moment.
 *
 * The label map is a volume, or an image for each slice, as it is in a stack viewport and in OHIF; slices without
 * such an image have no voxels of the segment. A segment that has a layer of its own, because it overlaps others, is
 * read from there. The mask is a copy.
 *
 * @param segmentation what `segmentation.state.getSegmentation` and `segmentation.activeSegmentation` of the tools give
 * @param cornerstone `cache`, `metaData` and `volumeLoader` of `@cornerstonejs/core`, which is not imported here
 * @throws VoxomicsError `invalid-volume` for a segmentation without a label map, for one whose volume or images are not
 *   in the cache, and for slices that are uneven; `invalid-settings` for a segment that there is not, or where none
 *   is active; `empty-mask` for a segment without voxels
 *
 * @example
 * ```ts
 * import { cache, metaData, volumeLoader } from "@cornerstonejs/core";
 * import { extract } from "voxomics";
 * import {
 *   type CornerstoneSegmentationLike,
 *   fromCornerstoneSegmentation,
 *   imageOfCornerstoneSegmentation,
 * } from "voxomics/adapters";
 *
 * const cornerstone = { cache, metaData, volumeLoader };
 * function measure(segmentation: CornerstoneSegmentationLike) {
 *   const image = imageOfCornerstoneSegmentation(segmentation, cornerstone);
 *   const mask = fromCornerstoneSegmentation(segmentation, cornerstone); // of the active segment
 *   return extract(image, mask).features;
 * }
 * console.log(measure);
 * ```
 */
export function fromCornerstoneSegmentation(
  segmentation: CornerstoneSegmentationLike,
  cornerstone: CornerstoneCore,
  options: CornerstoneSegmentOptions = {},
): Mask {
  checkOptions(options, { segment: null });
  checkCornerstone(cornerstone, ["cache", "metaData", "volumeLoader"]);
  const labelmap = labelmapOf(segmentation);
  const { segments } = segmentation;
  if (typeof segments !== "object" || segments === null) {
    throw notA("segments of a segmentation of cornerstone3D", String(segments));
  }
  const segment = options.segment ?? activeSegment(segmentation);
  const isThere = Number.isInteger(segment) && Object.hasOwn(segmentation.segments, segment);
  if (!isThere) throw noSegment(segmentation, segment);
  const binding = labelmap.segmentBindings?.[segment];
  const layer = (binding && labelmap.labelmaps?.[binding.labelmapId]) ?? labelmap;
  const label = binding?.labelValue ?? segment;
  const mask = markedVoxels(layer, label, { cornerstone, what: nameOf(segmentation) });
  if (mask.data.includes(1)) return mask;
  throw new VoxomicsError(
    "empty-mask",
    `mask is empty: no voxel of ${nameOf(segmentation)} is in segment ${segment}`,
    { label: segment, voxels: mask.data.length },
  );
}

/** The voxels of a layer that have a label. */
function markedVoxels(
  layer: CornerstoneLayerLike,
  label: number,
  { cornerstone, what }: Naming,
): Mask {
  const held = layer.volumeId ? cornerstone.cache.getVolume(layer.volumeId) : undefined;
  if (held !== undefined) {
    const labels = fromCornerstone(held);
    return { ...labels, data: Uint8Array.from(labels.data, (value) => (value === label ? 1 : 0)) };
  }
  if (!layer.imageIds?.length) throw notHeld(layer, what);
  const image = imageVolumeOf(layer, { cornerstone, what });
  checkEvenSlices(image, cornerstone);
  const marked = markedSlices(layer, label, { image, cornerstone, what });
  const { dimensions, spacing, origin, direction, metadata } = image;
  const { FrameOfReferenceUID, SeriesInstanceUID } = metadata ?? {};
  return fromCornerstone({
    ...{ dimensions, spacing, origin, direction },
    metadata: { FrameOfReferenceUID, SeriesInstanceUID },
    getScalarData: () => marked,
  }) as Mask;
}

function notHeld({ volumeId }: CornerstoneLayerLike, what: string): VoxomicsError {
  const found = volumeId === undefined ? "neither" : `volume ${quoted(volumeId)}`;
  const where = volumeId === undefined ? "" : ", which is not in cornerstone3D's cache";
  return new VoxomicsError(
    "invalid-volume",
    `${what} has no voxels: found ${found}${where}, expected a volume or images of its label map`,
    { place: "labelmap", found, expected: "volumeId or imageIds" },
  );
}

/**
 * The image on which a segmentation of cornerstone3D's tools is drawn.
 *
 * It is the volume that the label map names, or that of the images which the slices of the label map name. All of its
 * slices have to be loaded. Values are those that cornerstone3D holds.
 *
 * @param segmentation what `segmentation.state.getSegmentation` and `segmentation.activeSegmentation` of the tools give
 * @param cornerstone `cache`, `metaData` and `volumeLoader` of `@cornerstonejs/core`, which is not imported here
 * @throws VoxomicsError `invalid-volume` for a segmentation that names no image, for an image that is not loaded as a
 *   whole, and for slices that are uneven
 *
 * @example
 * ```ts
 * import { cache, metaData, volumeLoader } from "@cornerstonejs/core";
 * import { type CornerstoneSegmentationLike, imageOfCornerstoneSegmentation } from "voxomics/adapters";
 *
 * function sizeOf(segmentation: CornerstoneSegmentationLike) {
 *   return imageOfCornerstoneSegmentation(segmentation, { cache, metaData, volumeLoader }).size;
 * }
 * console.log(sizeOf);
 * ```
 */
export function imageOfCornerstoneSegmentation(
  segmentation: CornerstoneSegmentationLike,
  cornerstone: CornerstoneCore,
): Volume {
  checkCornerstone(cornerstone, ["cache", "metaData", "volumeLoader"]);
  const labelmap = labelmapOf(segmentation);
  const what = nameOf(segmentation);
  const image = imageVolumeOf(labelmap, { cornerstone, what });
  const { imageIds = [] } = image;
  const missing = imageIds.filter((id) => cornerstone.cache.getImage(id) === undefined);
  if (missing.length > 0) {
    throw new VoxomicsError(
      "invalid-volume",
      `the image of ${what} is not loaded: ${missing.length} of its ${imageIds.length} slices are ` +
        "not in cornerstone3D's cache; load its volume as a whole first",
      { place: "image", found: imageIds.length - missing.length, expected: `${imageIds.length}` },
    );
  }
  checkEvenSlices(image, cornerstone);
  return fromCornerstone(image);
}

function labelmapOf(segmentation: CornerstoneSegmentationLike): CornerstoneLabelmapLike {
  const { representationData } = segmentation ?? {};
  if (!representationData) throw notA("a segmentation of cornerstone3D", typeof segmentation);
  if (representationData.Labelmap) return representationData.Labelmap;
  const found = Object.keys(representationData).join(", ") || "nothing";
  throw new VoxomicsError(
    "invalid-volume",
    `${nameOf(segmentation)} has no label map, but ${found}; cornerstone3D's tools make one of contours and surfaces ` +
      "with @cornerstonejs/polymorphic-segmentation",
    { place: "representationData", found, expected: "Labelmap" },
  );
}

function activeSegment(segmentation: CornerstoneSegmentationLike): number {
  const active = Object.entries(segmentation.segments).find(([, one]) => one?.active);
  if (active !== undefined) return Number(active[0]);
  throw new VoxomicsError(
    "invalid-settings",
    `no segment of ${nameOf(segmentation)} is active: say which one is meant by segment; ${present(segmentation)}`,
    { field: "segment", found: undefined, expected: present(segmentation) },
  );
}

function noSegment(segmentation: CornerstoneSegmentationLike, segment: unknown): VoxomicsError {
  const expected = present(segmentation);
  return new VoxomicsError(
    "invalid-settings",
    `segment: found ${typeof segment === "string" ? quoted(segment) : segment}; ${nameOf(segmentation)} has ${expected}`,
    { field: "segment", found: segment, expected },
  );
}

function present({ segments }: CornerstoneSegmentationLike): string {
  const named = Object.entries(segments).map(([index, one]) =>
    one?.label ? `${index} (${one.label})` : index,
  );
  return named.length === 0 ? "no segments" : `segments ${named.join(", ")}`;
}

function nameOf({ segmentationId }: CornerstoneSegmentationLike): string {
  return `the segmentation ${quoted(segmentationId)}`;
}
