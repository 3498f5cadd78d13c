import type { RegionMask } from "../../case/region-mask.ts";
import { nonFiniteRule } from "../../processing/finite-mask.ts";
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

/** A region of the open image that something is asked about. */
export interface RegionOf {
  readonly region: string;
  /** The id of the mask that it is cut to, which was read; null for none. */
  readonly within: string | null;
}

/** The mask that regions are cut to; undefined for none. */
export function openWithin(
  { withins }: OpenCase,
  { within }: Pick<RegionOf, "within">,
): Volume | undefined {
  if (within === null) return undefined;
  const read = withins.get(within);
  if (read === undefined) throw new Error(`the mask ${within} to be within is not open`);
  return read.volume;
}

/** The mask of a region, cut to another mask where that is asked for, and the settings that are left to be applied to it. */
export function openCutMask(
  held: OpenCase,
  of: RegionOf,
  settings: Settings,
): { readonly mask: Mask; readonly settings: Settings } {
  const within = openWithin(held, of);
  const mask = openMask(held, of.region);
  if (within === undefined) return { mask, settings };
  const image = openImage(held).volume;
  const options = { image, within, nonFinite: nonFiniteRule(settings) };
  const derived = deriveRegion(mask, settings.mask ?? {}, options);
  return { mask: derived.mask, settings: { ...settings, mask: null } };
}
