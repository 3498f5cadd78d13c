import type { Watch } from "../base/watch.ts";
import type { DiagnosticsSummary } from "../features/diagnostics-summary.ts";
import { type FamilyId, familyOf, type RegionFamilyId } from "./families.ts";
import type { Measurement, OfRegion, OfSteps } from "./family.ts";
import { aggregationsFor, type FeatureChoice, isChosen } from "./feature-choice.ts";
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
  const aggregations = aggregationsFor(id, choice, settings.aggregations);
  const measurements = measure(region, { ...settings, aggregations }, watch);
  return toRows(id, measurements, image, isChosen(id, choice, settings.aggregations));
}

/** The values of a family of image and mask before and after each step, in the order of its table. */
export function stepRows<F extends Exclude<FamilyId, RegionFamilyId>>(
  id: F,
  steps: DiagnosticsSummary,
  image: string,
  choice: FeatureChoice | null = null,
): FeatureValue<F>[] {
  const { measure } = familyOf(id) as OfSteps;
  return toRows(id, measure(steps), image, isChosen(id, choice, []));
}

function toRows<F extends FamilyId>(
  id: F,
  measurements: readonly Measurement[],
  image: string,
  isAsked: ReturnType<typeof isChosen>,
): FeatureValue<F>[] {
  const { features, aggregationCode } = familyOf(id);
  const rows: FeatureValue[] = [];
  for (const { aggregation, names, values, unitless } of measurements) {
    for (const name of names ?? Object.keys(features)) {
      if (!isAsked(name, aggregation)) continue;
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
