import libjpegTurbo from "@cornerstonejs/codec-libjpeg-turbo-8bit/decode";
import { VoxomicsError } from "../../../errors.ts";
import { checkCodestream, type DecodeFrame, damagedFrame } from "./codestream.ts";
import { collectErrors, runDecoder } from "./compiled-decoder.ts";
import { jpegHeaderOf, jpegSegmentsOf } from "./jpeg-header.ts";

const name = "JPEG";

/** Lossy JPEG (ITU-T T.81, processes 1 and 2) of 8 bits, by libjpeg-turbo. */
export async function loadJpegBaseline(): Promise<DecodeFrame> {
  const { errors, options } = collectErrors();
  const { JPEGDecoder } = await libjpegTurbo(options);
  return (bytes, format) => {
    const header = jpegHeaderOf(name, jpegSegmentsOf(name, bytes));
    if (header.process > 0xc1) throw damagedFrame(name, "it is another kind of JPEG");
    checkCodestream(name, header, format, bytes.length);
    if (header.precision === 8) return runDecoder(name, JPEGDecoder, errors, bytes, format);
    throw new VoxomicsError(
      "unsupported-format",
      `lossy JPEG frame has samples of ${header.precision} bits, expected 8`,
      { precision: header.precision },
    );
  };
}
