import openjpeg from "@cornerstonejs/codec-openjpeg/decode";
import { invalidFile } from "../../invalid-file.ts";
import { checkCodestream, type DecodeFrame } from "./codestream.ts";
import { collectErrors, runDecoder } from "./compiled-decoder.ts";
import { jpeg2000HeaderOf } from "./jpeg-2000-header.ts";

const name = "JPEG 2000";

/** JPEG 2000 (ITU-T T.800), reversible or not, by OpenJPEG. */
export async function loadJpeg2000(): Promise<DecodeFrame> {
  const { errors, options } = collectErrors();
  const { J2KDecoder } = await openjpeg(options);
  return (bytes, format) => {
    const header = jpeg2000HeaderOf(name, bytes);
    checkCodestream(name, header, format, bytes.length);
    if (header.signed && !format.signed) {
      throw invalidFile(
        `${name} frame has signed samples, but PixelRepresentation (0028,0103) is 0`,
      );
    }
    return runDecoder(name, J2KDecoder, errors, bytes, format);
  };
}
