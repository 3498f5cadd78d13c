import { VoxomicsError } from "../messages/errors.ts";
import { type ByteInput, isBlob, openBytes, toBytes } from "./byte-reader.ts";
import { wholeContent } from "./whole-content.ts";

/** Most bytes of a gzip file's content that is read as a whole: a file of 1 MB can hold as much. */
const mostInflated = 2 ** 30;

/**
 * All bytes of a file, out of gzip; those that lie in memory are not copied.
 *
 * @throws VoxomicsError `invalid-file` for an empty file or damaged gzip, `too-large` beyond 1 GiB
 *   out of gzip.
 */
export async function wholeFile(input: ByteInput): Promise<Uint8Array> {
  const bytes = await openBytes(input);
  const { gzip, fileLength } = bytes;
  try {
    if (!gzip && isBlob(input)) {
      const whole = new Uint8Array(fileLength);
      return whole.subarray(0, await bytes.read(whole));
    }
  } finally {
    await bytes.close();
  }
  if (!gzip) {
    return toBytes(input as Exclude<ByteInput, Blob>);
  }
  return wholeContent(
    () => chunksOf(input),
    mostInflated,
    () =>
      new VoxomicsError(
        "too-large",
        `gzip file of ${fileLength} bytes holds more than ${mostInflated}, expected at most those`,
        { found: fileLength, expected: mostInflated },
      ),
  );
}

async function* chunksOf(input: ByteInput): AsyncGenerator<Uint8Array> {
  const bytes = await openBytes(input);
  try {
    yield* bytes.chunks();
  } finally {
    await bytes.close();
  }
}
