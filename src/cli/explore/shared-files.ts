import { stat } from "node:fs/promises";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { VoxomicsError } from "../../messages/errors.ts";
import { fileError } from "../../node/file-error.ts";
import { filesBelow } from "../../node/files-at.ts";

/** A file that the page may read. */
export interface SharedFile {
  readonly path: string;
  /** What the page calls the file: its name, or its path from the folder that was named. */
  readonly name: string;
  readonly bytes: number;
}

/** Endings of the files that hold the voxels of a header, by the ending of the header. */
const besides: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.hdr$/i, [".img", ".img.gz"]],
  [/\.mhd$/i, [".raw", ".zraw", ".raw.gz"]],
  [/\.nhdr$/i, [".raw", ".raw.gz", ".raw.bz2"]],
];

/**
 * The files at paths: those that are named, all files in folders that are named, and voxels beside a header.
 *
 * @throws VoxomicsError `invalid-file` for a path that does not exist, cannot be read or is a device, and for
 *   a folder without files
 */
export async function sharedFiles(paths: readonly string[]): Promise<readonly SharedFile[]> {
  const found = new Map<string, SharedFile>();
  for (const path of paths) {
    const status = await statusOf(path);
    if (status.isDirectory()) {
      const from = dirname(resolve(path));
      let files = 0;
      for await (const inside of filesBelow(path, { count: 0 })) {
        files++;
        await share(inside, relative(from, resolve(inside)).split(sep).join("/"), found);
      }
      if (files === 0) {
        const message = `${path}: the folder holds no file`;
        throw new VoxomicsError("invalid-file", message, { path });
      }
    } else if (status.isFile()) {
      await share(path, basename(path), found);
      for (const beside of besidesOf(path)) await share(beside, basename(beside), found);
    } else {
      const message = `${path}: is a device or a pipe, expected a file or a folder`;
      throw new VoxomicsError("invalid-file", message, { path });
    }
  }
  return [...found.values()];
}

async function statusOf(path: string) {
  try {
    return await stat(path);
  } catch (cause) {
    throw fileError(path, cause);
  }
}

/** Adds a file, unless it is not there or no file. */
async function share(path: string, name: string, found: Map<string, SharedFile>): Promise<void> {
  const status = await stat(path).catch(() => null);
  if (status?.isFile()) found.set(resolve(path), { path, name, bytes: status.size });
}

function besidesOf(path: string): readonly string[] {
  return besides.flatMap(([ending, others]) =>
    ending.test(path) ? others.map((other) => path.replace(ending, other)) : [],
  );
}
