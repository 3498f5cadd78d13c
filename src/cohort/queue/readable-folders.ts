import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import { fileError } from "../../node/file-error.ts";
import { filesBelow } from "../../node/files-at.ts";

/** A folder that a worker may read, with its path on the coordinator's machine. */
export interface ReadableFolder {
  /** The path of the folder in the coordinator's manifest. */
  readonly from: string;
  /** The path of the folder on this machine. */
  readonly to: string;
}

/** Where files are that a coordinator names. */
export interface Placed {
  /** The path on this machine of a file or folder that the coordinator has at `path`. */
  placeOf(path: string): Promise<string>;
}

/**
 * Finds the files of cases on this machine, and refuses files outside of the folders that the worker may read. A
 * file must lie in one of these folders or below, after all links in its path are followed. For a folder of images, each
 * file in it must.
 *
 * @throws VoxomicsError `invalid-file` if one of the folders does not exist
 */
export async function openFolders(folders: readonly ReadableFolder[]): Promise<Placed> {
  const real = await Promise.all(
    folders.map(({ to }) =>
      realpath(to).catch((cause) => {
        throw fileError(to, cause, "folder");
      }),
    ),
  );
  const isInside = (path: string) => real.some((folder) => isBelow(path, folder));
  const shown = folders.map(({ from }) => from).join(", ");
  return {
    async placeOf(path) {
      const refuse = (what: string) =>
        new Error(
          `${path} ${what}, expected a file below the folders that this worker reads (${shown})`,
        );
      const way = wayOf(path, folders);
      if (way === null) throw refuse("is elsewhere");
      const place = join(way.to, ...way.steps);
      // a header may name a file beside it, so the folder must be allowed as well
      const ends = await Promise.all([place, dirname(place)].map(existing));
      const isRoot = way.steps.length === 0;
      if (!isInside(ends[0]) || !(isRoot || isInside(ends[1]))) throw refuse("leads elsewhere");
      for await (const file of filesIn(place)) {
        if (!isInside(await existing(file))) throw refuse("holds a link that leads elsewhere");
      }
      return place;
    },
  };
}

/** The folder that a path begins with, the longest of several, and the steps from there; null if it is in none. */
function wayOf(
  path: string,
  folders: readonly ReadableFolder[],
): { readonly to: string; readonly steps: readonly string[] } | null {
  const steps = stepsOf(path);
  const ways = folders.flatMap(({ from, to }) => {
    const own = stepsOf(from);
    return own.every((step, n) => step === steps[n])
      ? [{ to, steps: steps.slice(own.length) }]
      : [];
  });
  ways.sort((a, b) => a.steps.length - b.steps.length);
  return ways[0] ?? null;
}

/** The names in a path of any system, without `.` and `..`. */
function stepsOf(path: string): string[] {
  const isOfWindows = /^([A-Za-z]:[\\/]|\\\\)/.test(path);
  // Windows takes the letter of a drive in either case
  const text = isOfWindows
    ? path.replaceAll("\\", "/").replace(/^[a-z]:/, (drive) => drive.toUpperCase())
    : path;
  return posix
    .normalize(text)
    .split("/")
    .filter((step) => step !== "" && step !== ".");
}

/** A path with all links followed, as far as it exists. */
async function existing(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    return above === path ? resolve(path) : join(await existing(above), relative(above, path));
  }
}

/** The files in a folder; none for a file. What cannot be read is refused when the case is read. */
async function* filesIn(path: string): AsyncGenerator<string> {
  try {
    yield* filesBelow(path, { count: 0 });
  } catch {}
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  // on Windows the way to another drive is an absolute path
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
