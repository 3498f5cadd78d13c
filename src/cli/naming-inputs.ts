import { VoxomicsError } from "../errors.ts";
import { nameFile } from "../io/name-file.ts";
import { hintLabel } from "./label.ts";

/** The result of `work`; an error that the image or the mask is to blame for gets that file's name. */
export async function namingInputs<T>(
  paths: { readonly image: string; readonly mask: string },
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    switch (error.code) {
      case "geometry-mismatch":
      case "empty-mask":
      case "invalid-mask":
        throw nameFile(paths.mask, hintLabel(error));
      case "invalid-intensity":
      case "discretisation":
        throw nameFile(paths.image, error);
      default:
        throw error;
    }
  }
}
