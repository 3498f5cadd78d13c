import { type FileHandle, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { VoxomicsError } from "../messages/errors.ts";
import { fileError } from "../node/file-error.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { readLine, sealedLine } from "./journal-line.ts";

/** A line of a journal. */
export interface JournalEntry {
  readonly key: string;
}

/** Lines that are on the disk before anything else is done about them. */
export interface Journal<E extends JournalEntry> {
  /** The last entry of each key. */
  readonly entries: ReadonlyMap<string, E>;
  /** How many lines were taken out of the journal when it was opened. */
  readonly removed: RemovedLines;
  /** Writes an entry and waits until it is on the disk. After one that failed no other is written. */
  append(entry: E): Promise<void>;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

/** Lines whose content is not to be trusted. */
export interface RemovedLines {
  /** Lines that are no JSON, have another sum than their content, or are not sound. */
  readonly damaged: number;
  /** Lines without a sum: an older version wrote them. */
  readonly unsealed: number;
  /** The file that they were put into. */
  readonly path: string;
}

export interface JournalOptions<E extends JournalEntry> {
  /**
   * Looks at the entries, and at those without a sum, before anything is written: what it throws leaves
   * the file as it is.
   */
  readonly accept?: (entries: ReadonlyMap<string, E>, unsealed: ReadonlyMap<string, E>) => void;
  /** Whether an entry holds what its readers expect; one that does not counts as damaged. Default: all do. */
  readonly isSound?: (entry: E) => boolean;
  /** Awaited before each entry: what it throws keeps the entry from being written. */
  readonly mayWrite?: () => Promise<void>;
}

/**
 * Opens a journal, JSON a line, or begins one.
 *
 * Entries are taken as they read back from JSON, so that a run that goes on has the very values of
 * one that was never interrupted. A last line without its end was cut off in the middle and is
 * dropped. Every line has a sum of its bytes; lines that are damaged, and lines without a sum, are put
 * into `journal.damaged.jsonl` beside it, and count as never written.
 *
 * @throws VoxomicsError `invalid-file` if it cannot be opened or written, or is no journal at all
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

/** The entries of a journal, the numbers of its lines that are not to be trusted, and its length. */
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

/** Puts lines of a journal into another file; they are there before they are missing here. */
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

/** Reads a file line by line, as far as lines have an end: it may be longer than the longest string. */
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
      // half a line may be there; where it cannot be cut off, the next run drops it
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
      last = written.catch(() => {}); // whoever appended it is told
      return written;
    },
    async close() {
      await last;
      await file.close();
    },
  };
}

/** A new file is there after a power cut only if its folder is on the disk too. */
async function syncFolder(path: string): Promise<void> {
  // folders cannot be opened everywhere, and some file systems refuse to sync them
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
