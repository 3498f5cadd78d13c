import { readFile as readBytesOf } from "node:fs/promises";
import { namingFile } from "../io/name-file.ts";
import { type DescribedVolume, read, readDescribed } from "../io/read.ts";
import type { ReadOptions } from "../io/read-options.ts";
import type { Volume } from "../volume/volume.ts";
import { fileError } from "./file-error.ts";

/**
 * Reads a volume from a file of any known format, as `read` of `voxomics/io` does from bytes.
 *
 * @throws VoxomicsError as `read` does, and `invalid-file` if the file cannot be opened; the
 *   message starts with the path.
 */
export async function readFile(path: string, options: ReadOptions = {}): Promise<Volume> {
  const bytes = await readBytes(path);
  return namingFile(path, () => read(bytes, options));
}

/** Reads a volume as `readFile` does and reports what the file says about itself. */
export async function readFileDescribed(path: string): Promise<DescribedVolume> {
  const bytes = await readBytes(path);
  return namingFile(path, () => readDescribed(bytes));
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readBytesOf(path);
  } catch (cause) {
    throw fileError(path, cause);
  }
}
