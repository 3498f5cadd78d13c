import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { VoxomicsError } from "../messages/errors.ts";
import { shownPath } from "./file-error.ts";

/**
 * The file that writing to a path is about: where a link leads to, if it leads to something.
 *
 * @throws VoxomicsError `invalid-file` for a device, a pipe or a socket, whose name must not be
 *   given to a file.
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
