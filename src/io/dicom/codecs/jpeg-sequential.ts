import { checkCodestream, type DecodeFrame, damagedFrame, pixelsOfSamples } from "./codestream.ts";
import { bitCount, bitsAt, entropyCoded, extended } from "./entropy-coded.ts";
import { type HuffmanTable, huffmanTableOf } from "./huffman-table.ts";
import { inverseDct } from "./inverse-dct.ts";
import { jpegHeaderOf, jpegSegmentsOf, restartIntervalOf } from "./jpeg-header.ts";
import { quantisationTableOf } from "./quantisation-table.ts";

const name = "JPEG";

/** Lossy JPEG with Huffman coding, sequential (ITU-T T.81, processes 1, 2 and 4), of 8 or 12 bits. */
export const decodeJpegSequential: DecodeFrame = (bytes, format) => {
  const segments = jpegSegmentsOf(name, bytes);
  const header = jpegHeaderOf(name, segments);
  const { columns, rows, precision } = header;
  if (header.process > 0xc1 || (precision !== 8 && precision !== 12)) {
    throw damagedFrame(name, `it is of process ${header.process - 0xc0} with ${precision} bits`);
  }
  checkCodestream(name, header, format, bytes.length);
  const { body, end } = segments[segments.length - 1];
  if (body[0] !== 1 || body.length !== 6) {
    throw damagedFrame(name, `its scan has ${body[0]} components, expected 1`);
  }
  const scan: Scan = {
    dc: huffmanTableOf(name, segments, body[2] >> 4),
    ac: huffmanTableOf(name, segments, 0x10 | (body[2] & 15)),
    steps: quantisationTableOf(name, segments, header.quantisation),
    precision,
  };
  const blocks = Math.ceil(columns / 8) * Math.ceil(rows / 8);
  const interval = restartIntervalOf(segments) || blocks;
  const expected = Math.ceil(blocks / interval);
  const coded = entropyCoded(bytes, end, expected);
  if (coded.length < expected) {
    throw damagedFrame(name, `found ${coded.length} intervals of restart, expected ${expected}`);
  }
  const image: Image = { samples: new Uint16Array(rows * columns), columns, rows };
  for (const [n, part] of coded.entries()) {
    decodeInterval(part, scan, image, n * interval, Math.min(blocks, (n + 1) * interval));
  }
  return pixelsOfSamples(image.samples, precision, format);
};

interface Scan {
  /** Codes of first coefficients, and of the others. */
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
  /** 64 quantisation steps, in zigzag order. */
  readonly steps: readonly number[];
  readonly precision: number;
}

interface Image {
  /** columns × rows samples, row by row. */
  readonly samples: Uint16Array;
  readonly columns: number;
  readonly rows: number;
}

/** Index in its block, row by row, of each coefficient in zigzag order (T.81, figure A.6). */
const zigzag = [
  ...[0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5],
  ...[12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28],
  ...[35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51],
  ...[58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63],
];

/** Decodes the blocks of an interval, numbered row by row, from `first` up to, but not, `end`. */
function decodeInterval(
  coded: Uint8Array,
  { dc, ac, steps, precision }: Scan,
  image: Image,
  first: number,
  end: number,
): void {
  const length = bitCount(coded);
  const across = Math.ceil(image.columns / 8);
  const block = new Float64Array(64);
  let position = 0;
  let level = 0;
  for (let n = first; n < end; n++) {
    block.fill(0);
    let makesSense = true;
    // the first coefficient is coded as its difference from that of the block before, the others after
    // runs of 0
    for (let k = 0; k < 64; k++) {
      const code = (k === 0 ? dc : ac)[bitsAt(coded, position) >>> 16];
      position += code >> 8;
      const category = k === 0 ? code & 0xff : code & 15;
      const run = k === 0 ? 0 : (code >> 4) & 15;
      const endOfBlock = k > 0 && category === 0 && run === 0;
      k += run;
      makesSense &&= code !== 0 && category < 16 && k < 64 && (category > 0 || run % 15 === 0);
      if (endOfBlock || !makesSense) break;
      const bits = category === 0 ? 0 : bitsAt(coded, position) >>> (32 - category);
      position += category;
      const value = category === 0 ? 0 : extended(bits, category);
      if (k === 0) level += value;
      block[zigzag[k]] = steps[k] * (k === 0 ? level : value);
    }
    if (!makesSense || position > length) {
      throw damagedFrame(name, `its data end or make no sense at block ${n + 1} of ${end}`);
    }
    inverseDct(block);
    store(block, image, 8 * (n % across), 8 * Math.floor(n / across), 2 ** precision);
  }
}

/**
 * Writes a block to the image, without what lies past its edges: rounded, and shifted by half the range
 * (T.81, A.3.1).
 */
function store(block: Float64Array, image: Image, left: number, top: number, range: number): void {
  const { samples, columns, rows } = image;
  const right = Math.min(left + 8, columns);
  const bottom = Math.min(top + 8, rows);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const value = Math.floor(block[8 * (y - top) + x - left] + range / 2 + 0.5);
      samples[y * columns + x] = Math.min(Math.max(value, 0), range - 1);
    }
  }
}
