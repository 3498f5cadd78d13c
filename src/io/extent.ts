import { VoxomicsError } from "../messages/errors.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { counted } from "../messages/phrases.ts";
import type { ByteReader } from "./byte-reader.ts";
import { invalidFile } from "./invalid-file.ts";

/** Where the voxels lie in a file, in bytes, and in words. */
export interface Extent {
  readonly format: string;
  readonly start: number;
  readonly length: number;
  readonly text: string;
  /** The part of it that is read, by default all: where it starts from there, and its length. */
  readonly part?: { readonly start: number; readonly length: number };
}

/** Bytes out of a file, and how many follow them. */
export interface Stored {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly behind: number;
}

/**
 * Reads the voxels' bytes, all of which must be there. Bytes behind them are counted, up to a limit, and
 * not kept.
 *
 * No memory is taken for more bytes than the file can hold.
 *
 * @param target where they go, if there is a place already
 * @throws VoxomicsError `invalid-file` for fewer bytes, `too-large` without memory
 */
export async function readToEnd(
  bytes: ByteReader,
  extent: Extent,
  target?: Uint8Array<ArrayBuffer>,
): Promise<Stored> {
  const { gzip, capacity } = bytes;
  const { part = { start: 0, length: extent.length } } = extent;
  const end = extent.start + extent.length;
  if (end > capacity) throw wrongLength(bytes, extent, `${gzip ? "at most " : ""}${capacity}`);
  const stored = target ?? allocate({ ...extent, length: part.length });
  await bytes.skipTo(extent.start + part.start);
  await bytes.read(stored);
  await bytes.skipTo(end);
  if (bytes.position < end) throw wrongLength(bytes, extent, `${bytes.position}`);
  if (!gzip) return { bytes: stored, behind: capacity - end };
  await bytes.skipTo(end + mostCounted);
  return { bytes: stored, behind: bytes.position - end };
}

/** How many bytes behind the voxels are counted where they come out of gzip. */
export const mostCounted = 1 << 20;

/** What is said of bytes behind the voxels; nothing if there are none. */
export function behindNotes(count: number, { length, text }: Extent): readonly Note[] {
  if (count === 0) return [];
  const following = count === mostCounted ? `at least ${count} bytes` : counted(count, "byte");
  return [
    noteOf(
      "bytes-left-out",
      `${following} behind the voxels were left out: the header asks for ${length} (${text})`,
      { count },
    ),
  ];
}

function wrongLength({ gzip }: ByteReader, { format, start, length, text }: Extent, found: string) {
  return invalidFile(
    `${format} file has the wrong length${gzip ? " out of gzip" : ""}: found ${found} bytes, ` +
      `expected ${start + length} (${text})`,
    { found, expected: start + length },
  );
}

/** Memory for an extent. */
export function allocate({
  length,
  text,
}: Pick<Extent, "length" | "text">): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(length);
  } catch (cause) {
    throw new VoxomicsError(
      "too-large",
      `no memory for ${length} bytes: ${text}`,
      { expected: length },
      { cause },
    );
  }
}
