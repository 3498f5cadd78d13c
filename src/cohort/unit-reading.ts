import { type CaseReading, caseSettings } from "../case/case-reading.ts";
import type { Pool } from "../pool/pool.ts";
import type { Settings } from "../settings/settings.ts";
import type { CohortCase } from "./cohort-case.ts";
import { failureOf } from "./measure-unit.ts";
import { type CohortImages, readCase } from "./read-case.ts";
import type { Unit, UnitFailure } from "./unit.ts";

/** Image and mask of a case, or why they cannot be read. */
export async function readOrFail(
  one: CohortCase,
  pathOf: (shown: string) => string,
  images: CaseReading,
  settings: Pick<Settings, "mask">,
  pool: Pool,
): Promise<CohortImages | UnitFailure> {
  try {
    return await readCase(one, pathOf, images, settings, pool);
  } catch (error) {
    return failureOf(error, true);
  }
}

/**
 * The reading options, with the mask threshold of the settings unless the options have one. A case is read once for all
 * settings, which therefore have the same threshold (`checkThresholds`).
 */
export function withThreshold(images: CaseReading, units: readonly Unit[]): CaseReading {
  const threshold = units[0]?.settings.settings.mask?.threshold ?? null;
  return threshold === null ? images : { maskThreshold: threshold, ...images };
}

/**
 * A unit whose settings are completed by the reading options of its case, and have no mask threshold: the mask was read
 * with the threshold, and holds 0 and 1.
 */
export function unitAsRead(unit: Unit, images: CaseReading): Unit {
  const { settings, case: one } = unit;
  const reading = { ...images, ...one.reading };
  const { mask, ...others } = caseSettings(settings.settings, reading);
  const asked = { ...others, mask: mask === null ? null : { ...mask, threshold: null } };
  return { ...unit, settings: { ...settings, settings: asked } };
}
