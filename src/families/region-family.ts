import type { Watch } from "../base/watch.ts";
import { type Evaluated, evaluate, type Feature } from "../features/feature.ts";
import type { FamilyFacts, FamilyParts, OfRegion, Sliding } from "./family.ts";
import type { MeasuredRegion, StepSettings } from "./measured-region.ts";
import type { WindowMeasure, Windows } from "./windows.ts";

/** How a family without matrices is measured. `S` is the summary from which features are computed. */
interface RegionDefinition<S, Name extends string> {
  readonly features: Readonly<Record<Name, Feature<S>>>;
  readonly summarise: (
    region: MeasuredRegion,
    settings: StepSettings,
    watch: Watch | undefined,
  ) => S;
  /** Whether all values are null if the intensity mask has no voxel. Default true. */
  readonly needsIntensities?: boolean;
  /** IBSI's code of its aggregation. Default DHQ4: measured in 3D. */
  readonly aggregationCode?: string | null;
  /** Whether its values are numbers of bins, which have no unit. Default: never. */
  readonly unitless?: (settings: StepSettings) => boolean;
}

/** How a family with feature maps is summarised in a window. */
interface Mapped<S> {
  readonly slide: (windows: Windows) => WindowMeasure<S>;
}

/** The family that `regionFamily` makes, without the facts. */
type RegionFamily<Name extends string, Map extends Sliding | null> = FamilyParts<
  Name,
  null,
  never,
  Map
> &
  OfRegion & { readonly aggregation: null; readonly matrices: null };

/** A family without matrices: each feature has one value. Without `slide` it has no feature maps. */
export function regionFamily<const F extends FamilyFacts, S, Name extends string>(
  facts: F,
  definition: RegionDefinition<S, Name> & Mapped<S>,
): F & RegionFamily<Name, Sliding>;
export function regionFamily<const F extends FamilyFacts, S, Name extends string>(
  facts: F,
  definition: RegionDefinition<S, Name>,
): F & RegionFamily<Name, null>;
export function regionFamily<F extends FamilyFacts, S, Name extends string>(
  facts: F,
  definition: RegionDefinition<S, Name> & Partial<Mapped<S>>,
): F & RegionFamily<Name, Sliding | null> {
  const { features, summarise, slide, needsIntensities = true, unitless } = definition;
  return {
    ...facts,
    of: "region",
    aggregation: null,
    aggregationCode: definition.aggregationCode === undefined ? "DHQ4" : definition.aggregationCode,
    features,
    settings: null,
    measure: (region, settings, watch) => {
      const empty = needsIntensities && region.voxels() === 0;
      const summary = empty ? null : { of: summarise(region, settings, watch) };
      return [
        {
          aggregation: null,
          values: (name) =>
            summary === null ? noIntensities : evaluate(features[name as Name], summary.of),
          unitless: unitless?.(settings) ?? false,
        },
      ];
    },
    matrices: null,
    maps: slide
      ? { needsPairs: false, slide: (windows, _, __, read) => read(features, slide(windows)) }
      : null,
  };
}

/**
 * The result for every feature of a family that needs intensities, if the intensity mask has no
 * voxel.
 */
const noIntensities: Evaluated = { value: null, reason: "empty-intensity-mask" };
