import type { FileRegion } from "../../io/region.ts";
import type { Grid } from "../../volume/volume.ts";

/** What the files of a case offer. */
export interface Listing {
  readonly images: readonly ImageEntry[];
  readonly regionFiles: readonly RegionsEntry[];
  readonly refused: readonly Refusal[];
}

/** An image that can be shown. */
export interface ImageEntry {
  /** Unique among the open files. */
  readonly id: string;
  readonly title: string;
  /** One line: format, modality, size. */
  readonly detail: string;
  /** CT, MR, PT … */
  readonly modality: string | null;
  /** Of a picture, whose spacing the user has to give; absent where the file states it. */
  readonly picture?: Picture;
}

/** What a PNG or TIFF file says of its size. */
export interface Picture {
  /** How many slices it has. */
  readonly slices: number;
  /** The resolution that it states, in words, which is not used; null for none. */
  readonly resolution: string | null;
}

/** A file of regions: a label map, a segmentation or a structure set. */
export interface RegionsEntry {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly regions: readonly FileRegion[];
  /** Which of the file's volumes they are of, from 1; absent where it has one. */
  readonly volume?: number;
  /** What tells the volumes of the file apart, by their numbers from 1; absent where it has one. */
  readonly volumes?: readonly string[];
  /** The ids of the images that the file says it was drawn on; empty where it does not say. */
  readonly images: readonly string[];
  /** The grid of its voxels; absent where it is not known before a region is read. */
  readonly grid?: Grid;
  /** Of a picture: what has to be known to show it as an image. */
  readonly picture?: Picture;
}

/** A file that is not shown, and why. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
}

/** A listing of nothing. */
export const emptyListing: Listing = { images: [], regionFiles: [], refused: [] };

/** Two listings as one. */
export function joinListings(a: Listing, b: Listing): Listing {
  return {
    images: [...a.images, ...b.images],
    regionFiles: [...a.regionFiles, ...b.regionFiles],
    refused: [...a.refused, ...b.refused],
  };
}
