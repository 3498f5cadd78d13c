import { quoted } from "../messages/phrases.ts";
import { invalidFile } from "./invalid-file.ts";

/**
 * The parts of a relative path by which a file names another one in its own folder or below.
 *
 * @throws VoxomicsError `invalid-file` for a path that leaves the folder: an address, an absolute
 *   path, one that goes up
 */
export function innerPath(path: string): readonly string[] {
  const parts = path.split(/[\\/]/).filter((part) => part !== ".");
  const problem = problemOf(path, parts);
  if (problem === null) return parts.filter((part) => part !== "");
  throw invalidFile(
    `it names the file ${quoted(path)}, which ${problem}; expected one in its own folder or below`,
    { named: path },
  );
}

function problemOf(path: string, parts: readonly string[]): string | null {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(path)) return "is an address";
  if (/^[\\/]|^[a-z]:/i.test(path)) return "is an absolute path";
  if (parts.includes("..")) return "goes up out of its folder";
  if (path.includes("\0") || parts.every((part) => part === "")) return "is no path";
  return null;
}
