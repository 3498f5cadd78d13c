import type { RegionMask } from "../../case/region-mask.ts";
import { type Mask, toMask } from "../../volume/mask.ts";
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
