import type { StoredPixels } from "../stored-pixels.ts";
import { checkCodestream, type DecodeFrame } from "./codestream.ts";
import { runDecoder } from "./compiled-decoder.ts";
import { checkSign, depthPosition, jpeg2000HeaderOf } from "./jpeg-2000-header.ts";
import { startCompiled } from "./start-compiled.ts";

const name = "JPEG 2000";

/** JPEG 2000 (ITU-T T.800), reversible or not, by OpenJPEG. */
export async function loadJpeg2000(transferSyntax: string): Promise<DecodeFrame> {
  const { codec, errors } = await startCompiled(
    transferSyntax,
    () => import("@cornerstonejs/codec-openjpeg/decodewasmjs"),
  );
  const { J2KDecoder } = codec;
  return (bytes, format) => {
    const header = jpeg2000HeaderOf(name, bytes);
    checkCodestream(name, header, format, bytes.length);
    checkSign(name, header, format);
    // the compiled decoder gives 0 for negative samples of up to 8 bits
    const isShifted = header.signed && header.precision <= 8;
    const stream = isShifted ? withoutSign(bytes) : bytes;
    const stored = runDecoder(name, J2KDecoder, errors, stream, format);
    if (isShifted) addSign(stored.pixels, header.precision);
    return stored;
  };
}

/** The same codestream with unsigned samples, which are half their range larger (T.800, G.1). */
function withoutSign(bytes: Uint8Array): Uint8Array {
  const unsigned = new Uint8Array(bytes);
  unsigned[depthPosition] &= 0x7f;
  return unsigned;
}

/** Subtracts half the range in two's complement. */
function addSign(pixels: StoredPixels["pixels"], precision: number): void {
  for (let v = 0; v < pixels.length; v++) pixels[v] ^= 1 << (precision - 1);
}
