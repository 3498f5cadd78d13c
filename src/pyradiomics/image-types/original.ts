import { imageType } from "./image-type.ts";

/** The image as it is. */
export const original = imageType({
  name: "Original",
  settings: {},
  reads: [],
  derive: (volume) => ({ images: [{ name: "original", volume }], notes: [] }),
});
