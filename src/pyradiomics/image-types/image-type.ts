import type { Note } from "../../messages/note.ts";
import type { ObjectSchema, Properties } from "../../schema/object.ts";
import type { Resolved } from "../../schema/schema.ts";
import type { Mask } from "../../volume/mask.ts";
import type { Volume } from "../../volume/volume.ts";

/** One image that an image type makes, and what stands for it in the names of features. */
export interface DerivedImage {
  /** What stands before the class: `original`, `log-sigma-1-0-mm-3D`, `wavelet-LLH`. */
  readonly name: string;
  /** On the grid of the image that it was made from; voxels that features do not see may be 0. */
  readonly volume: Volume;
}

/** The images that an image type makes. */
export interface Derived {
  /**
   * In PyRadiomics' order. Each image is made when the loop over them comes to it, so that not all have to
   * be in memory at once; the images can be gone through once.
   */
  readonly images: Iterable<DerivedImage>;
  /** Images that were left out, and why. */
  readonly notes: readonly Note[];
}

/** Whether features are those of planes: settings of the extraction that some image types read too. */
export interface PlaneSettings {
  readonly force2D: boolean;
  /** The axis that planes stand on, in the order of PyRadiomics' arrays: 0 is z, 1 is y, 2 is x. */
  readonly force2Ddimension: number;
}

/** The settings of an image type as `derive` takes them. */
export type SettingsOfType<P extends Properties> = Resolved<ObjectSchema<P>> & PlaneSettings;

/** An image type of PyRadiomics: a row of `imageTypes`. */
export interface ImageType<N extends string = string, P extends Properties = Properties> {
  /** Its name in parameter files: `LoG`. */
  readonly name: N;
  /** The settings that only this type reads, each with PyRadiomics' default, which null means too. */
  readonly settings: P;
  /**
   * The settings of the extraction that its images depend on. A type that reads `force2Ddimension` without
   * `force2D` depends on it always.
   */
  readonly reads: readonly (keyof PlaneSettings)[];
  /**
   * The images of this type.
   *
   * @param image normalised and resampled, its voxels in an array of PyRadiomics' pixel type: the results
   *   of some types are rounded as those of its arrays are
   * @param mask the region, on the image's grid
   * @param margin how many voxels beyond the box of the region features see; default 0
   */
  readonly derive: (
    image: Volume,
    mask: Mask,
    settings: SettingsOfType<P>,
    margin?: number,
  ) => Derived;
}

/** An image type, its types inferred. */
export function imageType<const N extends string, P extends Properties>(
  row: ImageType<N, P>,
): ImageType<N, P> {
  return row;
}
