import { VoxomicsError } from "../errors.ts";
import type { ByteReader } from "./byte-reader.ts";
import { invalidFile } from "./invalid-file.ts";

/** Where the voxels lie in a file, in bytes, and in words. */
export interface Extent {
  readonly format: string;
  readonly start: number;
  readonly length: number;
  readonly text: string;
}

/**
 * Reads the voxels' bytes, which must reach exactly to the end of the file.
 *
 * No memory is taken for more bytes than the file can hold.
 *
 * @param target where they go, if there is a place already
 * @throws VoxomicsError `invalid-file` for another number of bytes, `too-large` without memory
 */
export async function readToEnd(
  bytes: ByteReader,
  extent: Extent,
  target?: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { gzip, capacity } = bytes;
  const end = extent.start + extent.length;
  if (end > capacity) throw wrongLength(bytes, extent, `${gzip ? "at most " : ""}${capacity}`);
  const stored = target ?? allocate(extent);
  await bytes.skipTo(extent.start);
  await bytes.read(stored);
  if (bytes.position < end) throw wrongLength(bytes, extent, `${bytes.position}`);
  if (!gzip && end < capacity) throw wrongLength(bytes, extent, `${capacity}`);
  // what follows is counted, up to a limit, and not kept
  await bytes.skipTo(end + trailingLimit);
  const more = bytes.position - end;
  if (more > 0) {
    throw wrongLength(bytes, extent, `${more < trailingLimit ? "" : "at least "}${bytes.position}`);
  }
  return stored;
}

/** How many bytes behind the voxels are counted. */
const trailingLimit = 1 << 20;

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
