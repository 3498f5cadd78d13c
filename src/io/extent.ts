import { VoxomicsError } from "../messages/errors.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { counted } from "../messages/phrases.ts";
import type { ByteReader } from "./byte-reader.ts";
import { invalidFile } from "./invalid-file.ts";

/** Where the voxels lie in a file. */
export interface Extent {
  /** Name of the format, for messages. */
  readonly format: string;
  /** First byte of the voxels. */
  readonly start: number;
  /** In bytes. */
  readonly length: number;
  /** The voxels in words, for messages: `4 x 4 x 2 voxels of type int16 from byte 352`. */
  readonly text: string;
  /** The part of the voxels that is read, by default all; in bytes, counted from `start`. */
  readonly part?: { readonly start: number; readonly length: number };
}

/** The voxels of a file as they are stored. */
export interface Stored {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many bytes follow the voxels; out of gzip they are only counted up to `mostCounted`. */
  readonly behind: number;
}

/**
 * Reads the bytes of voxels, all of which must be there, and counts those that follow.
 *
 * No memory is allocated for more bytes than the file can hold.
 *
 * @param target memory for the bytes; without it, new memory is allocated
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

/** How many bytes after the voxels are counted at most where they come out of gzip. */
export const mostCounted = 1 << 20;

/** The note that a file has `count` bytes after its voxels; empty for none. */
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

/** Allocates memory for voxels. @throws VoxomicsError `too-large` */
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
