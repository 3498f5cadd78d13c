import { VoxomicsError } from "../messages/errors.ts";
import { quoted } from "../messages/phrases.ts";
import { gridTolerance } from "../volume/geometry.ts";
import type {
  CornerstoneCachedVolume,
  CornerstoneCore,
  CornerstoneMetaData,
} from "./cornerstone-core.ts";

/** Where the voxels of a label map are, in a volume or in an image for each slice, and what it is drawn on. */
export interface CornerstoneLayerLike {
  readonly volumeId?: string | undefined;
  readonly imageIds?: readonly string[] | undefined;
  readonly referencedVolumeId?: string | undefined;
  readonly referencedImageIds?: readonly string[] | undefined;
}

/** cornerstone3D, and what messages call the segmentation. */
export interface Naming {
  readonly cornerstone: CornerstoneCore;
  readonly what: string;
}

/**
 * The volume of the image that a label map is drawn on: one in the cache, else one that cornerstone3D makes of the
 * images there.
 *
 * @throws VoxomicsError `invalid-volume` for a label map that names no image in the cache
 */
export function imageVolumeOf(
  layer: CornerstoneLayerLike,
  { cornerstone: { cache, volumeLoader }, what }: Naming,
): CornerstoneCachedVolume {
  const labels = layer.volumeId ? cache.getVolume(layer.volumeId) : undefined;
  const volumeId = layer.referencedVolumeId ?? labels?.referencedVolumeId;
  const named = volumeId ? cache.getVolume(volumeId) : undefined;
  if (named !== undefined) return named;
  const referenced =
    layer.referencedImageIds ??
    labels?.referencedImageIds ??
    layer.imageIds?.map((id) => cache.getImage(id)?.referencedImageId);
  const imageIds = [...new Set(referenced?.filter((id) => id !== undefined))];
  if (imageIds.length === 0) {
    const found = volumeId ? `volume ${quoted(volumeId)}, which is not in the cache` : "none";
    const expected = "the name of a volume or of images in cornerstone3D's cache";
    throw new VoxomicsError(
      "invalid-volume",
      `the image of ${what} is not known: found ${found}, expected ${expected}`,
      { place: "image", found, expected },
    );
  }
  const around = cache.getVolumeContainingImageId(imageIds[0])?.volume;
  if (around && imageIds.every((id) => around.imageIds?.includes(id))) return around;
  const made = cache.generateVolumeId?.(imageIds) ?? `voxomics:${imageIds.join()}`;
  return volumeLoader.createAndCacheVolumeFromImagesSync(made, imageIds);
}

/** What of `imagePlaneModule` is read. */
interface Plane {
  readonly imagePositionPatient?: ArrayLike<number> | undefined;
  readonly imageOrientationPatient?: ArrayLike<number> | undefined;
}

/** How far a slice may lie from its position on the grid, in parts of the distance between slices: as in DICOM. */
const largestDeviation = 0.02;

/**
 * Throws for a volume whose slices are not parallel and evenly spaced, which cornerstone3D takes as if they were.
 *
 * Slices of a local volume, for which cornerstone3D states one and the same position, are taken as they are.
 *
 * @throws VoxomicsError `invalid-volume`
 */
export function checkEvenSlices(
  volume: CornerstoneCachedVolume,
  { metaData }: { readonly metaData: CornerstoneMetaData },
): void {
  const planes = (volume.imageIds ?? []).map(
    (id) => (metaData.get("imagePlaneModule", id) ?? {}) as Plane,
  );
  const { direction, spacing, origin } = volume;
  const along = planes.map(({ imagePositionPatient: p }) =>
    p ? [0, 1, 2].reduce((sum, a) => sum + (p[a] - origin[a]) * direction[6 + a], 0) : Number.NaN,
  );
  if (along.every((distance) => Number.isNaN(distance) || distance === along[0])) return;
  for (const [n, { imageOrientationPatient: axes }] of planes.entries()) {
    const isParallel =
      !axes || ![0, 1, 2, 3, 4, 5].some((a) => far(axes[a], direction[a], gridTolerance.direction));
    const expected = n * spacing[2];
    if (isParallel && !far(along[n], expected, largestDeviation * spacing[2])) continue;
    const found = isParallel ? `it at ${along[n]} mm` : "it turned";
    throw new VoxomicsError(
      "invalid-volume",
      `cornerstone3D volume: its slices are not parallel and evenly spaced: expected slice ${n + 1} of ` +
        `${planes.length} at ${expected} mm from the first, found ${found}`,
      { place: `slice ${n + 1}`, found: along[n], expected: `${expected}` },
    );
  }
}

const far = (found: number, expected: number, tolerance: number) =>
  !(Math.abs(found - expected) <= tolerance);

interface Drawn extends Naming {
  readonly image: CornerstoneCachedVolume;
}

/**
 * The voxels that the images of a label map give a label, as 1. A slice of the image may have several such images, or
 * none.
 *
 * @throws VoxomicsError `invalid-volume` for an image that is not in the cache, that refers to no slice of the image, or
 *   has another size
 */
export function markedSlices(
  { imageIds = [] }: CornerstoneLayerLike,
  label: number,
  { image, cornerstone: { cache }, what }: Drawn,
): Uint8Array {
  const [nx, ny, nz] = image.dimensions as readonly number[];
  const sliceOf = new Map(image.imageIds?.map((id, slice) => [id, slice]));
  const out = new Uint8Array(nx * ny * nz);
  for (const id of imageIds) {
    const held = cache.getImage(id);
    const slice = sliceOf.get(held?.referencedImageId ?? "");
    const labels = held?.voxelManager?.getScalarData();
    if (slice === undefined || labels?.length !== nx * ny) {
      const found = !labels
        ? "no voxels in the cache"
        : slice === undefined
          ? `a reference to ${quoted(`${held?.referencedImageId}`)}`
          : `${labels.length} voxels`;
      throw new VoxomicsError(
        "invalid-volume",
        `${what}: image ${quoted(id)} of its label map is no slice of its image: found ${found}, expected ` +
          `${nx} × ${ny} voxels over one of its ${nz} slices`,
        { place: id, found, expected: `${nx} × ${ny} voxels` },
      );
    }
    for (let v = 0; v < labels.length; v++) {
      if (labels[v] === label) out[slice * nx * ny + v] = 1;
    }
  }
  return out;
}
