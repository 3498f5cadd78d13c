import { codecs } from "./codecs/codecs.ts";
import type { EncodedFrame } from "./frame-decoder.ts";
import type { Decoders } from "./frames.ts";
import type { StoredPixels } from "./stored-pixels.ts";

/** The decoders of this worker. */
const decoders: Decoders = new Map();

/**
 * Decodes a frame of a transfer syntax that has a codec; the codec is loaded for the first frame.
 *
 * @throws VoxomicsError as `DecodeFrame` does
 */
export async function decodeFrame({
  transferSyntax,
  bytes,
  format,
}: EncodedFrame): Promise<StoredPixels> {
  const decode =
    decoders.get(transferSyntax) ?? (await codecs.get(transferSyntax)?.load(transferSyntax));
  if (decode === undefined) throw new TypeError(`no codec for ${transferSyntax}`);
  decoders.set(transferSyntax, decode);
  try {
    return decode(bytes, format);
  } catch (error) {
    // a damaged frame may leave a compiled codec in a state that it cannot go on from
    decoders.delete(transferSyntax);
    throw error;
  }
}
