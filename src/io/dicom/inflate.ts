import { VoxomicsError } from "../../messages/errors.ts";
import { chunksOf, sourceOfBytes } from "../byte-source.ts";
import { inflated } from "../inflate.ts";
import { invalidFile } from "../invalid-file.ts";
import { wholeContent } from "../whole-content.ts";

/** Most bytes of a data set out of deflate: a file of some hundred kilobytes can hold as much. */
const mostBytes = 2 ** 29;

/**
 * The content of a raw deflate stream (RFC 1951), which one zero byte may pad to an even length.
 *
 * @throws VoxomicsError `invalid-file` for a damaged stream, `too-large` beyond 512 MiB.
 */
export async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await inflateStream(bytes);
  } catch (error) {
    if (error instanceof VoxomicsError) throw error;
    // only one zero byte can be padding
    const padded = bytes.at(-1) === 0;
    const content = padded ? await inflateStream(bytes.subarray(0, -1)).catch(refused) : null;
    if (content !== null) return content;
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidFile(
      `deflated DICOM data set is damaged or cut off: ${bytes.length} bytes (${reason})`,
      { found: bytes.length },
      { cause: error },
    );
  }
}

/** null for an error of the decompressor; a VoxomicsError is thrown again. */
function refused(error: unknown): null {
  if (error instanceof VoxomicsError) throw error;
  return null;
}

function inflateStream(bytes: Uint8Array): Promise<Uint8Array> {
  const open = () => chunksOf(inflated(sourceOfBytes(bytes), "deflate-raw"));
  return wholeContent(open, mostBytes, () => {
    return new VoxomicsError(
      "too-large",
      `deflated DICOM data set inflates to more than ${mostBytes} bytes ` +
        `out of ${bytes.length}, expected at most ${mostBytes}`,
      { found: bytes.length, expected: mostBytes },
    );
  });
}
