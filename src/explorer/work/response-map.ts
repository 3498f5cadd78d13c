import type { Watch } from "../../base/watch.ts";
import { type FilterInput, filterIdentity } from "../../filters/filters.ts";
import { imageNormaliser } from "../../processing/normalise.ts";
import { resampleWhole } from "../../processing/resample-whole.ts";
import { resolveSettings } from "../../settings/resolve.ts";
import type { SettingsInput } from "../../settings/settings.ts";
import { handOver } from "./hand-over.ts";
import type { OpenCase } from "./open-case.ts";
import { openImage } from "./open-region.ts";
import { poolOf } from "./pool-of.ts";
import { shownVolume } from "./shown-volume.ts";

/** The response of the open image, resampled as the settings say, to a filter. */
export async function responseMap(
  held: OpenCase,
  asked: { readonly filter: FilterInput; readonly settings: SettingsInput },
  watch: Watch,
) {
  const settings = resolveSettings(asked.settings);
  const normaliser = imageNormaliser(openImage(held).volume, settings.normalise, null);
  const image = resampleWhole(normaliser(null).image, settings);
  const response = await poolOf(held).applyFilter(image, asked.filter, watch, settings.nonFinite);
  const shown = shownVolume(response);
  return handOver({ title: filterIdentity(asked.filter), shown }, [shown.data]);
}
