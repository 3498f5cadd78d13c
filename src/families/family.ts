import type { Watch } from "../base/watch.ts";
import type { Aggregation } from "../features/aggregation.ts";
import type { DiagnosticsSummary } from "../features/diagnostics-summary.ts";
import type { Evaluated, Feature, FeatureTable, Reason } from "../features/feature.ts";
import type { Part } from "../matrices/count-matrix.ts";
import type { ObjectSchema } from "../schema/object.ts";
import type { AggregationSettings, MeasuredRegion, StepSettings } from "./measured-region.ts";
import type { WindowMeasure, Windows } from "./windows.ts";

/** What is said of a family, besides how it is measured. */
export interface FamilyFacts {
  /** The word for it in settings and reports. */
  readonly id: string;
  /** As the IBSI reference manual spells it. */
  readonly name: string;
  /** IBSI's permanent code; null where the standard has none. */
  readonly code: string | null;
  /** The first word of its features' tags; null where they have none in common. */
  readonly tagPrefix: string | null;
  /** Whether the unfiltered image is measured unless settings say otherwise, or only if they name the family. */
  readonly onImage: "by default" | "if named";
  /** The same for response maps of filters, which some families say nothing of. */
  readonly onResponses: "by default" | "if named" | "never";
  /** How far in mm beyond the region it looks. Default 0. */
  readonly reach?: number;
  /** Default: as texture families do. */
  readonly usesGreyLevels?: boolean;
  /** What has no value in one slice whose thickness was assumed, in the words of a note. Default: nothing. */
  readonly lostWithoutThickness?: string;
}

/** What the catalogue says of a feature, whatever it is computed from. */
export type CatalogueFeature = Omit<Feature<never>, "value" | "undefinedWhen"> & {
  readonly undefinedWhen?: readonly { readonly reason: string; readonly value?: number }[];
};

/** The values of a family's features under one aggregation. */
export interface Measurement {
  /** null for a family without matrices. */
  readonly aggregation: Aggregation | null;
  /** By the id of the feature. */
  readonly values: (name: string) => Evaluated;
  /** Values are numbers of bins, which have no unit. */
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

/** A table and a window that its features are read from. */
export type ReadWindow<R> = <S>(features: FeatureTable<S>, measure: WindowMeasure<S>) => R;

/** How a family is read from a window that slides over a region. */
export interface Sliding {
  /** Counts pairs of voxels `distance` apart: a kernel that has no room for one has no value. */
  readonly needsPairs: boolean;
  readonly slide: <R>(
    windows: Windows,
    aggregation: Aggregation | null,
    settings: StepSettings,
    read: ReadWindow<R>,
  ) => R;
}

/** What is made of a family's definition, whatever it is measured on. */
export interface FamilyParts<
  Name extends string = string,
  Own extends ObjectSchema | null = ObjectSchema | null,
  Matrix = unknown,
  Map extends Sliding | null = Sliding | null,
> {
  /** Whether its matrices have directions, none, or whether there are no matrices at all. */
  readonly aggregation: "directional" | "directionless" | null;
  /** IBSI's code of how it is measured, for a family without matrices. */
  readonly aggregationCode: string | null;
  readonly features: Readonly<Record<Name, CatalogueFeature>>;
  /** Its own settings, which settings have under its id; null if it has none. */
  readonly settings: Own;
  /** The matrices that its features are read from; null for a family without. */
  readonly matrices:
    | ((region: MeasuredRegion, settings: AggregationSettings) => AggregatedMatrices<Matrix>[])
    | null;
  /** null for a family without feature maps: it says nothing of a handful of voxels. */
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
