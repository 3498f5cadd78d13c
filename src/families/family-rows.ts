import type { Watch } from "../base/watch.ts";
import type { DiagnosticsSummary } from "../features/diagnostics-summary.ts";
import { type FamilyId, familyOf, type RegionFamilyId } from "./families.ts";
import type { Measurement, OfRegion, OfSteps } from "./family.ts";
import {
  aggregationsFor,
  type ChosenNames,
  chosenNames,
  type FeatureChoice,
} from "./feature-choice.ts";
import type { FeatureValue } from "./feature-value.ts";
import type { AggregationSettings, MeasuredRegion } from "./measured-region.ts";

/**
 * The values of a family in a processed region, by aggregation in the order of its table.
 *
 * @param settings of an extraction, every default spelled out
 * @param image name of the image that the region was cut from: `original`, or the identity of a
 *   filter
 * @param watch is told the progress of computations that take long, and can stop them
 * @param choice the features that are asked for; null for all. What only others need is not computed
 */
export function regionRows<F extends RegionFamilyId>(
  id: F,
  region: MeasuredRegion,
  settings: AggregationSettings,
  image: string,
  watch?: Watch,
  choice: FeatureChoice | null = null,
): FeatureValue<F>[] {
  const { measure } = familyOf(id) as OfRegion;
  if (choice === null) return toRows(id, measure(region, settings, watch), image, null);
  const asked = askedOf(id, choice, settings);
  return toRows(id, measure(region, asked.settings, watch), image, asked.names);
}

/** The features of a family that settings ask for. */
interface Asked {
  readonly of: AggregationSettings;
  /** The same settings with the aggregations that are needed for these features. */
  readonly settings: AggregationSettings;
  readonly names: ChosenNames;
}

/** What was asked for last with each choice. Extractions with the same settings have the same choices. */
const lastAsked = new WeakMap<FeatureChoice, Asked>();

function askedOf(id: FamilyId, choice: FeatureChoice, settings: AggregationSettings): Asked {
  const last = lastAsked.get(choice);
  if (last?.of === settings) return last;
  const aggregations = aggregationsFor(id, choice, settings.aggregations);
  const names = chosenNames(id, choice, settings.aggregations);
  const asked = { of: settings, settings: { ...settings, aggregations }, names };
  lastAsked.set(choice, asked);
  return asked;
}

/** The values of a family of image and mask before and after each step, in the order of its table. */
export function stepRows<F extends Exclude<FamilyId, RegionFamilyId>>(
  id: F,
  steps: DiagnosticsSummary,
  image: string,
  choice: FeatureChoice | null = null,
): FeatureValue<F>[] {
  const { measure } = familyOf(id) as OfSteps;
  return toRows(id, measure(steps), image, choice === null ? null : chosenNames(id, choice, []));
}

/** @param chosen gives the features that are asked for; null for all */
function toRows<F extends FamilyId>(
  id: F,
  measurements: readonly Measurement[],
  image: string,
  chosen: ChosenNames | null,
): FeatureValue<F>[] {
  const { features, aggregationCode } = familyOf(id);
  const rows: FeatureValue[] = [];
  for (const { aggregation, names, values, unitless } of measurements) {
    const asked = chosen?.(aggregation) ?? null;
    for (const name of names ?? Object.keys(features)) {
      if (asked !== null && !asked.has(name)) continue;
      const { code, tag, unit = null } = features[name];
      const { value, reason } = values(name);
      rows.push({
        image,
        family: id,
        name,
        code,
        tag: aggregation === null ? tag : `${tag}_${aggregation.tag}`,
        aggregation: aggregation?.name ?? null,
        aggregationCode: aggregation?.code ?? aggregationCode,
        unit: unitless ? null : unit,
        value,
        reason,
      } as unknown as FeatureValue);
    }
  }
  return rows as unknown as FeatureValue<F>[];
}
