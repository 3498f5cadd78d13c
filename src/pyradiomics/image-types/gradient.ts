import { asFloat64 } from "../../convolution/allocate.ts";
import { prepareFilter } from "../../filters/filters.ts";
import { orDefault } from "../../schema/defaults.ts";
import { boolean } from "../../schema/values.ts";
import { crop, growBox } from "../../volume/box.ts";
import { subtract } from "../../volume/vec3.ts";
import type { Volume } from "../../volume/volume.ts";
import { imageType } from "./image-type.ts";
import { placePart, seenBox } from "./region-part.ts";

/**
 * The length of the gradient by central differences, rounded to 32 bits; in intensities a mm, or a voxel if
 * `gradientUseSpacing` is off. The image goes on past its border with its outermost voxels.
 */
export const gradient = imageType({
  name: "Gradient",
  settings: {
    gradientUseSpacing: orDefault(
      boolean({ description: "Gradients per mm, not per voxel." }),
      true,
    ),
  },
  reads: [],
  derive: (image, mask, { gradientUseSpacing }, margin = 0) => {
    const box = seenBox(mask, margin);
    const around = growBox(box, [1, 1, 1], image.size);
    const part = crop(image, around);
    const spacing = gradientUseSpacing ? image.spacing : ([1, 1, 1] as const);
    const source: Volume<Float64Array> = { ...part, spacing, data: asFloat64(part.data) };
    const { respond } = prepareFilter({ type: "gradient", boundary: "nearest" });
    const data = new Float32Array(image.data.length);
    const from = subtract(box.min, around.min);
    placePart(respond(source, {}, source), part.size, from, data, image.size, box);
    return { images: [{ name: "gradient", volume: { ...image, data } }], notes: [] };
  },
});
