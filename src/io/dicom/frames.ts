import { VoxomicsError } from "../../messages/errors.ts";
import { quoted } from "../../messages/phrases.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import { codecs } from "./codecs/codecs.ts";
import type { DecodeFrame } from "./codecs/codestream.ts";
import type { DicomDataSet } from "./data-set.ts";
import { encapsulatedFrames } from "./encapsulated-frames.ts";
import type { FrameDecoder } from "./frame-decoder.ts";
import { nativeFrames } from "./native-frames.ts";
import type { PixelFormat } from "./pixel-format.ts";
import type { StoredPixels } from "./stored-pixels.ts";
import { isNativeSyntax, transferSyntaxName } from "./transfer-syntax.ts";
import { elementOf } from "./values.ts";

/** Gives the stored pixels of a frame, numbered from 0. */
export type FrameReader = (frame: number) => StoredPixels;

/** The decoders that were loaded, by transfer syntax: the files of a series share them. */
export type Decoders = Map<string, DecodeFrame>;

/**
 * Opens the frames of an image, compressed or not. Each is decoded when it is read.
 *
 * @throws VoxomicsError `unsupported-format` for a transfer syntax that is not decoded,
 *   `invalid-file` for pixel data that are damaged or contradict the data set.
 */
export async function framesOf(
  dataSet: DicomDataSet,
  format: PixelFormat,
  count: number,
  decoders: Decoders,
): Promise<FrameReader> {
  const { transferSyntax } = dataSet;
  if (isNativeSyntax(transferSyntax)) return nativeFrames(dataSet, format, count);
  const { codec, frames } = encodedFrames(dataSet, format, count);
  const decode = decoders.get(transferSyntax) ?? (await codec.load(transferSyntax));
  decoders.set(transferSyntax, decode);
  return (frame) => decode(frames(frame), format);
}

/**
 * As `framesOf`, but compressed frames are decoded by the workers of a pool.
 *
 * @throws VoxomicsError as `framesOf` does; what is wrong with a frame is thrown when it is read
 */
export function framesInPool(
  dataSet: DicomDataSet,
  format: PixelFormat,
  count: number,
  pool: FrameDecoder,
): (frame: number) => StoredPixels | Promise<StoredPixels> {
  const { transferSyntax } = dataSet;
  if (isNativeSyntax(transferSyntax)) return nativeFrames(dataSet, format, count);
  const { frames } = encodedFrames(dataSet, format, count);
  return (frame) => pool.decodeFrame({ transferSyntax, bytes: frames(frame), format });
}

/** The compressed bytes of each frame, and what decodes them. */
function encodedFrames(dataSet: DicomDataSet, format: PixelFormat, count: number) {
  const { transferSyntax } = dataSet;
  const codec = codecs.get(transferSyntax);
  if (codec === undefined) throw unknownSyntax(transferSyntax);
  if (elementOf(dataSet, format.attribute)?.fragments === undefined) {
    throw notCompressed(transferSyntax);
  }
  return { codec, frames: encapsulatedFrames(dataSet, count, codec.start) };
}

function unknownSyntax(uid: string): VoxomicsError {
  const known = [...codecs.keys()].map(transferSyntaxName);
  return new VoxomicsError(
    "unsupported-format",
    `pixel data are encoded as ${transferSyntaxName(uid)} (${quoted(uid)}), expected uncompressed or ` +
      `${known.join(", ")}`,
    { found: uid },
  );
}

function notCompressed(uid: string): VoxomicsError {
  return invalidFile(
    `${nameOf("PixelData")} is not compressed, expected ${transferSyntaxName(uid)} (${uid})`,
    { expected: uid },
  );
}
