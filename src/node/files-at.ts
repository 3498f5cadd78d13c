import { open, readdir, realpath, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { Files } from "../io/files.ts";
import { formatOf, headLength } from "../io/format.ts";
import { isGzip } from "../io/gzip.ts";
import { innerPath } from "../io/inner-path.ts";
import { invalidFile } from "../io/invalid-file.ts";
import { namingFile } from "../io/name-file.ts";
import type { Source } from "../io/source.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { quoted } from "../messages/phrases.ts";
import { fileError } from "./file-error.ts";
import { type ContentOptions, readInput } from "./read-input.ts";

/** A folder with more files is refused: no series has so many, so it was probably given by mistake. */
const mostFiles = 100_000;

/** Files of more bytes together are refused: they cannot be read at once. */
const mostBytes = 2 ** 33;

/**
 * The file at a path, or the files of known formats in a folder and its subfolders. Hidden files and folders
 * are skipped, and links to folders are not followed.
 *
 * @throws VoxomicsError `invalid-file` if the path does not exist, cannot be read, or is a device or (without
 *   `pipes`) a pipe; `unsupported-format` for a folder without a file of a known format; `too-large` for
 *   a folder of more than 8 GB
 */
export async function filesAt(
  path: string,
  { pipes = false, later = false }: ContentOptions = {},
): Promise<Files> {
  const folder = await isFolder(path);
  const sources = folder
    ? await knownFiles(path, { later })
    : [await sourceAt(path, { pipes, later })];
  return {
    sources,
    beside:
      ({ name }) =>
      (named) =>
        sourceBeside(name ?? path, named),
  };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw fileError(path, cause);
  }
}

async function sourceAt(path: string, options: ContentOptions = {}): Promise<Source> {
  return { name: path, input: await readInput(path, options) };
}

async function knownFiles(folder: string, options: ContentOptions): Promise<readonly Source[]> {
  const sources: Source[] = [];
  const pictures: KnownFile[] = [];
  let bytes = 0;
  const take = async ({ path, size }: KnownFile) => {
    bytes += size;
    if (bytes > mostBytes) {
      throw new VoxomicsError(
        "too-large",
        `${folder}: its files have more than ${mostBytes} bytes together, expected those of one volume`,
        { path: folder },
      );
    }
    sources.push(await sourceAt(path, options));
  };
  for await (const path of filesBelow(folder, { count: 0 })) {
    const known = await ifKnown(path);
    if (known?.isPicture === true) pictures.push(known);
    else if (known !== null) await take(known);
  }
  // beside files of other formats they would be left out
  if (sources.length === 0) for (const picture of pictures) await take(picture);
  if (sources.length > 0) return sources;
  throw new VoxomicsError(
    "unsupported-format",
    `${folder}: no reader knows any file in this folder`,
    {
      path: folder,
    },
  );
}

/**
 * The paths of the files in a folder and its subfolders, in the order of their names.
 *
 * @param seen counts the files over all folders
 */
export async function* filesBelow(folder: string, seen: { count: number }): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
    throw fileError(folder, cause, "folder");
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* filesBelow(path, seen);
      continue;
    }
    if (++seen.count > mostFiles) {
      throw invalidFile(`${folder}: holds more than ${mostFiles} files with those around it`, {
        path: folder,
      });
    }
    yield path;
  }
}

/** A file of a known format. */
interface KnownFile {
  readonly path: string;
  readonly size: number;
  readonly isPicture: boolean;
}

/** A file whose first bytes are those of a known format; null for any other file. */
async function ifKnown(path: string): Promise<KnownFile | null> {
  try {
    const status = await stat(path);
    if (!status.isFile()) return null;
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(headLength), 0, headLength, 0);
      const head = buffer.subarray(0, bytesRead);
      const format = formatOf(head);
      if (format === undefined && !isGzip(head)) return null;
      return { path, size: status.size, isPicture: format?.isPicture === true };
    } finally {
      await file.close();
    }
  } catch (cause) {
    // a broken link is not a file
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw fileError(path, cause);
  }
}

/**
 * A file that the file `from` names. It must lie in the folder of `from` or below, not reached by a
 * link out of it.
 */
async function sourceBeside(from: string, named: string): Promise<Source> {
  return namingFile(from, async () => {
    const folder = dirname(from);
    const path = join(folder, ...innerPath(named));
    const [inner, outer] = await Promise.all([realpath(path), realpath(folder)]).catch((cause) => {
      if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw fileError(path, cause);
      throw invalidFile(`its voxels are in the file ${quoted(named)}: no such file`, { named });
    });
    const way = relative(outer, inner);
    if (way === ".." || way.startsWith(`..${sep}`)) {
      throw invalidFile(
        `it names the file ${quoted(named)}, a link that leads out of its folder; expected a file in it or below`,
        { named },
      );
    }
    if (!(await stat(inner)).isFile()) {
      throw invalidFile(`it names ${quoted(named)}, expected the name of a file`, { named });
    }
    return sourceAt(path);
  });
}
