import { checkCodestream, type DecodeFrame } from "./codestream.ts";
import { runDecoder } from "./compiled-decoder.ts";
import { checkSign, jpeg2000HeaderOf } from "./jpeg-2000-header.ts";
import { startCompiled } from "./start-compiled.ts";
import { checkTileParts } from "./tile-parts.ts";

const name = "HTJ2K";

/** High-throughput JPEG 2000 (ITU-T T.814), reversible or not, by OpenJPH. */
export async function loadHtj2k(transferSyntax: string): Promise<DecodeFrame> {
  const { codec, errors } = await startCompiled(
    transferSyntax,
    () => import("@cornerstonejs/codec-openjph"),
    /^ojph (?:error|warning) /,
  );
  const { HTJ2KDecoder } = codec;
  return (bytes, format) => {
    const header = jpeg2000HeaderOf(name, bytes);
    checkCodestream(name, header, format, bytes.length);
    checkSign(name, header, format);
    // OpenJPH takes missing data for zeros, so a stream that is cut off is found here
    checkTileParts(name, bytes);
    return runDecoder(name, HTJ2KDecoder, errors, bytes, format);
  };
}
