import type { Watch } from "../../base/watch.ts";
import { type FilterInput, filterIdentity } from "../../filters/filters.ts";
import { imageNormaliser } from "../../processing/normalise.ts";
import { resampleWhole } from "../../processing/resample-whole.ts";
import { resolveSettings } from "../../settings/resolve.ts";
import type { SettingsInput } from "../../settings/settings.ts";
import { handOver } from "./hand-over.ts";
import type { OpenCase } from "./open-case.ts";
import { openImage, openSecondMask, type SecondMaskIds } from "./open-region.ts";
import { poolOf } from "./pool-of.ts";
import { shownVolume } from "./shown-volume.ts";

/** A response map that is asked for. */
export interface ResponseAsked extends Pick<SecondMaskIds, "whiteMatter"> {
  readonly filter: FilterInput;
  readonly settings: SettingsInput;
}

/** The response of the open image, resampled as the settings say, to a filter. */
export async function responseMap(held: OpenCase, asked: ResponseAsked, watch: Watch) {
  const settings = resolveSettings(asked.settings);
  const white = openSecondMask(held, asked.whiteMatter)?.volume ?? null;
  const normaliser = imageNormaliser(openImage(held).volume, settings.normalise, white);
  const image = resampleWhole(normaliser(null).image, settings);
  const response = await poolOf(held).applyFilter(image, asked.filter, watch, settings.nonFinite);
  const shown = shownVolume(response);
  return handOver({ title: filterIdentity(asked.filter), shown }, [shown.data]);
}
