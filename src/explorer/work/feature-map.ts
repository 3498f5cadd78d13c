import type { Watch } from "../../base/watch.ts";
import type { FeatureMapOptions } from "../../feature-map/map-options.ts";
import type { SettingsInput } from "../../settings/settings.ts";
import { handOver } from "./hand-over.ts";
import type { OpenCase } from "./open-case.ts";
import { openImage, openRegion, openSecondMasks, type RegionOf } from "./open-region.ts";
import { poolOf } from "./pool-of.ts";
import { shownVolume } from "./shown-volume.ts";

/** A map that is asked for. */
export interface FeatureMapAsked
  extends RegionOf,
    Required<Pick<FeatureMapOptions, "radius" | "shape" | "dimensions" | "masked">> {
  readonly settings: SettingsInput;
  /** The tag of a feature that has maps. */
  readonly feature: string;
}

/** A feature at every voxel of a region, made in the pool. */
export async function featureMap(
  held: OpenCase,
  { region, within, whiteMatter, settings: given, feature, ...neighbourhood }: FeatureMapAsked,
  watch: Watch,
) {
  const mask = openRegion(held, region).volume;
  const settings = { ...given, filters: null, original: null, families: null, features: null };
  const masks = openSecondMasks(held, { within, whiteMatter });
  const options = { ...neighbourhood, ...masks, settings, features: [feature], crop: true };
  const [map] = await poolOf(held).featureMap(openImage(held).volume, mask, options, watch);
  const shown = shownVolume(map.volume);
  const { volume: _, ...described } = map;
  return handOver({ ...described, shown }, [shown.data]);
}
