import type { Watch } from "../../base/watch.ts";
import { regionMask } from "../../case/region-mask.ts";
import type { Note } from "../../messages/note.ts";
import { shareVolume } from "../../pool/share-volume.ts";
import { boundingBox, crop, wholeBox } from "../../volume/box.ts";
import { indexToWorld } from "../../volume/geometry.ts";
import { toMask } from "../../volume/mask.ts";
import { sumOfBytes } from "../../volume/scan.ts";
import { type Grid, gridOf, type Vec3 } from "../../volume/volume.ts";
import { handOver } from "./hand-over.ts";
import type { OpenCase } from "./open-case.ts";
import { type RegionPlace, regionId, regionName } from "./region-id.ts";

/** A region that is asked for. */
export interface RegionAsked extends RegionPlace {
  /** Put a mask of another grid on the image's, by nearest neighbour. */
  readonly resampleMask: boolean;
}

/** A region as the page knows it. */
export interface RegionAnswer {
  readonly id: string;
  readonly name: string;
  /** 0 and 1 in the box around it. */
  readonly mask: Uint8Array;
  /** The grid of that box, a part of the image's. */
  readonly grid: Grid;
  readonly voxels: number;
  /** Number of voxels times the volume of one, in mm³. */
  readonly volume: number;
  /** The voxel in the middle of the box around it, in mm (LPS). */
  readonly centre: Vec3;
  /** x, y and z of the points of each contour in turn (LPS, mm), as they were drawn; none of voxels. */
  readonly contours: readonly Float64Array[];
  /** Whether it was put on the image's grid. */
  readonly resampled: boolean;
  readonly notes: readonly Note[];
}

/**
 * Reads a region of the open image, and holds it until the image is left.
 *
 * @throws Error if another image was opened meanwhile: the region is on the grid of the one before
 */
export async function readRegion(held: OpenCase, asked: RegionAsked, { signal }: Watch = {}) {
  const { file, region, volume, resampleMask } = asked;
  const { image } = held;
  const source = held.regionFiles.get(file);
  if (image === null || source === undefined) throw new Error(`no regions ${file} are listed`);
  const { read } = await source.open({
    grid: image.volume,
    ...(volume !== undefined && { volume }),
  });
  const described = await read(region);
  const wanted = { label: region.number, region: region.name };
  const placed = regionMask(described, wanted, { path: file, image: image.volume, resampleMask });
  const contours = (await source.contours?.(region)) ?? [];
  signal?.throwIfAborted();
  if (held.image !== image) throw new Error("another image was opened meanwhile");
  const mask = toMask(placed.volume);
  const id = regionId(asked);
  held.regions.set(id, { ...placed, volume: shareVolume(mask) });
  const box = boundingBox(mask) ?? wholeBox(mask);
  const part = crop(mask, box);
  const { spacing } = image.volume;
  const voxels = sumOfBytes(part.data);
  const middle = (a: 0 | 1 | 2) => Math.floor((box.min[a] + box.max[a]) / 2);
  const answer: RegionAnswer = {
    id,
    name: regionName(asked),
    mask: Uint8Array.from(part.data),
    grid: gridOf(part),
    voxels,
    volume: voxels * spacing[0] * spacing[1] * spacing[2],
    centre: indexToWorld(image.volume, [middle(0), middle(1), middle(2)]),
    contours: contours.map(({ points }) => points),
    resampled: resampleMask,
    notes: placed.notes,
  };
  return handOver(answer, [answer.mask]);
}
