import { VoxomicsError } from "../messages/errors.ts";

/** The same error with the name of a file in front of its message. */
export function nameFile(path: string, error: VoxomicsError): VoxomicsError {
  const details = { ...error.details, path };
  return new VoxomicsError(error.code, `${path}: ${error.message}`, details, { cause: error });
}

/**
 * Runs `work`. A VoxomicsError that it throws gets the name of the file, unless the error names a file
 * already, or the file has no name.
 */
export async function namingFile<T>(path: string | null, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const nameless = error instanceof VoxomicsError && error.details.path === undefined;
    throw nameless && path !== null ? nameFile(path, error) : error;
  }
}
