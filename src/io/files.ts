import { quoted } from "../messages/phrases.ts";
import { innerPath } from "./inner-path.ts";
import { invalidFile } from "./invalid-file.ts";
import { type Beside, type ReadInput, type Source, sourcesOf } from "./source.ts";

/** The files of an input, and how to find other files that they name. */
export interface Files {
  readonly sources: readonly Source[];
  /** Finds a file that `source` names. */
  readonly beside: (source: Source) => Beside;
}

/** The files of an input that may only name files of the same input. */
export function filesOf(input: ReadInput): Files {
  const sources = sourcesOf(input);
  return { sources, beside: (source) => async (path) => findBeside(sources, source, path) };
}

/**
 * The file that another one names by a relative path. Files that came without their folders, as from a
 * browser's dialogue, are found by their names alone.
 */
function findBeside(sources: readonly Source[], from: Source, path: string): Source {
  const parts = innerPath(path);
  const folder = (from.name ?? "").split(/[\\/]/).slice(0, -1);
  const wanted = [...folder, ...parts].join("/");
  const others = sources.filter((source) => source !== from && source.name !== null);
  const found = others.find(({ name }) => normal(name as string) === normal(wanted));
  if (found !== undefined) return found;
  const base = parts[parts.length - 1];
  const flat = others.filter(({ name }) => name === base);
  if (flat.length === 1) return flat[0];
  throw invalidFile(
    `its voxels are in the file ${quoted(path)}, which was not given: read both together, by name`,
    { named: path },
  );
}

function normal(path: string): string {
  const parts = path.split(/[\\/]/);
  return parts.filter((part, n) => part !== "." && (part !== "" || n === 0)).join("/");
}
