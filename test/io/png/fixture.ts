import { crc32, deflateSync } from "node:zlib";

/** A picture to be written as PNG. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1, 2, 4, 8 or 16. */
  readonly bits?: number;
  /** 0 grey, 2 colour, 3 palette, 4 grey with opacity, 6 colour with opacity. */
  readonly colourType?: number;
  readonly interlaced?: boolean;
  /** The filter of each row, in turn. */
  readonly filters?: readonly number[];
  /** Samples of a pixel beside each other, row by row. */
  readonly samples: readonly number[];
  /** Chunks between the header and the picture. */
  readonly before?: readonly (readonly [type: string, data: readonly number[]])[];
  /** In how many parts the compressed picture lies. */
  readonly parts?: number;
  /** Replaces the compressed picture. */
  readonly packed?: Uint8Array;
}

const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** A PNG file, written as the standard says it, apart from the reader: Node's zlib compresses and sums. */
export function pngFile(picture: Picture): Uint8Array<ArrayBuffer> {
  const { width, height, bits = 8, colourType = 0, interlaced = false } = picture;
  const { before = [], parts = 1, packed = deflateSync(filtered(picture)) } = picture;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, colourType, 0, 0, interlaced ? 1 : 0], 8);
  const step = Math.ceil(packed.length / parts);
  const data = Array.from({ length: parts }, (_, n) => packed.subarray(n * step, (n + 1) * step));
  const file = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...before.map(([type, bytes]) => chunk(type, Buffer.from(bytes))),
    ...data.map((part) => chunk("IDAT", part)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return new Uint8Array(file);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, "latin1");
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

/** Adam7 as its picture in the standard has it: which pass each pixel of an 8 x 8 square belongs to. */
const adam7 = [
  "16462646",
  "77777777",
  "56565656",
  "77777777",
  "36463646",
  "77777777",
  "56565656",
  "77777777",
];

/** Rows with their filters, of one pass or of seven. */
function filtered(picture: Picture): Uint8Array {
  const { width, height, interlaced = false } = picture;
  const passes = interlaced ? ["1", "2", "3", "4", "5", "6", "7"] : ["all"];
  const rows: number[][] = [];
  for (const pass of passes) {
    let above: readonly number[] = [];
    for (let y = 0; y < height; y++) {
      const columns = Array.from({ length: width }, (_, x) => x).filter(
        (x) => !interlaced || adam7[y % 8][x % 8] === pass,
      );
      if (columns.length === 0) continue;
      const row = rowOf(picture, columns, y);
      rows.push(filteredRow(row, above, picture, rows.length));
      above = row;
    }
  }
  return Uint8Array.from(rows.flat());
}

/** The bytes of some pixels of a row. */
function rowOf(picture: Picture, columns: readonly number[], y: number): number[] {
  const { width, bits = 8, colourType = 0, samples } = picture;
  const channels = channelsOf[colourType];
  const text = columns
    .flatMap((x) => Array.from({ length: channels }, (_, c) => samples[(y * width + x) * channels + c])) // biome-ignore format: one line
    .map((sample) => sample.toString(2).padStart(bits, "0"))
    .join("");
  return (text.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
}

function filteredRow(
  row: readonly number[],
  above: readonly number[],
  { bits = 8, colourType = 0, filters = [0] }: Picture,
  n: number,
): number[] {
  const filter = filters[n % filters.length];
  const step = Math.max(1, (bits * channelsOf[colourType]) / 8);
  const bytes = row.map((byte, at) => {
    const [a, b, c] = [row[at - step] ?? 0, above[at] ?? 0, (at < step ? 0 : above[at - step]) ?? 0]; // biome-ignore format: one line
    const nearest = [a, b, c].sort((p, q) => Math.abs(a + b - c - p) - Math.abs(a + b - c - q))[0]; // sorting is stable
    const predicted = [0, a, b, Math.floor((a + b) / 2), nearest][filter] ?? 0;
    return (byte - predicted + 256) % 256;
  });
  return [filter, ...bytes];
}
