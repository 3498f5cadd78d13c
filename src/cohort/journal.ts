import { open, readFile, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { VoxomicsError } from "../errors.ts";
import { fileError } from "../node/file-error.ts";

/** A line of a journal. */
export interface JournalEntry {
  readonly key: string;
}

/** Lines that are on the disk before anything else is done about them. */
export interface Journal<E extends JournalEntry> {
  /** The last entry of each key. */
  readonly entries: ReadonlyMap<string, E>;
  /** Writes an entry and waits until it is on the disk. */
  append(entry: E): Promise<void>;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

/**
 * Opens a journal, JSON a line, or begins one.
 *
 * Entries are taken as they read back from JSON, so that a run that goes on has the very values of
 * one that was never interrupted. A last line without its end was cut off in the middle and is
 * dropped.
 *
 * @throws VoxomicsError `invalid-file` if it cannot be opened or written, or holds another line that
 *   is no entry
 */
export async function openJournal<E extends JournalEntry>(path: string): Promise<Journal<E>> {
  const entries = new Map<string, E>();
  const bytes = await readIfThere(path);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  const lines = bytes.subarray(0, whole).toString("utf8").split("\n").slice(0, -1);
  lines.forEach((line, n) => {
    const entry = parseEntry<E>(line, path, n + 1);
    entries.set(entry.key, entry);
  });
  try {
    if (whole < bytes.length) await truncate(path, whole);
    const file = await open(path, "a");
    await syncFolder(dirname(path));
    return writer(path, file, entries);
  } catch (cause) {
    throw fileError(path, cause);
  }
}

function writer<E extends JournalEntry>(
  path: string,
  file: Awaited<ReturnType<typeof open>>,
  entries: Map<string, E>,
): Journal<E> {
  let last: Promise<void> = Promise.resolve();
  const write = async (entry: E) => {
    const line = JSON.stringify(entry);
    try {
      await file.appendFile(`${line}\n`);
      await file.datasync();
    } catch (cause) {
      throw fileError(path, cause);
    }
    entries.set(entry.key, JSON.parse(line));
  };
  return {
    entries,
    append(entry) {
      const written = last.then(() => write(entry));
      last = written.catch(() => {}); // whoever appended it is told
      return written;
    },
    async close() {
      await last;
      await file.close();
    },
  };
}

async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return Buffer.alloc(0);
    throw fileError(path, cause);
  }
}

function parseEntry<E extends JournalEntry>(line: string, path: string, number: number): E {
  try {
    const entry = JSON.parse(line);
    if (typeof entry?.key === "string") return entry;
  } catch {}
  throw new VoxomicsError(
    "invalid-file",
    `${path}: line ${number} is no entry of a cohort's journal; begin anew in another folder`,
    { path, line: number },
  );
}

/** A new file is there after a power cut only if its folder is on the disk too. */
async function syncFolder(path: string): Promise<void> {
  // folders cannot be opened everywhere, and some file systems refuse to sync them
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
