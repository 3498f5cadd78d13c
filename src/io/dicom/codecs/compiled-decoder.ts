import type { PixelFormat } from "../pixel-format.ts";
import type { StoredPixels } from "../stored-pixels.ts";
import { type Codestream, checkCodestream, damagedFrame, pixelsOfSamples } from "./codestream.ts";

/**
 * Decodes a frame, whose header was checked before, by a decoder that was compiled from C++.
 *
 * @param errors the list that `collectErrors` fills: some decoders print an error and go on. It is emptied
 *   first, so that a damaged frame leaves the next one alone.
 * @throws VoxomicsError `invalid-file` for whatever the decoder throws or prints as an error
 */
export function runDecoder(
  name: string,
  Decoder: new () => CompiledDecoder,
  errors: string[],
  bytes: Uint8Array,
  format: PixelFormat,
): StoredPixels {
  const { decoded, found } = decode(name, Decoder, errors, bytes);
  checkCodestream(name, found, format, bytes.length);
  const width = found.precision > 8 ? 2 : 1;
  const expected = found.columns * found.rows * width;
  if (decoded.length !== expected) {
    throw damagedFrame(name, `its decoder gave ${decoded.length} bytes, expected ${expected}`);
  }
  // compiled code is little endian on every machine
  const samples = width === 1 ? decoded : new Uint16Array(decoded.buffer);
  return pixelsOfSamples(samples, found.precision, format);
}

function decode(
  name: string,
  Decoder: new () => CompiledDecoder,
  errors: string[],
  bytes: Uint8Array,
): { decoded: Uint8Array; found: Codestream } {
  errors.length = 0;
  try {
    const decoder = new Decoder();
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    if (errors.length > 0) throw new Error(errors.join("; "));
    const info = decoder.getFrameInfo();
    // a copy, as the next frame is decoded into the same memory
    const decoded = new Uint8Array(decoder.getDecodedBuffer());
    decoder.delete();
    const { width: columns, height: rows, componentCount: components } = info;
    return { decoded, found: { columns, rows, components, precision: info.bitsPerSample } };
  } catch (cause) {
    // an exception of C++ arrives as a number, its address in memory
    const reason = cause instanceof Error ? cause.message : "its decoder gave up";
    throw damagedFrame(name, reason, cause);
  }
}

/**
 * A list of the errors that a compiled codec prints, and the options that make the codec fill it.
 *
 * @param mark what marks a printed line as an error
 */
export function collectErrors(mark = /\[ERROR\]/): {
  errors: string[];
  options: CompilerOptions;
} {
  const errors: string[] = [];
  const print = (line: string) => {
    if (mark.test(line)) errors.push(line.replace(mark, "").trim());
  };
  return { errors, options: { print, printErr: print } };
}
