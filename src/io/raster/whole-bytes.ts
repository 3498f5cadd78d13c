import { VoxomicsError } from "../../messages/errors.ts";
import type { ByteReader } from "../byte-reader.ts";

/** Most bytes that a picture may have out of gzip, whose length is not known before. */
const mostInflated = 2 ** 30;

/**
 * All bytes of a picture, from its first on.
 *
 * @throws VoxomicsError `invalid-file` for damaged gzip, `too-large` beyond 1 GiB out of gzip
 */
export async function wholeBytes(bytes: ByteReader): Promise<Uint8Array<ArrayBuffer>> {
  if (!bytes.gzip) {
    const whole = new Uint8Array(bytes.fileLength);
    return whole.subarray(0, await bytes.read(whole));
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes.chunks()) {
    length += chunk.length;
    if (length > mostInflated) {
      throw new VoxomicsError(
        "too-large",
        `gzip file of ${bytes.fileLength} bytes holds more than ${mostInflated}, expected at most those`,
        { found: bytes.fileLength, expected: mostInflated },
      );
    }
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
