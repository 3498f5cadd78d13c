import type { RegionMask } from "../../case/region-mask.ts";
import { prepareRegion } from "../../extraction/prepare-region.ts";
import type { SecondMaskName } from "../../messages/naming-mask.ts";
import { nonFiniteRule } from "../../processing/finite-mask.ts";
import type { Region } from "../../processing/region.ts";
import { deriveRegion } from "../../regions/derive-region.ts";
import type { Settings } from "../../settings/settings.ts";
import { type Mask, toMask } from "../../volume/mask.ts";
import type { Volume } from "../../volume/volume.ts";
import type { OpenCase, OpenImage } from "./open-case.ts";

/** The image that is open. */
export function openImage({ image }: OpenCase): OpenImage {
  if (image === null) throw new Error("no image is open");
  return image;
}

/** A region of the open image, as it was read. */
export function openRegion({ regions }: OpenCase, id: string): RegionMask {
  const region = regions.get(id);
  if (region === undefined) throw new Error(`no region ${id} is open`);
  return region;
}

/** The mask of a region of the open image. */
export function openMask(held: OpenCase, id: string): Mask {
  return toMask(openRegion(held, id).volume);
}

/** The ids of the masks beside those of the regions, which were read; null for none. */
export type SecondMaskIds = Readonly<Record<SecondMaskName, string | null>>;

/** A region of the open image that something is asked about. */
export interface RegionOf extends SecondMaskIds {
  readonly region: string;
}

/** A mask beside those of the regions; undefined for none. */
export function openSecondMask(
  { secondMasks }: Pick<OpenCase, "secondMasks">,
  id: string | null,
): RegionMask | undefined {
  if (id === null) return undefined;
  const read = secondMasks.get(id);
  if (read === undefined) throw new Error(`the second mask ${id} is not open`);
  return read;
}

/** The masks beside those of the regions, as the library takes them. */
export function openSecondMasks(
  held: OpenCase,
  { within, whiteMatter }: SecondMaskIds,
): Readonly<Record<SecondMaskName, Volume | undefined>> {
  return {
    within: openSecondMask(held, within)?.volume,
    whiteMatter: openSecondMask(held, whiteMatter)?.volume,
  };
}

/** A region of the open image after processing, cut to another mask where that is asked for. */
export function openProcessedRegion(held: OpenCase, of: RegionOf, settings: Settings): Region {
  const image = openImage(held).volume;
  const { within, whiteMatter = null } = openSecondMasks(held, of);
  const mask = openMask(held, of.region);
  if (within === undefined) return prepareRegion(image, mask, settings, 0, whiteMatter);
  const options = { image, within, nonFinite: nonFiniteRule(settings) };
  const derived = deriveRegion(mask, settings.mask ?? {}, options);
  return prepareRegion(image, derived.mask, { ...settings, mask: null }, 0, whiteMatter);
}
