import type { RegionMask } from "../../case/region-mask.ts";
import type { Contour } from "../../io/contours/contour-planes.ts";
import type { DescribedVolume, RegionReader } from "../../io/read.ts";
import type { ReadOptions } from "../../io/read-options.ts";
import type { FileRegion } from "../../io/region.ts";
import type { Source } from "../../io/source.ts";
import type { Pool } from "../../pool/pool.ts";
import type { Volume } from "../../volume/volume.ts";
import type { RegionsEntry } from "./listing.ts";

/** What the worker holds of the open case. Its fields change as the user opens and chooses. */
export interface OpenCase {
  /** The files of each entry that is listed, by its id. */
  readonly sources: Map<string, readonly Source[]>;
  /** How each image that is listed is read, by its id. */
  readonly images: Map<string, (options: ReadOptions) => Promise<DescribedVolume>>;
  /** How an image, or one of its volumes, is looked through for labels, by its id. */
  readonly labelMaps: Map<string, (volume?: number) => Promise<RegionsEntry>>;
  /** How the regions of each file that is listed are read, by its id. */
  readonly regionFiles: Map<string, RegionFile>;
  image: OpenImage | null;
  /** The regions on the image's grid, by their ids. */
  readonly regions: Map<string, RegionMask>;
  /** The masks on the image's grid that were chosen beside those of the regions, by the ids of the regions that they are. */
  readonly secondMasks: Map<string, RegionMask>;
  pool: Pool | null;
}

/** A file of regions. */
export interface RegionFile {
  readonly open: (options: ReadOptions) => Promise<Pick<RegionReader, "read">>;
  /** The contours of a region as they were drawn; absent where a file holds voxels. */
  readonly contours?: (region: FileRegion) => Promise<readonly Contour[]>;
}

/** The image that is shown. */
export interface OpenImage extends DescribedVolume {
  readonly id: string;
  readonly title: string;
  /** In memory that workers share, where the page may have such memory. */
  readonly volume: Volume;
}

/** A worker's case before anything is opened. */
export function noCase(): OpenCase {
  return {
    sources: new Map(),
    images: new Map(),
    labelMaps: new Map(),
    regionFiles: new Map(),
    image: null,
    regions: new Map(),
    secondMasks: new Map(),
    pool: null,
  };
}
