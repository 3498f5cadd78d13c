import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { VoxomicsError } from "../messages/errors.ts";
import { shownPath } from "./file-error.ts";

/**
 * The file that a path stands for when it is written: the target of a link, else the path itself.
 *
 * @throws VoxomicsError `invalid-file` for a device, a pipe or a socket, which must not be replaced by a
 *   file
 */
export async function outputTarget(path: string): Promise<string> {
  const target = await realpath(path).catch(() => resolve(path));
  const existing = await stat(target).catch(() => null);
  if (existing !== null && !existing.isFile() && !existing.isDirectory()) {
    throw new VoxomicsError("invalid-file", `${shownPath(path)}: is a device, expected a file`, {
      path,
    });
  }
  return target;
}
