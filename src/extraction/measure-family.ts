import { type RegionFamilyId, regionFamilies } from "../families/families.ts";
import { regionRows } from "../families/family-rows.ts";
import { chooseFeatures } from "../families/feature-choice.ts";
import type { FeatureValue } from "../families/feature-value.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { found, suggestion } from "../messages/phrases.ts";
import { checkRegion } from "../processing/check-region.ts";
import type { Region } from "../processing/region.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import { measuredRegion } from "./measured-region.ts";

/**
 * The features of one family on a prepared region: a single step of `extract`. Those of the family that
 * the settings name (`features`), or all where they name none of it.
 *
 * @param region from `prepareRegion`, or built by hand; for `localIntensity` its window should
 *   reach 6.21 mm beyond the region
 * @param image names the image in the rows
 * @throws VoxomicsError `invalid-settings`, `discretisation`; `invalid-argument`, `invalid-volume`,
 *   `invalid-mask`, `geometry-mismatch` or `invalid-intensity` for a region that is not sound
 *
 * @example
 * ```ts
 * import { measureFamily, prepareRegion } from "voxomics";
 *
 * const region = prepareRegion(image, mask, { resegment: { range: [-1000, 400] } });
 * const [mean] = measureFamily("statistics", region);
 * console.log(mean.name, mean.value); // mean, in the image's unit
 * ```
 */
export function measureFamily<F extends RegionFamilyId>(
  family: F,
  region: Region,
  settings: SettingsInput = {},
  image = "original",
): FeatureValue<F>[] {
  checkFamily(family);
  checkArgument(image, "image", "text");
  const resolved = resolveSettings(settings);
  const measured = measuredRegion(checkRegion(region, resolved.nonFinite), resolved);
  const choice = resolved.features === null ? null : chooseFeatures(resolved.features)[family];
  return regionRows(family, measured, resolved, image, undefined, choice);
}

function checkFamily(family: unknown): void {
  const known = regionFamilies;
  if (known.some((id) => id === family)) return;
  throw new VoxomicsError(
    "invalid-settings",
    `family: found ${found(family)}, expected one of ${known.join(", ")}${suggestion(family, known)}`,
    { found: family, known },
  );
}
