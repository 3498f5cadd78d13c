import type { Watch } from "../base/watch.ts";
import type { DiagnosticsSummary } from "../features/diagnostics-summary.ts";
import { type FamilyId, familyOf, type RegionFamilyId } from "./families.ts";
import type { Measurement, OfRegion, OfSteps } from "./family.ts";
import type { FeatureValue } from "./feature-value.ts";
import type { AggregationSettings, MeasuredRegion } from "./measured-region.ts";

/**
 * The values of a family in a processed region, by aggregation in the order of its table.
 *
 * @param settings of an extraction, every default spelled out
 * @param image name of the image that the region was cut from: `original`, or the identity of a
 *   filter
 * @param watch is told the progress of computations that take long, and can stop them
 */
export function regionRows<F extends RegionFamilyId>(
  id: F,
  region: MeasuredRegion,
  settings: AggregationSettings,
  image: string,
  watch?: Watch,
): FeatureValue<F>[] {
  const { measure } = familyOf(id) as OfRegion;
  return toRows(id, measure(region, settings, watch), image);
}

/** The values of a family of image and mask before and after each step, in the order of its table. */
export function stepRows<F extends Exclude<FamilyId, RegionFamilyId>>(
  id: F,
  steps: DiagnosticsSummary,
  image: string,
): FeatureValue<F>[] {
  const { measure } = familyOf(id) as OfSteps;
  return toRows(id, measure(steps), image);
}

function toRows<F extends FamilyId>(
  id: F,
  measurements: readonly Measurement[],
  image: string,
): FeatureValue<F>[] {
  const { features, aggregationCode } = familyOf(id);
  const rows = measurements.flatMap(({ aggregation, values, unitless }) =>
    Object.entries(features).map(([name, { code, tag, unit = null }]) => ({
      image,
      family: id,
      name,
      code,
      tag: aggregation === null ? tag : `${tag}_${aggregation.tag}`,
      aggregation: aggregation?.name ?? null,
      aggregationCode: aggregation?.code ?? aggregationCode,
      unit: unitless ? null : unit,
      ...values(name),
    })),
  );
  return rows as unknown as FeatureValue<F>[];
}
