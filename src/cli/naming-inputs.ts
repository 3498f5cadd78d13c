import { nameFile } from "../io/name-file.ts";
import { VoxomicsError } from "../messages/errors.ts";

/** The result of `work`; an error that the image or the mask is to blame for gets that file's name. */
export async function namingInputs<T>(
  paths: { readonly image: string; readonly mask: string },
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw blame(error, paths);
  }
}

/**
 * An error with the name of the file in front that is to blame, unless it has one already, and with
 * the option that would help.
 *
 * @param title what the region is called, if there are several
 */
export function blame(
  error: unknown,
  paths: { readonly image: string; readonly mask: string },
  title: string | null = null,
): unknown {
  if (!(error instanceof VoxomicsError)) return error;
  const { code, message, details } = error;
  if (details.path !== undefined) return new VoxomicsError(code, message, details);
  const text = title === null ? message : `${title}: ${message}`;
  const named = new VoxomicsError(code, text, details);
  switch (code) {
    case "geometry-mismatch":
    case "empty-mask":
    case "invalid-mask":
      return nameFile(paths.mask, named);
    case "invalid-intensity":
    case "discretisation":
      return nameFile(paths.image, named);
    default:
      return named;
  }
}
