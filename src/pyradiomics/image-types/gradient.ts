import { asFloat64 } from "../../convolution/allocate.ts";
import { prepareFilter } from "../../filters/filters.ts";
import { orDefault } from "../../schema/defaults.ts";
import { boolean } from "../../schema/values.ts";
import type { Volume } from "../../volume/volume.ts";
import { imageType } from "./image-type.ts";

/**
 * The length of the gradient by central differences, rounded to 32 bits; in intensities a mm, or a voxel if
 * `gradientUseSpacing` is off. The image goes on past its border with its outermost voxels.
 */
export const gradient = imageType({
  name: "Gradient",
  settings: { gradientUseSpacing: orDefault(boolean(), true) },
  derive: (image, _mask, { gradientUseSpacing }) => {
    const spacing = gradientUseSpacing ? image.spacing : ([1, 1, 1] as const);
    const source: Volume<Float64Array> = { ...image, spacing, data: asFloat64(image.data) };
    const lengths = prepareFilter({ type: "gradient", boundary: "nearest" });
    const data = Float32Array.from(lengths.respond(source, {}, source));
    return { images: [{ name: "gradient", volume: { ...image, data } }], notes: [] };
  },
});
