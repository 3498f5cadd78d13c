import { VoxomicsError } from "../../errors.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import { codecs } from "./codecs/codecs.ts";
import type { DecodeFrame } from "./codecs/codestream.ts";
import type { DicomDataSet } from "./data-set.ts";
import { encapsulatedFrames } from "./encapsulated-frames.ts";
import { nativeFrames } from "./native-frames.ts";
import type { PixelFormat } from "./pixel-format.ts";
import type { StoredPixels } from "./stored-pixels.ts";
import { isNativeSyntax, transferSyntaxName } from "./transfer-syntax.ts";
import { elementOf } from "./values.ts";

/** Decoders that were loaded, by transfer syntax: one serves all files of a series. */
export type Decoders = Map<string, DecodeFrame>;

/**
 * Frames of an image, compressed or not, to be taken one by one.
 *
 * @throws VoxomicsError `unsupported-format` for a transfer syntax that is not decoded,
 *   `invalid-file` for pixel data that are damaged or contradict the data set.
 */
export async function framesOf(
  dataSet: DicomDataSet,
  format: PixelFormat,
  count: number,
  decoders: Decoders,
): Promise<(frame: number) => StoredPixels> {
  const { transferSyntax } = dataSet;
  const isEncapsulated = elementOf(dataSet, format.attribute)?.fragments !== undefined;
  if (isNativeSyntax(transferSyntax)) {
    if (isEncapsulated) throw contradiction(transferSyntax, "in fragments", "not compressed");
    return nativeFrames(dataSet, format, count);
  }
  const codec = codecs[transferSyntax];
  if (codec === undefined) throw unknownSyntax(transferSyntax);
  if (!isEncapsulated) throw contradiction(transferSyntax, "not compressed", "in fragments");
  const frames = encapsulatedFrames(dataSet, count, codec.start);
  const decode = decoders.get(transferSyntax) ?? (await codec.load());
  decoders.set(transferSyntax, decode);
  return (frame) => decode(frames(frame), format);
}

function unknownSyntax(uid: string): VoxomicsError {
  const known = Object.keys(codecs).map(transferSyntaxName);
  return new VoxomicsError(
    "unsupported-format",
    `pixel data are encoded as ${transferSyntaxName(uid)} (${uid}), expected uncompressed or ` +
      `${known.join(", ")}`,
    { found: uid },
  );
}

function contradiction(uid: string, found: string, expected: string): VoxomicsError {
  return invalidFile(
    `${nameOf("PixelData")} is ${found}, expected ${expected} by the transfer syntax ` +
      `${transferSyntaxName(uid)} (${uid})`,
    { uid },
  );
}
