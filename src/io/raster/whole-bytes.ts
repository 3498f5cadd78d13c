import { VoxomicsError } from "../../messages/errors.ts";
import type { ByteReader } from "../byte-reader.ts";
import { allocate } from "../extent.ts";

/** Most bytes that a picture may have, as a file of more cannot be read at once. */
const mostBytes = 2 ** 31;

/** Most bytes that a picture may have out of gzip, whose length is not known before. */
const mostInflated = 2 ** 30;

/**
 * All bytes of a picture, from its first on.
 *
 * @throws VoxomicsError `invalid-file` for damaged gzip, `too-large` beyond 2 GiB, and beyond 1 GiB out of gzip
 */
export async function wholeBytes(bytes: ByteReader): Promise<Uint8Array<ArrayBuffer>> {
  const { gzip, fileLength } = bytes;
  if (!gzip) {
    if (fileLength > mostBytes) throw tooLarge(`file of ${fileLength} bytes`, mostBytes);
    const whole = allocate({ length: fileLength, text: "a picture" });
    return whole.subarray(0, await bytes.read(whole));
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes.chunks()) {
    length += chunk.length;
    if (length > mostInflated) {
      throw tooLarge(`gzip file of ${fileLength} bytes holds more than ${mostInflated}`, mostInflated); // biome-ignore format: one line
    }
    chunks.push(chunk);
  }
  const whole = allocate({ length, text: "a picture" });
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function tooLarge(found: string, expected: number): VoxomicsError {
  const message = `${found}, expected at most ${expected} of PNG and TIFF`;
  return new VoxomicsError("too-large", message, { expected });
}
