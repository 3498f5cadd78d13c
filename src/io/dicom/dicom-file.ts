import { VoxomicsError } from "../../messages/errors.ts";
import type { DicomDataSet } from "./data-set.ts";

/** A parsed file. */
export interface DicomFile {
  readonly dataSet: DicomDataSet;
  /**
   * What messages call the file: `file 3 of 60`, in the order given; "" for the only one. Its own name is
   * not shown, as it may be a patient's.
   */
  readonly where: string;
}

/** Runs a step on a file; an error's message then says which file it is about. */
export function within<T>(where: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw located(where, error);
  }
}

/** As `within`, for a step that takes time. */
export async function withinAsync<T>(where: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw located(where, error);
  }
}

function located(where: string, error: unknown): unknown {
  if (where === "" || !(error instanceof VoxomicsError)) return error;
  const { code, message, details } = error;
  return new VoxomicsError(code, `${where}: ${message}`, details, { cause: error });
}
