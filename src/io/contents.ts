import type { Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import type { Region } from "./region.ts";

/** What files hold, once they are read. */
export interface Contents<Description> {
  readonly description: Description;
  /**
   * All voxels.
   *
   * @throws VoxomicsError `invalid-settings` if there are only regions, of which one must be chosen
   */
  readonly volume: () => Volume;
  /**
   * The regions to choose from.
   *
   * @throws VoxomicsError `invalid-mask` for an image
   */
  readonly regions: () => readonly Region[];
  /**
   * The voxels of a region, as 0 and 1.
   *
   * @throws VoxomicsError `empty-mask` if it has none
   */
  readonly mask: (region: Region) => Mask;
}
