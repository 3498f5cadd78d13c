import { nameFile } from "../io/name-file.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { checkArgument } from "../schema/check-argument.ts";

/** The files of a case, as messages show them. */
export interface CasePaths {
  readonly image: string;
  readonly mask: string;
}

/**
 * The result of `work`; an error that the image or the mask is to blame for gets that file's name, as
 * those of `openCase` have it: `mask.nii.gz: mask is empty after re-segmentation`.
 *
 * @throws VoxomicsError `invalid-argument`, and what `work` throws
 *
 * @example
 * ```ts
 * import { extract, namingInputs, openCase } from "voxomics/node";
 *
 * const { image, regions, paths } = await openCase("ct.nii.gz", "mask.nii.gz");
 * // an error says "mask.nii.gz: mask is empty after re-segmentation"
 * const { features } = await namingInputs(paths, () => extract(image, regions[0].mask()));
 * console.log(features.length);
 * ```
 */
export async function namingInputs<T>(paths: CasePaths, work: () => T | Promise<T>): Promise<T> {
  checkArgument(paths, "paths", { image: "text", mask: "text" });
  checkArgument(work, "work", "function");
  try {
    return await work();
  } catch (error) {
    throw blame(error, paths);
  }
}

/**
 * An error with the name of the file in front that is to blame, unless it names one already.
 *
 * @param title what the region is called, if there are several
 */
export function blame(error: unknown, paths: CasePaths, title: string | null = null): unknown {
  if (!(error instanceof VoxomicsError) || error.details.path !== undefined) return error;
  const named = title === null ? error : titled(error, title);
  switch (error.code) {
    case "geometry-mismatch":
    case "empty-mask":
    case "invalid-mask":
    case "too-small":
      return nameFile(paths.mask, named);
    case "invalid-intensity":
    case "discretisation":
    case "normalisation":
      return nameFile(paths.image, named);
    default:
      return named;
  }
}

function titled(error: VoxomicsError, title: string): VoxomicsError {
  const { code, message, details } = error;
  return new VoxomicsError(code, `${title}: ${message}`, details, { cause: error });
}
