import { VoxomicsError } from "../../../messages/errors.ts";
import { checkCodestream, type DecodeFrame } from "./codestream.ts";
import { runDecoder } from "./compiled-decoder.ts";
import { jpegHeaderOf, jpegSegmentsOf } from "./jpeg-header.ts";
import { decodeJpegSequential } from "./jpeg-sequential.ts";
import { startCompiled } from "./start-compiled.ts";

const name = "JPEG";

/**
 * Lossy JPEG (ITU-T T.81, processes 1, 2 and 4). Samples of 8 bits are decoded by libjpeg-turbo, those of 12
 * bits, for which it is not built, by `decodeJpegSequential`.
 */
export async function loadLossyJpeg(transferSyntax: string): Promise<DecodeFrame> {
  const libjpegTurbo = await startCompiled(
    transferSyntax,
    () => import("@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs"),
  ).catch(heldBack);
  return (bytes, format) => {
    const header = jpegHeaderOf(name, jpegSegmentsOf(name, bytes));
    refuseOtherProcesses(header.process);
    checkCodestream(name, header, format, bytes.length);
    switch (header.precision) {
      case 8: {
        if (libjpegTurbo instanceof VoxomicsError) throw libjpegTurbo;
        const { codec, errors } = libjpegTurbo;
        return runDecoder(name, codec.JPEGDecoder, errors, bytes, format);
      }
      case 12:
        return decodeJpegSequential(bytes, format);
      default:
        throw new VoxomicsError(
          "unsupported-format",
          `lossy JPEG frame has samples of ${header.precision} bits, expected 8 or 12`,
          { precision: header.precision },
        );
    }
  };
}

/** An error for a frame of 8 bits to throw, since frames of 12 bits are decoded without libjpeg-turbo. */
function heldBack(error: unknown): VoxomicsError {
  if (error instanceof VoxomicsError) return error;
  throw error;
}

/** Coding processes by the low byte of their marker (T.81, table B.1); those not listed are hierarchical. */
const processes: ReadonlyMap<number, string> = new Map([
  [0xc2, "progressive"],
  [0xc3, "lossless"],
  [0xc9, "arithmetic"],
  [0xca, "progressive and arithmetic"],
  [0xcb, "lossless and arithmetic"],
  [0xf7, "JPEG-LS"],
]);

function refuseOtherProcesses(process: number): void {
  if (process <= 0xc1) return;
  const kind = processes.get(process) ?? "hierarchical";
  const marker = `FF${process.toString(16).toUpperCase()}`;
  throw new VoxomicsError(
    "unsupported-format",
    `lossy JPEG frame is ${kind} (marker ${marker}), expected sequential with Huffman codes (FFC0 or FFC1)`,
    { process },
  );
}
