import { VoxomicsError } from "../messages/errors.ts";

const sentences: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "a part of the path is a file, expected a folder",
  EEXIST: "there is a file of that name",
  EISDIR: "is a folder, expected a file",
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the file system is read-only",
  ENOSPC: "no space left on the device",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in a circle",
  EMFILE: "too many files are open",
  ERR_FS_FILE_TOO_LARGE: "the file is larger than can be read at once (2 GiB)",
};

/** What is said otherwise where a folder was expected. */
const ofFolders: Readonly<Record<string, string>> = {
  ENOENT: "no such folder",
  ENOTDIR: "is a file, expected a folder",
};

/**
 * An error of the operating system as a `VoxomicsError` that names the path. `details.code` is the system's
 * code (`ENOENT` …).
 *
 * @param expected what the path should have been
 */
export function fileError(
  path: string,
  cause: unknown,
  expected: "file" | "folder" = "file",
): VoxomicsError {
  const code = (cause as NodeJS.ErrnoException | null)?.code ?? null;
  const said = expected === "folder" ? { ...sentences, ...ofFolders } : sentences;
  const sentence = (code && said[code]) || `cannot be used: ${String(cause)}`;
  const message = `${shownPath(path)}: ${sentence}`;
  return new VoxomicsError("invalid-file", message, { path, code }, { cause });
}

/** A path as a message shows it; an empty one is shown as "". */
export function shownPath(path: string): string {
  return path === "" ? '""' : path;
}
