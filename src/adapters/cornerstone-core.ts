import type { CornerstoneVolumeLike } from "./cornerstone.ts";
import { notA } from "./foreign-volume.ts";

/** What is used of `@cornerstonejs/core`: the package itself will do, or these three of its exports. */
export interface CornerstoneCore {
  readonly cache: CornerstoneCache;
  readonly metaData: CornerstoneMetaData;
  readonly volumeLoader: CornerstoneVolumeLoader;
}

/** The cache of cornerstone3D, as far as it is used. */
export interface CornerstoneCache {
  getVolume(volumeId: string): CornerstoneCachedVolume | undefined;
  getImage(imageId: string): CornerstoneImageLike | undefined;
  getVolumeContainingImageId(
    imageId: string,
  ): { readonly volume: CornerstoneCachedVolume } | undefined;
  /** Older versions than 3 lack it. */
  generateVolumeId?(imageIds: string[]): string;
}

/** What cornerstone3D knows of an image: `imagePlaneModule` is asked for. */
export interface CornerstoneMetaData {
  get(type: string, imageId: string): unknown;
}

/** The volume loaders of cornerstone3D, as far as they are used. */
export interface CornerstoneVolumeLoader {
  createAndCacheVolumeFromImagesSync(volumeId: string, imageIds: string[]): CornerstoneCachedVolume;
}

/** A volume in the cache: each of its slices is an image. */
export interface CornerstoneCachedVolume extends CornerstoneVolumeLike {
  readonly imageIds?: readonly string[] | undefined;
  readonly referencedVolumeId?: string | undefined;
  readonly referencedImageIds?: readonly string[] | undefined;
}

/** An image in the cache; that of a label map refers to the image that it is drawn on. */
export interface CornerstoneImageLike {
  readonly referencedImageId?: string | undefined;
  readonly voxelManager?: { getScalarData(): ArrayLike<number> } | undefined;
}

/** The exports of `@cornerstonejs/core` that are used, and a function that each of them has. */
const used = { cache: "getVolume", metaData: "get", volumeLoader: "createLocalLabelmapVolume" };

/** Throws unless exports of `@cornerstonejs/core` are there. @throws VoxomicsError `invalid-volume` */
export function checkCornerstone(
  cornerstone: unknown,
  names: readonly (keyof typeof used)[],
): void {
  const given = cornerstone as
    | Record<string, Record<string, unknown> | undefined>
    | null
    | undefined;
  const missing = names.find((name) => typeof given?.[name]?.[used[name]] !== "function");
  if (missing === undefined) return;
  throw notA(
    `${names.join(", ")} of @cornerstonejs/core`,
    `${missing}: ${typeof given?.[missing]}`,
  );
}
