import { VoxomicsError } from "../messages/errors.ts";
import { quoted } from "../messages/phrases.ts";
import { checkOptions } from "../schema/check-options.ts";
import { listLabels } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { type CornerstoneCachedVolume, checkCornerstone } from "./cornerstone-core.ts";
import { type CornerstoneLocalVolume, toCornerstone } from "./to-cornerstone.ts";

/** What is used of `@cornerstonejs/core` to make a label map: its cache and its volume loaders. */
export interface CornerstoneLabelmapMaker {
  readonly cache: { getVolume(volumeId: string): CornerstoneCachedVolume | undefined };
  readonly volumeLoader: {
    createLocalLabelmapVolume(
      options: CornerstoneLocalVolume & CornerstoneReference,
      volumeId: string,
    ): { modified?(): void };
  };
}

/** The image that a label map is drawn on. */
export interface CornerstoneReference {
  referencedVolumeId?: string;
  referencedImageIds?: string[];
}

/** What a segmentation is called, and what it is drawn on. */
export interface CornerstoneSegmentationOptions {
  /** The name of the segmentation and of its volume in the cache; without a colon. Default "segmentation". */
  readonly segmentationId?: string;
  /** Name of the image's volume in the cache. Default: none. */
  readonly referencedVolumeId?: string;
  /** Names of segments by their label. Default: "Segment 1" and so on. */
  readonly segments?: Readonly<Record<number, string>>;
}

/** What `segmentation.addSegmentations` of `@cornerstonejs/tools` takes, without the type of representation. */
export interface CornerstoneSegmentation {
  segmentationId: string;
  /** `representation.data` */
  data: { volumeId: string; referencedVolumeId?: string };
  config: {
    segments: { [label: number]: { segmentIndex: number; label: string; active: boolean } };
  };
}

/**
 * Puts a mask, or a map of labels, into cornerstone3D's cache as a label map that its tools draw in, and gives what
 * makes it a segmentation.
 *
 * Each label other than 0 becomes the segment of that number; the first of them is active. Voxels are copied, as tools
 * change them.
 *
 * @param labels whole numbers from 0 to 65535, on the grid of the image
 * @param cornerstone `cache` and `volumeLoader` of `@cornerstonejs/core`, which is not imported here
 * @throws VoxomicsError `invalid-volume` for a volume that contradicts itself or holds other numbers;
 *   `invalid-settings` for a name that is in the cache already, and for an image that is not there
 *
 * @example
 * ```ts
 * import { cache, volumeLoader } from "@cornerstonejs/core";
 * import { toCornerstoneSegmentation } from "voxomics/adapters";
 *
 * // what segmentation.addSegmentations of @cornerstonejs/tools takes; "ct" is the image's volume in the cache
 * function tumours() {
 *   const options = { segmentationId: "tumours", referencedVolumeId: "ct", segments: { 1: "Tumour" } };
 *   const made = toCornerstoneSegmentation(mask, { cache, volumeLoader }, options);
 *   const { segmentationId, data, config } = made;
 *   return [{ segmentationId, representation: { type: "Labelmap", data }, config }];
 * }
 * console.log(tumours);
 * ```
 */
export function toCornerstoneSegmentation(
  labels: Volume,
  cornerstone: CornerstoneLabelmapMaker,
  options: CornerstoneSegmentationOptions = {},
): CornerstoneSegmentation {
  checkOptions(options, { segmentationId: "text", referencedVolumeId: "text", segments: "object" });
  checkCornerstone(cornerstone, ["cache", "volumeLoader"]);
  const { cache, volumeLoader } = cornerstone;
  const { segmentationId = "segmentation", referencedVolumeId, segments = {} } = options;
  const local = toCornerstone(labelBytes(labels), { modality: "SEG" });
  if (cache.getVolume(segmentationId) !== undefined) {
    const expected = "a new name: cache.removeVolumeLoadObject removes the volume";
    refuse("segmentationId", segmentationId, expected, "which is in the cache already");
  }
  const reference = referenceTo(referencedVolumeId, cache);
  volumeLoader.createLocalLabelmapVolume({ ...local, ...reference }, segmentationId).modified?.();
  const data = {
    volumeId: segmentationId,
    ...(referencedVolumeId === undefined ? {} : { referencedVolumeId }),
  };
  const present = listLabels(labels).map(({ label }, n) => [
    label,
    { segmentIndex: label, label: segments[label] ?? `Segment ${label}`, active: n === 0 },
  ]);
  return { segmentationId, data, config: { segments: Object.fromEntries(present) } };
}

/** Labels in bytes, or in 16 bits where there are others, in memory of their own. */
function labelBytes(labels: Volume): Volume {
  const checked = checkVolume(labels, "labels");
  const { data } = checked;
  let bits = 0;
  for (let v = 0; v < data.length; v++) {
    const isLabel = Number.isInteger(data[v]) && data[v] >= 0 && data[v] <= 0xffff;
    if (!isLabel) {
      const expected = "whole numbers from 0 to 65535";
      throw new VoxomicsError(
        "invalid-volume",
        `labels.data: found ${data[v]}, expected ${expected}`,
        { place: "labels.data", found: data[v], expected },
      );
    }
    bits |= data[v];
  }
  return { ...checked, data: bits > 0xff ? Uint16Array.from(data) : Uint8Array.from(data) };
}

function referenceTo(
  volumeId: string | undefined,
  cache: CornerstoneLabelmapMaker["cache"],
): CornerstoneReference {
  if (volumeId === undefined) return {};
  const image = cache.getVolume(volumeId);
  if (image === undefined) {
    const expected = "the name of the image's volume in cornerstone3D's cache";
    return refuse("referencedVolumeId", volumeId, expected, "which is not there");
  }
  return { referencedVolumeId: volumeId, referencedImageIds: [...(image.imageIds ?? [])] };
}

function refuse(field: string, found: string, expected: string, why: string): never {
  throw new VoxomicsError(
    "invalid-settings",
    `${field}: found ${quoted(found)}, ${why}; expected ${expected}`,
    { field, found, expected },
  );
}
