import { access, constants, mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileError } from "./file-error.ts";

/**
 * Makes a folder, and those that it lies in, where they are not there.
 *
 * @throws VoxomicsError `invalid-file`, with what keeps the folder from being made
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw fileError(path, (await obstacle(path, cause)) ?? cause);
  }
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
