import type { Watch } from "../../base/watch.ts";
import { regionMask } from "../../case/region-mask.ts";
import { namingMask, type SecondMaskName } from "../../messages/naming-mask.ts";
import type { Note } from "../../messages/note.ts";
import { shareVolume } from "../../pool/share-volume.ts";
import { toMask } from "../../volume/mask.ts";
import { sumOfBytes } from "../../volume/scan.ts";
import type { OpenCase } from "./open-case.ts";
import { openImage } from "./open-region.ts";
import type { RegionAsked } from "./read-region.ts";
import { regionId } from "./region-id.ts";

/** A mask beside those of the regions that is asked for, and what it is for. */
export interface SecondMaskAsked extends RegionAsked {
  readonly name: SecondMaskName;
}

/** A mask beside those of the regions, as the page knows it. */
export interface SecondMaskAnswer {
  readonly id: string;
  readonly voxels: number;
  /** Number of voxels times the volume of one, in mm³. */
  readonly volume: number;
  /** Whether it was put on the image's grid. */
  readonly resampled: boolean;
  readonly notes: readonly Note[];
}

/**
 * Reads a mask beside those of the regions, on the image's grid, and holds it until the image is left. Any part of it may
 * lie outside the image.
 *
 * @throws VoxomicsError as reading a region does, with its `name` in front
 */
export async function readSecondMask(
  held: OpenCase,
  { name, file, region, volume, resampleMask }: SecondMaskAsked,
  { signal }: Watch = {},
): Promise<SecondMaskAnswer> {
  const image = openImage(held);
  const source = held.regionFiles.get(file);
  if (source === undefined) throw new Error(`no regions ${file} are listed`);
  const grid = image.volume;
  const { read } = await source.open({ grid, ...(volume !== undefined && { volume }) });
  const described = await read(region);
  const wanted = { label: region.number, region: region.name };
  const placing = { path: file, image: grid, resampleMask, largestLoss: 1 };
  const placed = namingMask(name, () => regionMask(described, wanted, placing));
  signal?.throwIfAborted();
  if (held.image !== image) throw new Error("another image was opened meanwhile");
  const mask = toMask(placed.volume);
  const id = regionId({ file, region, volume });
  held.secondMasks.set(id, { ...placed, volume: shareVolume(mask) });
  const voxels = sumOfBytes(mask.data);
  const [x, y, z] = grid.spacing;
  return { id, voxels, volume: voxels * x * y * z, resampled: resampleMask, notes: placed.notes };
}
