import { VoxomicsError } from "../../messages/errors.ts";
import { quoted } from "../../messages/phrases.ts";
import { invalidFile } from "../invalid-file.ts";
import { crcOf } from "./crc.ts";

/** The first bytes of every PNG file. */
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether a file with these first bytes is a PNG file. */
export function isPng(head: Uint8Array): boolean {
  return signature.every((byte, n) => head[n] === byte);
}

/** A part of a PNG file. */
export interface Chunk {
  /** Its four letters: `IHDR`. */
  readonly type: string;
  readonly data: Uint8Array;
}

/** The chunks of a PNG file that a picture is made of. */
export interface Chunks {
  readonly chunks: readonly Chunk[];
  /** How many bytes follow the last chunk. */
  readonly behind: number;
}

/** The kinds of chunks that are read; other kinds in small letters may be left out (PNG 5.4). */
const known = ["IHDR", "PLTE", "tRNS", "pHYs", "acTL", "IDAT", "IEND"];

/**
 * The chunks of a PNG file up to its end.
 *
 * @throws VoxomicsError `invalid-file` for a file that is cut off or whose checksums do not hold,
 *   `unsupported-format` for a chunk that is needed and not known
 */
export function chunksOf(bytes: Uint8Array): Chunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = signature.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!/^[A-Za-z]{4}$/.test(type)) {
      throw invalidFile(`PNG has a chunk of the kind ${quoted(type)} at byte ${at}, expected four letters`); // biome-ignore format: one line
    }
    const end = at + 12 + length;
    if (end > bytes.length) break;
    if (known.includes(type)) {
      const stored = view.getUint32(end - 4);
      const found = crcOf(bytes.subarray(at + 4, end - 4));
      if (found !== stored) {
        throw invalidFile(
          `PNG chunk ${type} at byte ${at} is damaged: its checksum is ${found}, expected ${stored}`,
          { at },
        );
      }
      chunks.push({ type, data: bytes.subarray(at + 8, end - 4) });
    } else if (/^[A-Z]/.test(type)) {
      throw new VoxomicsError(
        "unsupported-format",
        `PNG has a chunk ${type}, which its picture needs, expected none but ${known.join(", ")}`,
        { found: type },
      );
    }
    at = end;
    if (type === "IEND") return { chunks, behind: bytes.length - at };
  }
  throw invalidFile(`PNG file is cut off: its ${bytes.length} bytes end before its last chunk`, {
    found: bytes.length,
  });
}
