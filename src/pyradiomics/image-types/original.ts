import { imageType } from "./image-type.ts";

/** The image as it is. */
export const original = imageType({
  name: "Original",
  settings: {},
  derive: (volume) => ({ images: [{ name: "original", volume }], notes: [] }),
});
