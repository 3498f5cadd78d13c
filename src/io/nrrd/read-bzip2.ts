import { VoxomicsError } from "../../messages/errors.ts";
import type { ByteReader } from "../byte-reader.ts";
import { unpackBzip2 } from "../bzip2.ts";
import { allocate, type Extent, mostCounted, type Stored } from "../extent.ts";
import { largestGzipRatio } from "../gzip.ts";
import { invalidFile } from "../invalid-file.ts";

/** Bytes that any bzip2 stream may hold. It may hold more only if gzip of the same length could. */
const mostUnpacked = 2 ** 28;

/**
 * Reads values that are compressed by bzip2, after skipping `extent.start` bytes of the content. Memory is
 * allocated as the content comes, up to `extent.length` bytes.
 *
 * @throws VoxomicsError `invalid-file` for a damaged stream or one with fewer bytes, `too-large` for more
 *   content than a stream of this length may hold
 */
export async function readBzip2(bytes: ByteReader, extent: Extent): Promise<Stored> {
  if (bytes.gzip) throw invalidFile("NRRD file: bzip2 within gzip, expected one of both");
  const packed = new Uint8Array(bytes.fileLength - bytes.position);
  await bytes.read(packed);
  const { start, length, text } = extent;
  const most = Math.max(mostUnpacked, packed.length * largestGzipRatio);
  if (start + length > most) {
    throw new VoxomicsError(
      "too-large",
      `NRRD file: ${packed.length} bytes of bzip2 should hold ${start + length}, expected at most ${most} (${text})`,
      { found: start + length, expected: most },
    );
  }
  let stored = allocate({ length: Math.min(length, 1 << 20), text });
  let position = -start;
  unpackBzip2(packed, (value, times) => {
    const from = Math.max(0, position);
    position += times;
    const to = Math.min(length, position);
    if (to > stored.length) stored = grown(stored, Math.min(length, 2 * to), text);
    if (to > from) stored.fill(value, from, to);
    return position < length + mostCounted;
  });
  if (position >= length) {
    return { bytes: stored, behind: Math.min(mostCounted, position - length) };
  }
  throw invalidFile(
    `NRRD file has the wrong length out of bzip2: found ${position + start} bytes, expected ${start + length} (${text})`,
    { found: position + start, expected: start + length },
  );
}

function grown(bytes: Uint8Array, length: number, text: string): Uint8Array<ArrayBuffer> {
  const more = allocate({ length, text });
  more.set(bytes);
  return more;
}
