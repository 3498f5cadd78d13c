import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import { VoxomicsError } from "../messages/errors.ts";
import { fileError } from "../node/file-error.ts";
import { checkInput } from "../node/read-input.ts";

/** What an input of a case consisted of when it was read. */
export interface InputSum {
  /** As the manifest has it. */
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  /** Of the file; of a folder, of the names and contents of its files in the order of the names. */
  readonly sha256: string;
}

interface InputFile {
  readonly path: string;
  /** In the folder, with slashes. */
  readonly name: string;
  readonly bytes: number;
  readonly modified: number;
}

/**
 * What tells cheaply whether an input has changed: sizes and times of its files. null if it is not
 * there.
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

/** Why a case's files are no pipes. */
const twice =
  "a cohort reads it twice, for its sum and for its voxels: write what comes out of the pipe to a file";

/** The file itself, or the files in a folder and its folders, hidden ones left out, by name. */
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
