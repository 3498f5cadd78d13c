import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { VoxomicsError } from "../messages/errors.ts";
import { fileError, shownPath } from "./file-error.ts";

/**
 * Makes a folder, and those that it lies in, where they are not there.
 *
 * @throws VoxomicsError `invalid-file`, with what keeps the folder from being made
 */
export async function makeFolder(path: string): Promise<void> {
  const missing = await missingFolders(resolve(path));
  try {
    for (const folder of missing) await mkdir(folder).catch(unlessThere);
    // says what is wrong where a file has the name of a folder
    if (missing.length === 0) await mkdir(path, { recursive: true });
  } catch (cause) {
    const reason = await obstacle(path, cause);
    const { code } = cause as NodeJS.ErrnoException;
    if (reason !== null || code !== "ENOENT") throw fileError(path, reason ?? cause);
    const message = `${shownPath(path)}: no folder can be made there`;
    throw new VoxomicsError("invalid-file", message, { path, code }, { cause });
  }
}

/**
 * The folders that are to be made, the outermost first.
 *
 * Node makes them all by itself, but never ends where a file system lets none be made (/proc).
 */
async function missingFolders(path: string): Promise<readonly string[]> {
  const isThere = await stat(path).then(() => true, () => false); // biome-ignore format: one line
  return isThere || dirname(path) === path ? [] : [...(await missingFolders(dirname(path))), path];
}

/** Another process may have made a folder in the meantime. */
function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

/**
 * Why no folder can be made in the nearest one that is there: a read-only file system, for which Node says
 * that there is no such file, or no permission. null if one can.
 */
async function obstacle(path: string, cause: unknown): Promise<unknown> {
  if ((cause as NodeJS.ErrnoException).code !== "ENOENT") return null;
  const whole = resolve(path);
  for (let at = dirname(whole), below = whole; at !== below; [below, at] = [at, dirname(at)]) {
    try {
      await access(at, constants.W_OK);
      return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") return error;
    }
  }
  return null;
}
