import type { Watch } from "../base/watch.ts";
import type { Aggregation } from "../features/aggregation.ts";
import type { DiagnosticsSummary } from "../features/diagnostics-summary.ts";
import type { Evaluated, Feature, FeatureTable, Reason } from "../features/feature.ts";
import type { Part } from "../matrices/count-matrix.ts";
import type { ObjectSchema } from "../schema/object.ts";
import type { AggregationSettings, MeasuredRegion, StepSettings } from "./measured-region.ts";
import type { WindowMeasure, Windows } from "./windows.ts";

/** Facts about a family, besides how it is measured. */
export interface FamilyFacts {
  /** Its name in settings and reports. */
  readonly id: string;
  /** As the IBSI reference manual spells it. */
  readonly name: string;
  /** IBSI's permanent code; null where the standard has none. */
  readonly code: string | null;
  /** The first word of its features' tags; null if they have none in common. */
  readonly tagPrefix: string | null;
  /** Whether it is measured on the unfiltered image by default, or only if settings name it. */
  readonly onImage: "by default" | "if named";
  /** The same for response maps of filters; "never" for a family that has no meaning there. */
  readonly onResponses: "by default" | "if named" | "never";
  /** Whether neither the standard's manual nor its tables have its features. Default false. */
  readonly beyondStandard?: true;
  /** Distance from the region, in mm, up to which it needs voxels of the image. Default 0. */
  readonly reach?: number;
  /** Whether its matrices are those of neighbours at the settings' `distance`. Default false. */
  readonly usesDistance?: true;
  /** Whether it is computed from grey levels. Default: true for texture families, else false. */
  readonly usesGreyLevels?: boolean;
  /**
   * Names for a note what has no value in one slice whose thickness was assumed. Default: nothing.
   */
  readonly lostWithoutThickness?: string;
}

/** A feature in the catalogue, without its computation. */
export type CatalogueFeature = Omit<Feature<never>, "value" | "undefinedWhen"> & {
  readonly undefinedWhen?: readonly { readonly reason: string; readonly value?: number }[];
};

/** What rows say of an aggregation, or of what a feature is at. */
export interface MeasuredUnder {
  readonly name: string;
  /** IBSI's permanent code; null for what a feature is at. */
  readonly code: string | null;
  /** Ending of the tag. */
  readonly tag: string;
}

/** The values of a family's features under one aggregation, or at one x. */
export interface Measurement {
  /** null for a family without matrices, unless its features are at an x (`At`): then that stands for it. */
  readonly aggregation: MeasuredUnder | null;
  /** The features that have a value here. Default: all of the family. */
  readonly names?: readonly string[];
  /** The value of a feature, given the feature's id. */
  readonly values: (name: string) => Evaluated;
  /** Whether the values are numbers of bins, which have no unit. */
  readonly unitless: boolean;
}

/** The matrices of a family under one aggregation. */
export interface AggregatedMatrices<M> {
  readonly aggregation: Aggregation;
  /** Why there is no matrix; null where there is one. */
  readonly reason: Reason | null;
  /**
   * One for each slice (number in the texture grid) and direction (number among `directions`) that
   * features are averaged over. What they are merged over has the number of its first part.
   */
  readonly parts: readonly Part<M>[];
}

/** Receives the features of a family, and the window from which they are computed. */
export type ReadWindow<R> = <S>(features: FeatureTable<S>, measure: WindowMeasure<S>) => R;

/** How a family is measured in a window that slides over a region. */
export interface Sliding {
  /**
   * Whether it counts pairs of voxels `distance` apart: a kernel that is too small for a pair has
   * no value.
   */
  readonly needsPairs: boolean;
  readonly slide: <R>(
    windows: Windows,
    aggregation: Aggregation | null,
    settings: StepSettings,
    read: ReadWindow<R>,
  ) => R;
}

/** The parts that every family has, whatever it is measured on. */
export interface FamilyParts<
  Name extends string = string,
  Own extends ObjectSchema | null = ObjectSchema | null,
  Matrix = unknown,
  Map extends Sliding | null = Sliding | null,
> {
  /** Whether its matrices have directions; null for a family without matrices. */
  readonly aggregation: "directional" | "directionless" | null;
  /** For a family without matrices, IBSI's code of its aggregation; else null. */
  readonly aggregationCode: string | null;
  readonly features: Readonly<Record<Name, CatalogueFeature>>;
  /** Schema of its own settings, which are under its id in the settings; null if it has none. */
  readonly settings: Own;
  /** The matrices that its features are read from; null for a family without. */
  readonly matrices:
    | ((region: MeasuredRegion, settings: AggregationSettings) => AggregatedMatrices<Matrix>[])
    | null;
  /** null for a family without feature maps: it has no meaning for a few voxels. */
  readonly maps: Map;
}

/** A family that is measured on a processed region. */
export interface OfRegion {
  readonly of: "region";
  readonly measure: (
    region: MeasuredRegion,
    settings: AggregationSettings,
    watch: Watch | undefined,
  ) => Measurement[];
}

/** A family that is measured on image and mask before and after each step. */
export interface OfSteps {
  readonly of: "steps";
  readonly measure: (steps: DiagnosticsSummary) => Measurement[];
}

/** A family as the rest of the library sees it. */
export type Family = FamilyFacts & FamilyParts & (OfRegion | OfSteps);
