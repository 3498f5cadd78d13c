import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { open, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { checkArgument } from "../schema/check-argument.ts";
import { fileError } from "./file-error.ts";
import { onTermination } from "./on-termination.ts";
import { outputTarget } from "./output-target.ts";

/**
 * Writes a file so that nobody ever sees a part of it: under a temporary name in the same folder first, synced
 * to the disk, then renamed. If the path is a link, its target is written. A failure or Ctrl-C leaves no
 * temporary file.
 *
 * @throws VoxomicsError `invalid-file` if the file cannot be written
 *
 * @example
 * ```ts
 * import { extract, toLongCsv, writeFileAtomic } from "voxomics/node";
 *
 * await writeFileAtomic("features.csv", toLongCsv(extract(image, mask).features));
 * ```
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  checkArgument(path, "path", "text");
  const isStream = typeof data === "object" && data !== null && Symbol.asyncIterator in data;
  if (typeof data !== "string" && !isStream) checkArgument(data, "data", "view");
  const target = await outputTarget(path);
  const temporary = join(dirname(target), temporaryName(basename(target)));
  const callOff = onTermination(() => rmSync(temporary, { force: true }));
  try {
    // wx: fails if a file of this name exists, which is not ours
    const file = await open(temporary, "wx");
    try {
      await writeFile(file, data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw fileError(path, cause);
  } finally {
    callOff();
  }
}

function temporaryName(name: string): string {
  return `.${name}.${randomUUID()}.tmp`;
}

/** Whether `name` is a temporary file of the file `of`, left behind when the process was killed. */
export function isTemporary(name: string, of: string): boolean {
  const [start, end] = [`.${of}.`, ".tmp"];
  const id = name.slice(start.length, -end.length);
  return name.startsWith(start) && name.endsWith(end) && /^[0-9a-f-]{36}$/.test(id);
}
