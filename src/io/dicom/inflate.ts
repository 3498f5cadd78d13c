import { VoxomicsError } from "../../errors.ts";
import { streamOf } from "../gzip.ts";
import { invalidFile } from "../invalid-file.ts";
import { joinChunks } from "../join-chunks.ts";

/** A deflated data set that inflates to more is not read: some thousand bytes can claim this much. */
const mostBytes = 2 ** 29;

/**
 * The content of a raw deflate stream (RFC 1951).
 *
 * @throws VoxomicsError `invalid-file` for a damaged stream, `too-large` beyond 512 MiB.
 */
export async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await inflateStream(bytes);
  } catch (error) {
    if (error instanceof VoxomicsError) throw error;
    // a zero byte may pad the stream to an even length
    if (bytes.at(-1) === 0) return inflate(bytes.subarray(0, -1));
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidFile(
      `deflated DICOM data set is damaged or cut off: ${bytes.length} bytes (${reason})`,
      { found: bytes.length },
      { cause: error },
    );
  }
}

async function inflateStream(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = streamOf(bytes).pipeThrough(new DecompressionStream("deflate-raw"));
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { value } = await reader.read();
    if (value === undefined) break;
    chunks.push(value);
    length += value.length;
    if (length > mostBytes) {
      await reader.cancel().catch(() => {});
      throw new VoxomicsError(
        "too-large",
        `deflated DICOM data set inflates to more than ${mostBytes} bytes ` +
          `out of ${bytes.length}, expected at most ${mostBytes}`,
        { found: bytes.length, expected: mostBytes },
      );
    }
  }
  return joinChunks(chunks);
}
