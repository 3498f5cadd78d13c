import { asFloat64 } from "../../convolution/allocate.ts";
import { prepareFilter } from "../../filters/filters.ts";
import type { Volume } from "../../volume/volume.ts";
import { imageType } from "./image-type.ts";

/**
 * The transforms of single intensities. The core has them as filters, with PyRadiomics' formulas; their scale
 * is the largest absolute intensity of the whole image.
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

/** The image with the response of one of the core's transforms. */
function transformed(
  image: Volume,
  name: string,
  type: "square" | "squareRoot" | "logarithm" | "exponential",
) {
  const source = { ...image, data: asFloat64(image.data) };
  const data = prepareFilter({ type }).respond(source, {}, source);
  return { images: [{ name, volume: { ...image, data } }], notes: [] };
}
