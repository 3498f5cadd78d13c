import type { Note } from "../messages/note.ts";
import type { Volume } from "../volume/volume.ts";
import type { FileRegion } from "./region.ts";

/** A volume and what its file says about itself. */
export interface Described<Description> {
  readonly volume: Volume;
  readonly description: Description;
  /** Notes on the way the voxels were read; none if absent. */
  readonly notes?: readonly Note[];
}

/** What files hold, once they are opened. */
export interface Contents<Description> {
  /**
   * All voxels.
   *
   * @throws VoxomicsError `invalid-settings` if there are only regions, of which one must be chosen
   */
  readonly volume: () => Described<Description> | Promise<Described<Description>>;
  /**
   * The regions to choose from.
   *
   * @throws VoxomicsError `invalid-mask` for an image
   */
  readonly regions: () => readonly FileRegion[];
  /**
   * The voxels of a region as 0 and 1.
   *
   * @param wanted one of `regions`, or its name or number
   *
   * @throws VoxomicsError `invalid-settings` if there is no such region, `empty-mask` if it has no
   *   voxel
   */
  readonly mask: (
    wanted: FileRegion | string | number,
  ) => Described<Description> | Promise<Described<Description>>;
}
