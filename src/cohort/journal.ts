import { type FileHandle, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { VoxomicsError } from "../messages/errors.ts";
import { fileError } from "../node/file-error.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { type JournalEntry, readLine, sealedLine } from "./journal-line.ts";

/** A file of entries, one a line. An entry counts only once its line is on the disk. */
export interface Journal<E extends JournalEntry> {
  /** The last entry of each key. */
  readonly entries: ReadonlyMap<string, E>;
  /** How many lines were taken out of the journal when it was opened. */
  readonly removed: RemovedLines;
  /** Writes an entry and waits until it is on the disk. After a failed write every further one fails. */
  append(entry: E): Promise<void>;
  /** Waits for the entries that are being written, and closes the file. */
  close(): Promise<void>;
}

/** How many lines were taken out of a journal because their content cannot be trusted. */
export interface RemovedLines {
  /** Lines that are no JSON, do not match their checksum, or lack a field that readers need. */
  readonly damaged: number;
  /** Lines without a checksum: an older version wrote them. */
  readonly unsealed: number;
  /** The file that the lines were moved to. */
  readonly path: string;
}

export interface JournalOptions<E extends JournalEntry> {
  /**
   * Called with the entries, and with those without a checksum, before anything is written. If it
   * throws, the file stays as it is.
   */
  readonly accept?: (entries: ReadonlyMap<string, E>, unsealed: ReadonlyMap<string, E>) => void;
  /**
   * Whether an entry has the fields that its readers need; other entries count as damaged. Default: all
   * have.
   */
  readonly isSound?: (entry: E) => boolean;
  /** Awaited before each entry is written. If it throws, the entry is not written. */
  readonly mayWrite?: () => Promise<void>;
}

/**
 * Opens a journal, a file with one JSON object a line, or begins a new one.
 *
 * New entries, too, are kept as they read back from JSON, so that a run that was interrupted and
 * continued has exactly the values of one that was not. A last line without a line break was cut off
 * while it was written, and is dropped. Every line has a checksum. Lines that do not match theirs, and
 * lines without one, are moved to `journal.damaged.jsonl` in the same folder and count as never written.
 *
 * @throws VoxomicsError `invalid-file` if the file cannot be opened or written, or is no journal
 */
export async function openJournal<E extends JournalEntry>(
  path: string,
  { accept, isSound = () => true, mayWrite = async () => {} }: JournalOptions<E> = {},
): Promise<Journal<E>> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "a+");
    const { entries, unsealed, bad, whole } = await readEntries(file, path, isSound);
    accept?.(entries, unsealed);
    const beside = join(dirname(path), "journal.damaged.jsonl");
    if (bad.size > 0) {
      await moveLines(file, path, bad, beside);
      await file.close();
      file = await open(path, "a+");
    }
    const { size } = await file.stat();
    const length = bad.size > 0 ? size : whole;
    await file.truncate(length);
    await file.datasync();
    await syncFolder(dirname(path));
    const damaged = [...bad.values()].filter((kind) => kind === "damaged").length;
    const removed = { damaged, unsealed: bad.size - damaged, path: beside };
    return { removed, ...writer(path, file, length, entries, mayWrite) };
  } catch (cause) {
    await file?.close().catch(() => {});
    throw cause instanceof VoxomicsError ? cause : fileError(path, cause);
  }
}

/** What `readJournal` finds. */
export interface ReadJournal<E extends JournalEntry> {
  /** The last entry of each key. */
  readonly entries: ReadonlyMap<string, E>;
  /** The numbers, from 1, of lines whose content cannot be trusted. */
  readonly bad: readonly number[];
}

/**
 * Reads a journal and changes nothing; null if there is no such file. A last line that was cut off is left out.
 *
 * @throws VoxomicsError `invalid-file` if the file cannot be read, or is no journal
 */
export async function readJournal<E extends JournalEntry>(
  path: string,
  isSound: (entry: E) => boolean,
): Promise<ReadJournal<E> | null> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    const { entries, bad } = await readEntries(file, path, isSound);
    return { entries, bad: [...bad.keys()] };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw cause instanceof VoxomicsError ? cause : fileError(path, cause);
  } finally {
    await file?.close().catch(() => {});
  }
}

/**
 * The entries of a journal, those without a checksum, the numbers of the lines that cannot be trusted,
 * and the length in bytes of all complete lines.
 */
async function readEntries<E extends JournalEntry>(
  file: FileHandle,
  path: string,
  isSound: (entry: E) => boolean,
) {
  const entries = new Map<string, E>();
  const unsealed = new Map<string, E>();
  const bad = new Map<number, "damaged" | "unsealed">();
  let whole = 0;
  let own = false;
  for await (const { line, number } of linesOf(file)) {
    const read = readLine<E>(line);
    if (read.is !== "sound") bad.set(number, read.is);
    else if (isSound(read.entry)) entries.set(read.entry.key, read.entry);
    else bad.set(number, "damaged");
    if (read.is === "unsealed") unsealed.set(read.entry.key, read.entry);
    own ||= line.includes('"key":') || line.includes('"sum":');
    whole += line.length + 1;
  }
  if (bad.size > 0 && !own) {
    throw new VoxomicsError(
      "invalid-file",
      `${path}: found a file without an entry of a cohort's journal, expected a journal; choose another folder`,
      { path },
    );
  }
  return { entries, unsealed, bad, whole };
}

/** Moves lines of a journal to another file. They are on the disk there before they are removed here. */
async function moveLines(
  file: FileHandle,
  path: string,
  bad: ReadonlyMap<number, unknown>,
  to: string,
): Promise<void> {
  const lines = async function* (wanted: boolean) {
    for await (const { line, number } of linesOf(file)) {
      if (bad.has(number) === wanted) yield Buffer.concat([line, Buffer.of(lineEnd)]);
    }
  };
  const beside = await open(to, "a").catch((cause) => {
    throw fileError(to, cause);
  });
  try {
    for await (const line of lines(true)) await beside.appendFile(line);
    await beside.datasync();
  } catch (cause) {
    throw fileError(to, cause);
  } finally {
    await beside.close();
  }
  await writeFileAtomic(path, lines(false));
}

/**
 * The lines of a file that end in a line break, without it. Read in pieces, since a journal may be longer
 * than the longest string.
 */
async function* linesOf(file: FileHandle) {
  let number = 0;
  let rest: Buffer[] = [];
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) {
    let from = 0;
    for (let to = chunk.indexOf(lineEnd); to >= 0; to = chunk.indexOf(lineEnd, from)) {
      yield { line: Buffer.concat([...rest, chunk.subarray(from, to)]), number: ++number };
      from = to + 1;
      rest = [];
    }
    rest.push(chunk.subarray(from));
  }
}

const lineEnd = 0x0a;

function writer<E extends JournalEntry>(
  path: string,
  file: FileHandle,
  length: number,
  entries: Map<string, E>,
  mayWrite: () => Promise<void>,
): Pick<Journal<E>, "entries" | "append" | "close"> {
  let last: Promise<void> = Promise.resolve();
  let failure: VoxomicsError | null = null;
  let whole = length;
  const write = async (entry: E) => {
    if (failure !== null) throw failure;
    await mayWrite();
    const line = Buffer.from(`${sealedLine(entry)}\n`);
    try {
      await file.appendFile(line);
      await file.datasync();
    } catch (cause) {
      failure = fileError(path, cause);
      // removes the half of a line that may have been written; if that fails too, the next run drops it
      await file.truncate(whole).catch(() => {});
      throw failure;
    }
    whole += line.length;
    entries.set(entry.key, JSON.parse(JSON.stringify(entry)));
  };
  return {
    entries,
    append(entry) {
      const written = last.then(() => write(entry));
      last = written.catch(() => {}); // the caller of append gets the error
      return written;
    },
    async close() {
      await last;
      await file.close();
    },
  };
}

/** Writes a folder itself to the disk: only then does a new file in it survive a power cut. */
async function syncFolder(path: string): Promise<void> {
  // not every system lets a folder be opened or synced
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
