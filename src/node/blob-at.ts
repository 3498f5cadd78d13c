import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { fileError } from "./file-error.ts";

/** Opens a file; null if the path is not a file but a pipe, say, or a broken link. */
export async function blobAt(path: string): Promise<Blob | null> {
  try {
    return (await stat(path)).isFile() ? await openAsBlob(path) : null;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw fileError(path, cause);
  }
}
