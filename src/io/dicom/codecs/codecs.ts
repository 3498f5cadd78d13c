import { deflatedImageFrame } from "../transfer-syntax.ts";
import type { DecodeFrame } from "./codestream.ts";

/** How the frames of a transfer syntax are decoded. */
export interface Codec {
  /**
   * Loads the decoder, which is a module of its own, loaded when it is needed.
   *
   * @throws VoxomicsError `unsupported-format` for a decoder that is WebAssembly, where that cannot be started
   */
  readonly load: (transferSyntax: string) => Promise<DecodeFrame>;
  /**
   * The bytes that each frame starts with, which tell it in a row of fragments; null where each
   * fragment is a frame.
   */
  readonly start: readonly number[] | null;
}

const startOfImage = [0xff, 0xd8];
const startOfCodestream = [0xff, 0x4f, 0xff, 0x51];

const rle: Codec = {
  load: async () => (await import("./rle.ts")).decodeRle,
  start: null,
};

const lossyJpeg: Codec = {
  load: async (syntax) => (await import("./jpeg-lossy.ts")).loadLossyJpeg(syntax),
  start: startOfImage,
};

const jpegLossless: Codec = {
  load: async () => (await import("./jpeg-lossless.ts")).decodeJpegLossless,
  start: startOfImage,
};

const jpegLs: Codec = {
  load: async (syntax) => (await import("./jpeg-ls.ts")).loadJpegLs(syntax),
  start: startOfImage,
};

const jpeg2000: Codec = {
  load: async (syntax) => (await import("./jpeg-2000.ts")).loadJpeg2000(syntax),
  start: startOfCodestream,
};

const htj2k: Codec = {
  load: async (syntax) => (await import("./htj2k.ts")).loadHtj2k(syntax),
  start: startOfCodestream,
};

const deflated: Codec = {
  load: async () => (await import("./deflated-frame.ts")).decodeDeflated,
  start: null,
};

/** The codecs by transfer syntax. */
export const codecs: ReadonlyMap<string, Codec> = new Map([
  ["1.2.840.10008.1.2.4.50", lossyJpeg],
  ["1.2.840.10008.1.2.4.51", lossyJpeg],
  ["1.2.840.10008.1.2.4.57", jpegLossless],
  ["1.2.840.10008.1.2.4.70", jpegLossless],
  ["1.2.840.10008.1.2.4.80", jpegLs],
  ["1.2.840.10008.1.2.4.81", jpegLs],
  ["1.2.840.10008.1.2.4.90", jpeg2000],
  ["1.2.840.10008.1.2.4.91", jpeg2000],
  ["1.2.840.10008.1.2.4.201", htj2k],
  ["1.2.840.10008.1.2.4.202", htj2k],
  ["1.2.840.10008.1.2.4.203", htj2k],
  ["1.2.840.10008.1.2.5", rle],
  [deflatedImageFrame, deflated],
]);
