import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { VoxomicsError } from "../messages/errors.ts";
import { fileError, shownPath } from "./file-error.ts";

/**
 * Makes a folder, and the folders above it, if they do not exist.
 *
 * @throws VoxomicsError `invalid-file`, with what keeps the folder from being made
 */
export async function makeFolder(path: string): Promise<void> {
  const missing = await missingFolders(resolve(path));
  try {
    for (const folder of missing) await mkdir(folder).catch(unlessThere);
    // throws if a file has this name
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
 * The folders that have to be made, the outermost first.
 *
 * Node's recursive `mkdir` is not used: it never returns on file systems that allow no folder (/proc).
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
 * Why the nearest existing folder allows no new one: no permission, or a read-only file system, which Node
 * reports as ENOENT. null if it allows one.
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
