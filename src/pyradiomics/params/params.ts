import type { Note } from "../../messages/note.ts";
import type { FeatureClassName } from "../classes/feature-classes.ts";
import type { ImageTypeName } from "../image-types/image-types.ts";
import type { PyradiomicsSettings } from "./settings-schema.ts";
import type { VoxelSettings } from "./voxel-settings.ts";

/** An image type that is asked for. */
export interface ChosenImageType {
  readonly name: ImageTypeName;
  /** What the file sets for this type alone. */
  readonly custom: Partial<PyradiomicsSettings>;
  /** The settings of this type: those of the file, and over them its own. */
  readonly settings: PyradiomicsSettings;
}

/** A feature class that is asked for. */
export interface ChosenClass {
  readonly name: FeatureClassName;
  /** In the order of the result. */
  readonly features: readonly string[];
  /** Whether the file names the class; else it is measured as all are. */
  readonly named: boolean;
}

/** A parameter file of PyRadiomics as `parseParams` understands it: every default is spelled out. */
export interface PyradiomicsParams {
  readonly settings: PyradiomicsSettings;
  readonly voxelSettings: VoxelSettings;
  /** Whether the file has settings of voxel-based maps, which `extractPyradiomics` does not make. */
  readonly hasVoxelSettings: boolean;
  /** In the order of the result. */
  readonly imageTypes: readonly ChosenImageType[];
  /** In the order of the result. */
  readonly featureClasses: readonly ChosenClass[];
  /** Keys of the file that have no effect. */
  readonly notes: readonly Note[];
}
