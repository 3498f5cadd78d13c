import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import { VoxomicsError } from "../messages/errors.ts";
import { fileError } from "../node/file-error.ts";
import { checkInput } from "../node/read-input.ts";

/** The files of an image or mask when it was read: how many, how large, and their checksum. */
export interface InputSum {
  /** The path as the manifest spells it. */
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  /**
   * SHA-256 of the file's bytes, in hexadecimal. For a folder: of the names, lengths and bytes of its
   * files, in the order of their names.
   */
  readonly sha256: string;
}

interface InputFile {
  readonly path: string;
  /** Path relative to the input's folder, with slashes; empty for a single file. */
  readonly name: string;
  readonly bytes: number;
  /** Time of the last change, in ms since 1970. */
  readonly modified: number;
}

/**
 * A short hash of the names, sizes and times of an input's files: a cheap way to see whether the input
 * has changed. null if the input does not exist.
 */
export async function inputStamp(path: string): Promise<string | null> {
  const files = await filesOf(path).catch(() => null);
  if (files === null) return null;
  const hash = createHash("sha256");
  for (const { name, bytes, modified } of files) hash.update(`${name}\0${bytes}\0${modified}\n`);
  return hash.digest("hex").slice(0, 16);
}

/**
 * The SHA-256 of a file or folder.
 *
 * @param shown the path as messages and records show it
 * @throws VoxomicsError `invalid-file` if it cannot be read
 */
export async function sumInput(path: string, shown: string): Promise<InputSum> {
  try {
    const files = await filesOf(path);
    const hash = createHash("sha256");
    for (const file of files) {
      if (files.length > 1 || file.path !== path) hash.update(`${file.name}\0${file.bytes}\0`);
      await addTo(hash, file.path);
    }
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    return { path: shown, files: files.length, bytes, sha256: hash.digest("hex") };
  } catch (cause) {
    throw cause instanceof VoxomicsError ? cause : fileError(shown, cause);
  }
}

async function addTo(hash: Hash, path: string): Promise<void> {
  await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) hash.update(chunk);
  });
}

/** Why a case cannot be read from a pipe. */
const twice =
  "a cohort reads it twice, for its sum and for its voxels: write what comes out of the pipe to a file";

/** The file itself; for a folder, the files in it and in its subfolders by name, without hidden ones. */
async function filesOf(path: string): Promise<InputFile[]> {
  const at = await checkInput(path, { twice });
  if (!at.isDirectory()) return [{ path, name: "", bytes: at.size, modified: at.mtimeMs }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        const { size, mtimeMs } = await stat(file);
        const name = relative(path, file).replaceAll("\\", "/");
        return { path: file, name, bytes: size, modified: mtimeMs };
      }),
  );
  return files
    .filter(({ name }) => !name.split("/").some((part) => part.startsWith(".")))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
