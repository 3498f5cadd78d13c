import { type Aggregation, aggregateParts, mergedParts } from "../features/aggregation.ts";
import { aggregationsAt } from "../features/at-distance.ts";
import type { Evaluated, Feature, Reason } from "../features/feature.ts";
import type { Part } from "../matrices/count-matrix.ts";
import type { Dimension } from "../matrices/neighbourhood.ts";
import type { ObjectSchema, Properties } from "../schema/object.ts";
import type { Resolved } from "../schema/schema.ts";
import type { FamilyFacts, FamilyParts, OfRegion, Sliding } from "./family.ts";
import type { AggregationSettings, MeasuredRegion, StepSettings } from "./measured-region.ts";
import type { WindowMeasure, Windows } from "./windows.ts";

/** A matrix with its counts n; empty if nothing was counted. */
interface Counted {
  readonly n: Float64Array;
}

type OwnSettings<P extends Properties> = Resolved<ObjectSchema<P>>;

/**
 * How a family of matrices is measured. `M` is a matrix, `S` the summary of a matrix from which
 * features are computed, `P` the schemas of the family's own settings.
 */
interface TextureDefinition<M, S, Name extends string, P extends Properties> {
  /** Whether a matrix is counted for each direction, or for all directions at once. */
  readonly matrices: "directional" | "directionless";
  readonly features: Readonly<Record<Name, Feature<S>>>;
  /** The schema of its own settings; every setting has a default. */
  readonly settings?: ObjectSchema<P>;
  /**
   * The matrices of each slice (2D) or of the whole region (3D).
   *
   * @param distance Chebyshev distance of neighbours, in voxels, for a family that uses it
   */
  readonly count: (
    region: MeasuredRegion,
    dimension: Dimension,
    distance: number,
    own: OwnSettings<P>,
  ) => Part<M>[];
  readonly merge: (matrices: readonly M[]) => M;
  /**
   * The matrix as the standard defines it, where it is kept in a shorter form. Default: as it is
   * kept.
   */
  readonly published?: (matrix: M) => M;
  /** The summary of a matrix with at least one entry. */
  readonly summarise: (matrix: M) => S;
}

/** How a family with feature maps is counted in a window. */
interface Mapped<S, P extends Properties> {
  readonly slide: (
    windows: Windows,
    aggregation: Aggregation,
    own: OwnSettings<P>,
  ) => WindowMeasure<S>;
  /** Whether every count is of two voxels that are `distance` apart. Default false. */
  readonly needsPairs?: boolean;
}

/** The type of a family's `settings`: null for a family without settings of its own. */
type Own<P extends Properties> = keyof P extends never ? null : ObjectSchema<P>;

/** The family that `textureFamily` makes, without the facts. */
type TextureFamily<
  Name extends string,
  P extends Properties,
  M,
  Map extends Sliding | null,
> = FamilyParts<Name, Own<P>, M, Map> &
  OfRegion & {
    readonly aggregation: "directional" | "directionless";
    readonly matrices: NonNullable<FamilyParts<Name, null, M>["matrices"]>;
  };

/**
 * A family of matrices of grey levels: each feature has a value for each aggregation. The matrices
 * are counted once for each dimension and serve all aggregations. Without `slide` it has no feature
 * maps.
 */
export function textureFamily<
  const F extends FamilyFacts,
  M extends Counted,
  S,
  Name extends string,
  P extends Properties = Record<never, never>,
>(
  facts: F,
  definition: TextureDefinition<M, S, Name, P> & Mapped<S, P>,
): F & TextureFamily<Name, P, M, Sliding>;
export function textureFamily<
  const F extends FamilyFacts,
  M extends Counted,
  S,
  Name extends string,
  P extends Properties = Record<never, never>,
>(facts: F, definition: TextureDefinition<M, S, Name, P>): F & TextureFamily<Name, P, M, null>;
export function textureFamily<
  F extends FamilyFacts,
  M extends Counted,
  S,
  Name extends string,
  P extends Properties,
>(
  facts: F,
  definition: TextureDefinition<M, S, Name, P> & Partial<Mapped<S, P>>,
): F & TextureFamily<Name, P, M, Sliding | null> {
  const { features, settings: schema = null, slide, needsPairs = false } = definition;
  // the family's own settings are under its id (own-settings.ts)
  const ownOf = (settings: StepSettings) =>
    (settings as unknown as Readonly<Record<string, OwnSettings<P>>>)[facts.id];
  const partsUnder = (region: MeasuredRegion, settings: AggregationSettings) => {
    const counted = new Map<string, Part<M>[]>();
    const own = ownOf(settings);
    const distances = facts.usesDistance === true ? settings.distance : 1;
    return aggregationsAt(definition.matrices, settings.aggregations, distances).map(
      (aggregation) => {
        const { dimension, distance } = aggregation;
        const reason = reasonAgainst(region, dimension, settings);
        if (reason !== null) return { aggregation, reason, parts: [] };
        const key = `${dimension} ${distance}`;
        const parts = counted.get(key) ?? definition.count(region, dimension, distance, own);
        counted.set(key, parts);
        return { aggregation, reason, parts };
      },
    );
  };
  return {
    usesGreyLevels: true,
    ...facts,
    of: "region",
    aggregation: definition.matrices,
    aggregationCode: null,
    features,
    settings: schema as Own<P>,
    measure: (region, settings) =>
      partsUnder(region, settings).map(({ aggregation, reason, parts }) => {
        const none: Evaluated = { value: null, reason };
        const values = reason === null ? aggregateParts(definition, parts, aggregation) : null;
        return { aggregation, values: values ?? (() => none), unitless: false };
      }),
    matrices: (region, settings) =>
      partsUnder(region, settings).map(({ aggregation, reason, parts }) => {
        const merged = mergedParts(definition.merge, parts, aggregation);
        return {
          aggregation,
          reason: reason ?? (merged.length === 0 ? "no-voxel-pairs" : null),
          parts: merged.map((part) => ({
            ...part,
            matrix: definition.published?.(part.matrix) ?? part.matrix,
          })),
        };
      }),
    maps: slide
      ? {
          needsPairs,
          slide: (windows, aggregation, settings, read) =>
            read(features, slide(windows, aggregation as Aggregation, ownOf(settings))),
        }
      : null,
  };
}

/** Why a region has no matrices; null if it has. */
function reasonAgainst(
  { voxels, region: { image } }: MeasuredRegion,
  dimension: Dimension,
  { plane }: StepSettings,
): Reason | null {
  if (voxels() === 0) return "empty-intensity-mask";
  const needsThickness = dimension === 3 || plane !== "xy";
  return needsThickness && image.thicknessAssumed === true ? "thickness-assumed" : null;
}
