import { VoxomicsError } from "../../messages/errors.ts";
import { allocate } from "../extent.ts";
import { largestGzipRatio } from "../gzip.ts";
import { invalidFile } from "../invalid-file.ts";
import { largestPackBitsRatio, unpackBits } from "../pack-bits.ts";
import { inflateAll } from "../raster/inflate-all.ts";
import { decodeLzw, largestLzwRatio } from "./lzw.ts";

/** How strips and tiles are compressed. */
export interface Codec {
  readonly name: string;
  /** How many bytes a byte can hold at most. */
  readonly ratio: number;
  /** Whether the standard has predictors for it: libtiff undoes none for others. */
  readonly predicts: boolean;
  /**
   * The first `length` bytes of a strip or tile, in memory of their own.
   *
   * @throws VoxomicsError `invalid-file` for fewer bytes, and for damaged ones
   */
  readonly decode: (
    packed: Uint8Array,
    length: number,
    where: string,
  ) => Promise<Uint8Array<ArrayBuffer>>;
}

const none: Codec = {
  name: "none",
  ratio: 1,
  predicts: false,
  decode: async (packed, length, where) => {
    checkFound(packed.length, length, where);
    return new Uint8Array(packed.subarray(0, length));
  },
};

const lzw: Codec = {
  name: "LZW",
  ratio: largestLzwRatio,
  predicts: true,
  decode: async (packed, length, where) => {
    if (packed[0] === 0 && (packed[1] & 1) === 1) {
      throw new VoxomicsError("unsupported-format", `${where} is of the LZW of before 1988, expected that of TIFF 6.0`); // biome-ignore format: one line
    }
    return filled(length, where, (out) => decodeLzw(packed, out, where));
  },
};

const deflate: Codec = {
  name: "deflate",
  ratio: largestGzipRatio,
  predicts: true,
  decode: async (packed, length, where) => (await inflateAll([packed], length, where)).bytes,
};

const packBits: Codec = {
  name: "PackBits",
  ratio: largestPackBitsRatio,
  predicts: false,
  decode: async (packed, length, where) => filled(length, where, (out) => unpackBits(packed, out)),
};

/** The codes of compressions that are read. */
const codecs: ReadonlyMap<number, Codec> = new Map([
  [1, none],
  [5, lzw],
  [8, deflate],
  [32773, packBits],
  [32946, deflate],
]);

/** What others are called, for messages. */
const others: ReadonlyMap<number, string> = new Map([
  ...[2, 3, 4].map((code) => [code, "CCITT fax"] as const),
  ...[6, 7].map((code) => [code, "JPEG"] as const),
  ...[33003, 33004, 33005, 34712].map((code) => [code, "JPEG 2000"] as const),
  [34887, "LERC"],
  [34925, "LZMA"],
  [50000, "Zstandard"],
  [50001, "WebP"],
  [50002, "JPEG XL"],
]);

/**
 * The codec of a page.
 *
 * @throws VoxomicsError `unsupported-format` for a compression that is not read
 */
export function codecOf(code: number, name: string): Codec {
  const codec = codecs.get(code);
  if (codec !== undefined) return codec;
  const other = others.get(code);
  throw new VoxomicsError(
    "unsupported-format",
    `${name} has the compression ${code}${other === undefined ? "" : ` (${other})`}, ` +
      "expected 1 (none), 5 (LZW), 8 or 32946 (deflate) or 32773 (PackBits)",
    { found: code },
  );
}

function filled(
  length: number,
  where: string,
  decode: (out: Uint8Array) => number,
): Uint8Array<ArrayBuffer> {
  const out = allocate({ length, text: where });
  checkFound(decode(out), length, where);
  return out;
}

function checkFound(found: number, expected: number, where: string): void {
  if (found >= expected) return;
  throw invalidFile(`${where} holds ${found} bytes, expected ${expected}`, { found, expected });
}
