import { type FileHandle, open } from "node:fs/promises";
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
  try {
    const file = await open(path, "a+");
    const entries = new Map<string, E>();
    const whole = await readLines(file, (line, number) => {
      const entry = parseEntry<E>(line, path, number);
      entries.set(entry.key, entry);
    });
    await file.truncate(whole);
    await file.datasync();
    await syncFolder(dirname(path));
    return writer(path, file, entries);
  } catch (cause) {
    throw cause instanceof VoxomicsError ? cause : fileError(path, cause);
  }
}

/**
 * Reads a file line by line: a journal may be longer than the longest string. Gives the length of
 * the lines that have an end.
 */
async function readLines(
  file: FileHandle,
  take: (line: string, number: number) => void,
): Promise<number> {
  let [whole, number] = [0, 0];
  let rest: Buffer[] = [];
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) {
    let from = 0;
    for (let to = chunk.indexOf(lineEnd); to >= 0; to = chunk.indexOf(lineEnd, from)) {
      const line = Buffer.concat([...rest, chunk.subarray(from, to)]);
      take(line.toString("utf8"), ++number);
      whole += line.length + 1;
      from = to + 1;
      rest = [];
    }
    rest.push(chunk.subarray(from));
  }
  return whole;
}

const lineEnd = 0x0a;

function writer<E extends JournalEntry>(
  path: string,
  file: FileHandle,
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
