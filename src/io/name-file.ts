import { VoxomicsError } from "../messages/errors.ts";

/** An error with the file that it is about in front of its message. */
export function nameFile(path: string, error: VoxomicsError): VoxomicsError {
  const details = { ...error.details, path };
  return new VoxomicsError(error.code, `${path}: ${error.message}`, details, { cause: error });
}

/**
 * The result of `work`; a VoxomicsError that it throws gets the file's name, unless it names a file
 * already or this one has no name.
 */
export async function namingFile<T>(path: string | null, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const nameless = error instanceof VoxomicsError && error.details.path === undefined;
    throw nameless && path !== null ? nameFile(path, error) : error;
  }
}
