import type { FamilyId } from "../features/feature.ts";
import type { FilterSettings } from "../filters/filter.ts";
import type { FilterInput } from "../filters/filter-defaults.ts";

export type Interpolation = "nearest" | "linear" | "cubic";

/** Interpolation of image and mask to another voxel spacing (IBSI VTM2). */
export interface ResampleSettings {
  /** Voxel spacing in mm along x, y, z; null keeps the axis as it is. */
  readonly spacing: readonly [number | null, number | null, number | null];
  /** How the image is interpolated; `cubic` is the cubic B-spline with its prefilter. Default `linear`. */
  readonly interpolation: Interpolation;
  /** How the mask is interpolated. Default `linear`. */
  readonly maskInterpolation: Interpolation;
  /** A voxel belongs to the region when its interpolated mask value reaches this. Default 0.5. */
  readonly maskThreshold: number;
  /** Round interpolated intensities to the nearest integer, as for CT. Default false. */
  readonly roundIntensities: boolean;
}

/** Re-segmentation of the intensity mask (IBSI IF9H). */
export interface ResegmentSettings {
  /** Keep lo <= intensity <= hi (IBSI USB3); null for an open end, or for no range at all. Default null. */
  readonly range: readonly [number | null, number | null] | null;
  /** Keep mean - n sd <= intensity <= mean + n sd (IBSI 7ACA); null for none. Default null. */
  readonly outlierSigma: number | null;
}

/** What becomes of voxels whose intensity is NaN or infinite. */
export type NonFinite = "refuse" | "exclude";

/** How intensities become grey levels (IBSI 4R0B). */
export type DiscretiseSettings =
  /** Bins of one width (IBSI Q3RU); `minimum` null: the range's lower end, else the lowest intensity. */
  | { readonly method: "fixedBinSize"; readonly width: number; readonly minimum: number | null }
  /** A number of bins between the lowest and highest intensity (IBSI K15C). */
  | { readonly method: "fixedBinNumber"; readonly bins: number }
  /** Intensities are grey levels already: positive integers. */
  | { readonly method: "none" };

/** Texture aggregation: dimension of the neighbourhood, and averaged or merged matrices. */
export type TextureAggregation =
  | "2D:avg"
  | "2D:mrg"
  | "2.5D:avg"
  | "2.5D:mrg"
  | "3D:avg"
  | "3D:mrg";

/** How the length of a direction vector m, in voxels, weighs its matrix (IBSI 6CK8). */
export interface DistanceWeighting {
  readonly norm: "manhattan" | "euclidean" | "chebyshev";
  /** ‖m‖⁻¹ or exp(-‖m‖²). */
  readonly weight: "inverse" | "gaussian";
}

/** What GLCM and GLRLM can be set to. */
export interface TextureWeightSettings {
  /** Changes merged matrices only. null: all directions weigh the same. Default null. */
  readonly distanceWeighting: DistanceWeighting | null;
}

/** What makes a region of a mask of fractions or probabilities. */
export interface MaskSettings {
  /** Voxels from this value on are in the region, before the mask is interpolated. */
  readonly threshold: number;
}

/** Settings with every default spelled out: what `extract` runs with and what a report records. */
export interface Settings {
  /** null: the mask holds 0 and 1. Default null. */
  readonly mask: MaskSettings | null;
  /** null: image and mask stay on their grid. Default null. */
  readonly resample: ResampleSettings | null;
  /** null: the intensity mask is the morphological mask. Default null. */
  readonly resegment: ResegmentSettings | null;
  /**
   * A region with a voxel whose intensity is NaN or infinite is refused, or these voxels leave its
   * intensity mask, with every interpolated sample and every filter response whose kernel meets
   * one. Default `refuse`. A re-segmentation range leaves such voxels out in either case.
   */
  readonly nonFinite: NonFinite;
  /** For intensity histogram and texture. Default fixed bin number, 32 bins. */
  readonly discretise: DiscretiseSettings;
  /** For the intensity-volume histogram. Default none. */
  readonly intensityVolume: DiscretiseSettings;
  /** Default 3D:avg and 3D:mrg. */
  readonly aggregations: readonly TextureAggregation[];
  /** Default all but diagnostics. */
  readonly families: readonly FamilyId[];
  /** Chebyshev distance of texture neighbourhoods, in voxels. Default 1. */
  readonly distance: number;
  readonly glcm: TextureWeightSettings;
  readonly glrlm: TextureWeightSettings;
  readonly ngldm: {
    /** Largest grey level difference that still counts as dependent. Default 0. */
    readonly alpha: number;
  };
  /** Filters whose response maps are measured under the same masks. Default none. */
  readonly filters: readonly FilterSettings[];
  readonly filterFeatures: FilterFeatureSettings;
  /** Measure the unfiltered image too. Default true. */
  readonly original: boolean;
}

/** What is measured on response maps. */
export interface FilterFeatureSettings {
  /** Default statistics, histogram and texture. */
  readonly families: readonly ResponseFamilyId[];
  /** Grey levels of a response map. Default fixed bin number, 16 bins. */
  readonly discretise: DiscretiseSettings;
  /** Its intensity-volume histogram. Default fixed bin number, 1000 bins, as for arbitrary units. */
  readonly intensityVolume: DiscretiseSettings;
}

/** The families that say something of a response map: those of intensities. */
export type ResponseFamilyId = Exclude<FamilyId, "morphology" | "diagnostics">;

/** `T` with every field optional, at any depth except inside arrays. */
export type Optional<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Optional<T[K]> | undefined }
    : T;

/** Discretisation as users write it: `minimum` may be left out. */
export type DiscretiseInput =
  | {
      readonly method: "fixedBinSize";
      readonly width: number;
      readonly minimum?: number | null | undefined;
    }
  | { readonly method: "fixedBinNumber"; readonly bins: number }
  | { readonly method: "none" };

/** Settings as users write them: what has a default may be left out, and a stage may be null. */
export type SettingsInput = {
  readonly [K in keyof Settings]?: StageInput<Settings[K]> | null | undefined;
} & {
  /** Where an editor finds the JSON Schema; without meaning for the extraction. */
  readonly $schema?: string | undefined;
};

type StageInput<T> = T extends MaskSettings
  ? MaskSettings
  : T extends ResampleSettings
    ? Optional<Omit<T, "spacing">> & Pick<T, "spacing">
    : T extends DiscretiseSettings
      ? DiscretiseInput
      : T extends TextureWeightSettings
        ? { readonly [K in keyof T]?: T[K] | undefined }
        : T extends readonly FilterSettings[]
          ? readonly FilterInput[]
          : T extends FilterFeatureSettings
            ? { readonly [K in keyof T]?: StageInput<T[K]> | null | undefined }
            : Optional<T>;
