import { checkCodestream, type DecodeFrame, damagedFrame } from "./codestream.ts";
import { runDecoder } from "./compiled-decoder.ts";
import { jpegHeaderOf, jpegSegmentsOf } from "./jpeg-header.ts";
import { startCompiled } from "./start-compiled.ts";

const name = "JPEG-LS";

/** JPEG-LS (ITU-T T.87), lossless and near-lossless, by CharLS. */
export async function loadJpegLs(transferSyntax: string): Promise<DecodeFrame> {
  const { codec, errors } = await startCompiled(
    transferSyntax,
    () => import("@cornerstonejs/codec-charls/decodewasmjs"),
  );
  const { JpegLSDecoder } = codec;
  return (bytes, format) => {
    const header = jpegHeaderOf(name, jpegSegmentsOf(name, bytes));
    if (header.process !== 0xf7) throw damagedFrame(name, "it is another kind of JPEG");
    checkCodestream(name, header, format, bytes.length);
    return runDecoder(name, JpegLSDecoder, errors, withEndOfImage(bytes), format);
  };
}

/**
 * The stream with an end-of-image marker: without one, CharLS never returns
 * (https://github.com/team-charls/charls/pull/334).
 */
function withEndOfImage(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  if (bytes[length - 2] === 0xff && bytes[length - 1] === 0xd9) return bytes;
  const ended = new Uint8Array(length + 2);
  ended.set(bytes);
  ended.set([0xff, 0xd9], length);
  return ended;
}
