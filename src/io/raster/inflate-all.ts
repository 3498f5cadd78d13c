import { ByteReader } from "../byte-reader.ts";
import type { ByteSource } from "../byte-source.ts";
import { allocate } from "../extent.ts";
import { largestGzipRatio } from "../gzip.ts";
import { inflated } from "../inflate.ts";
import { invalidFile } from "../invalid-file.ts";

/**
 * Inflates the zlib stream of a picture, which must hold at least `length` bytes and be sound to its end.
 *
 * No memory is allocated for more bytes than the stream can hold.
 *
 * @param parts of the stream, in their order
 * @param where what messages call the stream: `PNG image data`
 * @returns the bytes, and whether more follow
 * @throws VoxomicsError `invalid-file` for a damaged or short stream, `too-large` without memory
 */
export async function inflateAll(
  parts: readonly Uint8Array[],
  length: number,
  where: string,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly more: boolean }> {
  const packed = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > packed * largestGzipRatio) {
    throw invalidFile(
      `${where} is of ${packed} bytes, which cannot hold ${length} of the picture's`,
      {
        found: packed,
        expected: length,
      },
    );
  }
  const bytes = allocate({ length, text: where });
  const reader = new ByteReader(inflated(sourceOf(parts), "deflate"), true, packed);
  try {
    const found = await reader.read(bytes);
    if (found < length) {
      throw invalidFile(`${where} holds ${found} bytes, expected ${length}`, {
        found,
        expected: length,
      });
    }
    // reading on compares the checksum
    const more = (await reader.peek(1)).length > 0;
    return { bytes, more };
  } catch (error) {
    if (isTold(error)) throw error;
    const cause = error as Error;
    const reason = (cause.cause as Error | undefined)?.message ?? cause.message;
    throw invalidFile(`${where} is cut off or damaged (${reason})`, {}, { cause });
  } finally {
    await reader.close();
  }
}

/** Whether an error says already what is wrong: it has no cause in the decompression. */
function isTold(error: unknown): boolean {
  return error instanceof Error && error.cause === undefined;
}

function sourceOf(parts: readonly Uint8Array[]): ByteSource {
  let n = 0;
  return { next: async () => parts[n++], close: async () => {} };
}
