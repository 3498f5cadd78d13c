import { VoxomicsError } from "../errors.ts";

/** An error with the file that it is about in front of its message. */
export function nameFile(path: string, error: VoxomicsError): VoxomicsError {
  const details = { ...error.details, path };
  return new VoxomicsError(error.code, `${path}: ${error.message}`, details, { cause: error });
}

/** The result of `work`; a VoxomicsError that it throws gets the file's name. */
export async function namingFile<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof VoxomicsError ? nameFile(path, error) : error;
  }
}
