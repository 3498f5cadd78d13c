import type { Derived, DerivedImage } from "../../../src/pyradiomics/image-types/image-type.ts";
import {
  type ImageTypeName,
  imageSettings,
  imageTypes,
} from "../../../src/pyradiomics/image-types/image-types.ts";
import { completed } from "../../../src/schema/check.ts";
import { object } from "../../../src/schema/object.ts";
import type { Mask } from "../../../src/volume/mask.ts";
import { gridOf, type Volume } from "../../../src/volume/volume.ts";

/** What an image type makes of an image whose whole grid is the region; settings that are not given have defaults. */
export function derive(
  name: ImageTypeName,
  image: Volume,
  settings: Readonly<Record<string, unknown>> = {},
  mask: Mask = everywhere(image),
  margin = 0,
): Derived {
  const type = imageTypes.find((one) => one.name === name);
  if (type === undefined) throw new Error(`no image type ${name}`);
  const { force2D = false, force2Ddimension = 0, ...own } = settings;
  const all = completed(object(imageSettings), own, "setting");
  const planes = { force2D: force2D as boolean, force2Ddimension: force2Ddimension as number };
  return type.derive(image, mask, { ...all, ...planes }, margin);
}

/** The images of `derive`, by name. */
export function imagesOf(...given: Parameters<typeof derive>): ReadonlyMap<string, Volume> {
  return new Map(
    [...derive(...given).images].map(({ name, volume }: DerivedImage) => [name, volume]),
  );
}

/** The only image of `derive`. */
export function onlyImage(...given: Parameters<typeof derive>): DerivedImage {
  const images = [...derive(...given).images];
  if (images.length !== 1) throw new Error(`found ${images.length} images, expected one`);
  return images[0];
}

export function everywhere(image: Volume): Mask {
  return { ...gridOf(image), data: new Uint8Array(image.data.length).fill(1) };
}
