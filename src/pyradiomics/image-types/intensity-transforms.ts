import { asFloat64 } from "../../convolution/allocate.ts";
import { prepareFilter } from "../../filters/filters.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { findNonFinite } from "../../processing/check-intensities.ts";
import type { Volume } from "../../volume/volume.ts";
import { type Derived, type DerivedImage, imageType } from "./image-type.ts";

/**
 * The transforms of single intensities. The core has them as filters, with PyRadiomics' formulas; their scale
 * is the largest absolute intensity of the whole image. Without one, PyRadiomics fails over the NaN that it gets;
 * here the image is refused.
 */

export const square = imageType({
  name: "Square",
  settings: {},
  reads: [],
  derive: (image) => transformed(image, "square", "square"),
});

export const squareRoot = imageType({
  name: "SquareRoot",
  settings: {},
  reads: [],
  derive: (image) => transformed(image, "squareroot", "squareRoot"),
});

export const logarithm = imageType({
  name: "Logarithm",
  settings: {},
  reads: [],
  derive: (image) => transformed(image, "logarithm", "logarithm"),
});

export const exponential = imageType({
  name: "Exponential",
  settings: {},
  reads: [],
  derive: (image) => transformed(image, "exponential", "exponential"),
});

type Transform = "square" | "squareRoot" | "logarithm" | "exponential";

/** The image with the response of one of the core's transforms. */
function transformed(image: Volume, name: string, type: Transform): Derived {
  return { images: responses(image, name, type), notes: [] };
}

function* responses(image: Volume, name: string, type: Transform): Generator<DerivedImage> {
  checkScale(image, type);
  const source = { ...image, data: asFloat64(image.data) };
  const data = prepareFilter({ type }).respond(source, {}, source);
  yield { name, volume: { ...image, data } };
}

/** Refuses an image without a largest absolute intensity, and of only 0 where a transform divides by that. */
function checkScale(image: Volume, type: Transform): void {
  const imageTypeName = `${type[0].toUpperCase()}${type.slice(1)}`;
  const notFinite = findNonFinite(image, null);
  if (notFinite !== null) {
    throw new VoxomicsError(
      "invalid-intensity",
      `${imageTypeName} scales by the largest absolute intensity of the whole image, which it has not: ${notFinite.message}`,
      { ...notFinite.details, filter: type },
    );
  }
  if (type === "squareRoot" || image.data.some((x) => x !== 0)) return;
  throw new VoxomicsError(
    "invalid-intensity",
    `${imageTypeName} divides by the largest absolute intensity of the whole image, and all its ${image.data.length} voxels are 0: leave ${imageTypeName} out of imageType for this image`,
    {
      count: image.data.length,
      voxel: [0, 0, 0],
      position: image.origin,
      intensity: 0,
      filter: type,
    },
  );
}
