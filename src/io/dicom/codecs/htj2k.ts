import { VoxomicsError } from "../../../messages/errors.ts";
import { checkCodestream, type DecodeFrame } from "./codestream.ts";
import { collectErrors, runDecoder } from "./compiled-decoder.ts";
import { checkSign, jpeg2000HeaderOf } from "./jpeg-2000-header.ts";
import { checkTileParts } from "./tile-parts.ts";

const name = "HTJ2K";

/** High-throughput JPEG 2000 (ITU-T T.814), reversible or not, by OpenJPH. */
export async function loadHtj2k(): Promise<DecodeFrame> {
  const { errors, options } = collectErrors(/^ojph (?:error|warning) /);
  const { HTJ2KDecoder } = await start(options);
  return (bytes, format) => {
    const header = jpeg2000HeaderOf(name, bytes);
    checkCodestream(name, header, format, bytes.length);
    checkSign(name, header, format);
    // OpenJPH takes missing data for zeros, so a stream that is cut off is found here
    checkTileParts(name, bytes);
    return runDecoder(name, HTJ2KDecoder, errors, bytes, format);
  };
}

/** Starts OpenJPH, the only codec that is WebAssembly, which a page may forbid. */
async function start(options: CompilerOptions): Promise<OpenJph> {
  const { default: openjph } = await import("@cornerstonejs/codec-openjph");
  try {
    return await openjph(options);
  } catch (cause) {
    throw new VoxomicsError(
      "unsupported-format",
      `${name} frames need WebAssembly, which cannot be started here (a page's content security policy ` +
        `must allow 'wasm-unsafe-eval'): ${cause instanceof Error ? cause.message : cause}`,
      {},
      { cause },
    );
  }
}
