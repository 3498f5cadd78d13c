import { type Aggregation, aggregateParts, aggregationsOf } from "../features/aggregation.ts";
import type { Evaluated, Feature } from "../features/feature.ts";
import type { Part } from "../matrices/count-matrix.ts";
import type { Dimension } from "../matrices/neighbourhood.ts";
import type { ObjectSchema, Properties } from "../schema/object.ts";
import type { Resolved } from "../schema/schema.ts";
import type { Count, FamilyFacts, FamilyParts, OfRegion, Sliding } from "./family.ts";
import type { MeasuredRegion, StepSettings } from "./measured-region.ts";
import { noIntensities } from "./region-family.ts";
import type { WindowMeasure, Windows } from "./windows.ts";

/** A matrix; one without entries has nothing to read. */
interface Counted {
  readonly n: Float64Array;
}

type OwnSettings<P extends Properties> = Resolved<ObjectSchema<P>>;

/**
 * How a family of matrices is measured. `M` is a matrix, `S` its summary, which the features are
 * read from, `P` the schemas of the family's own settings.
 */
interface TextureDefinition<M, S, Name extends string, P extends Properties> {
  /** Whether a matrix is counted for each direction, or for all directions at once. */
  readonly matrices: "directional" | "directionless";
  readonly features: Readonly<Record<Name, Feature<S>>>;
  /** Its own settings; every one has a default. */
  readonly settings?: ObjectSchema<P>;
  /** The matrices of each slice (2D) or of the whole region (3D). */
  readonly count: (
    region: MeasuredRegion,
    dimension: Dimension,
    settings: StepSettings,
    own: OwnSettings<P>,
  ) => Part<M>[];
  readonly merge: (matrices: readonly M[]) => M;
  /** Of a matrix with at least one entry. */
  readonly summarise: (matrix: M) => S;
}

/** How it is counted in a window. */
interface Mapped<S, P extends Properties> {
  readonly slide: (
    windows: Windows,
    aggregation: Aggregation,
    own: OwnSettings<P>,
  ) => WindowMeasure<S>;
  /** Every count is of two voxels that are `distance` apart. Default false. */
  readonly needsPairs?: boolean;
}

/** Null for a family without settings of its own. */
type Own<P extends Properties> = keyof P extends never ? null : ObjectSchema<P>;

/** What a definition is made into, with the facts. */
type TextureFamily<
  Name extends string,
  P extends Properties,
  M,
  Map extends Sliding | null,
> = FamilyParts<Name, Own<P>, M, Map> &
  OfRegion & {
    readonly aggregation: "directional" | "directionless";
    readonly count: Count<M>;
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
  const { matrices, features, settings: schema = null, slide, needsPairs = false } = definition;
  // settings have the family's own under its id (own-settings.ts)
  const ownOf = (settings: StepSettings) =>
    (settings as unknown as Readonly<Record<string, OwnSettings<P>>>)[facts.id];
  const count: Count<M> = (region, dimension, settings) =>
    definition.count(region, dimension, settings, ownOf(settings));
  return {
    usesGreyLevels: true,
    ...facts,
    of: "region",
    aggregation: matrices,
    aggregationCode: null,
    features,
    settings: schema as Own<P>,
    measure: (region, settings) => {
      const parts = new Map<Dimension, Part<M>[]>();
      const valuesOf = (aggregation: Aggregation): ((name: string) => Evaluated) => {
        const { dimension } = aggregation;
        if (region.intensities().length === 0) return () => noIntensities;
        if (dimension === 3 && region.region.image.thicknessAssumed === true) {
          return () => noThickness;
        }
        const counted = parts.get(dimension) ?? count(region, dimension, settings);
        parts.set(dimension, counted);
        const values = aggregateParts(definition, counted, aggregation);
        return (name) => values[name];
      };
      return aggregationsOf(matrices, settings.aggregations).map((aggregation) => ({
        aggregation,
        values: valuesOf(aggregation),
        unitless: false,
      }));
    },
    count,
    maps: slide
      ? {
          needsPairs,
          slide: (windows, aggregation, settings, read) =>
            read(features, slide(windows, aggregation as Aggregation, ownOf(settings))),
        }
      : null,
  };
}

const noThickness: Evaluated = { value: null, reason: "thickness-assumed" };
