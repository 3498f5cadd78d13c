import type { PixelFormat } from "./pixel-format.ts";
import type { StoredPixels } from "./stored-pixels.ts";

/** A compressed frame of an image. */
export interface EncodedFrame {
  /** UID of the transfer syntax. */
  readonly transferSyntax: string;
  readonly bytes: Uint8Array;
  /** How its pixels are stored once they are decoded. */
  readonly format: PixelFormat;
}

/** What decodes frames side by side: a pool of workers. */
export interface FrameDecoder {
  /** How many frames are decoded at a time. */
  readonly workers: number;
  /** @throws VoxomicsError as `DecodeFrame` does */
  decodeFrame(frame: EncodedFrame): Promise<StoredPixels>;
}
