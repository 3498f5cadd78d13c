import { VoxomicsError } from "../errors.ts";
import { type ByteInput, isBlob, openBytes } from "./byte-reader.ts";
import { joinChunks } from "./join-chunks.ts";

/** A compressed file of more content is not read as a whole: some thousand bytes can claim this much. */
const mostInflated = 2 ** 30;

/**
 * All bytes of a file, out of gzip; those that lie in memory are not copied.
 *
 * @throws VoxomicsError `invalid-file` for an empty file or damaged gzip, `too-large` beyond 1 GiB
 *   out of gzip.
 */
export async function wholeFile(input: ByteInput): Promise<Uint8Array> {
  const bytes = await openBytes(input);
  try {
    if (!bytes.gzip && !isBlob(input)) {
      return ArrayBuffer.isView(input)
        ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
        : new Uint8Array(input);
    }
    const chunks: Uint8Array[] = [];
    const chunkLength = bytes.gzip ? 2 ** 20 : bytes.fileLength;
    while (bytes.position <= mostInflated) {
      const chunk = new Uint8Array(chunkLength);
      const length = await bytes.read(chunk);
      chunks.push(chunk.subarray(0, length));
      if (length < chunkLength || !bytes.gzip) return joinChunks(chunks);
    }
    throw new VoxomicsError(
      "too-large",
      `gzip file of ${bytes.fileLength} bytes holds more than ${mostInflated}, expected at most those`,
      { found: bytes.fileLength, expected: mostInflated },
    );
  } finally {
    await bytes.close();
  }
}
