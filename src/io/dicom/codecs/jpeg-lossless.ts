import { checkCodestream, type DecodeFrame, damagedFrame, pixelsOfSamples } from "./codestream.ts";
import { bitCount, bitsAt, entropyCoded, extended } from "./entropy-coded.ts";
import { type HuffmanTable, huffmanTableOf } from "./huffman-table.ts";
import {
  type JpegSegment,
  jpegHeaderOf,
  jpegSegmentsOf,
  restartIntervalOf,
} from "./jpeg-header.ts";

const name = "lossless JPEG";

const losslessProcess = 0xc3;

/** Lossless JPEG with Huffman coding (ITU-T T.81, process 14): all predictors, restarts too. */
export const decodeJpegLossless: DecodeFrame = (bytes, format) => {
  const segments = jpegSegmentsOf(name, bytes);
  const header = jpegHeaderOf(name, segments);
  if (header.process !== losslessProcess) throw damagedFrame(name, "it is another kind of JPEG");
  checkCodestream(name, header, format, bytes.length);
  const { columns, rows, precision } = header;
  const scan = scanOf(segments, precision);
  const interval = scan.interval === 0 ? rows * columns : scan.interval;
  if (interval % columns !== 0) {
    throw damagedFrame(name, `restarts come after ${interval} pixels of rows of ${columns}`);
  }
  const samples = new Uint16Array(rows * columns);
  const expected = Math.ceil(samples.length / interval);
  const coded = entropyCoded(bytes, scan.start, expected);
  if (coded.length < expected) {
    throw damagedFrame(name, `found ${coded.length} intervals of restart, expected ${expected}`);
  }
  const first = 2 ** (precision - scan.pointTransform - 1);
  for (let n = 0; n < expected; n++) {
    const part = samples.subarray(n * interval, (n + 1) * interval);
    decodeInterval(coded[n], scan.table, part, columns, scan.predictor, first);
  }
  if (scan.pointTransform > 0) {
    for (let v = 0; v < samples.length; v++) samples[v] <<= scan.pointTransform;
  }
  return pixelsOfSamples(samples, precision, format);
};

interface Scan {
  readonly table: HuffmanTable;
  /** Which neighbours predict a sample, 1 to 7. */
  readonly predictor: number;
  /** Number of low bits that were left out of each sample. */
  readonly pointTransform: number;
  /** Pixels between restarts; 0 for none. */
  readonly interval: number;
  /** Byte of the stream at which the data of the scan start. */
  readonly start: number;
}

function scanOf(segments: readonly JpegSegment[], precision: number): Scan {
  const { body, end } = segments[segments.length - 1];
  const [components, , tables, predictor, , approximation] = body;
  if (components !== 1 || body.length !== 6 || !(predictor >= 1 && predictor <= 7)) {
    throw damagedFrame(name, `its scan has ${components} components and predictor ${predictor}`);
  }
  if (precision <= (approximation & 15)) {
    throw damagedFrame(name, `it leaves out ${approximation & 15} of ${precision} bits`);
  }
  const table = huffmanTableOf(name, segments, tables >> 4);
  const interval = restartIntervalOf(segments);
  return { table, predictor, pointTransform: approximation & 15, interval, start: end };
}

/**
 * Decodes an interval of whole rows: its first sample is predicted by `first`, the rest of its first
 * row by their left neighbours, the first of every other row by the one above (T.81, H.1.2.1).
 */
function decodeInterval(
  coded: Uint8Array,
  table: HuffmanTable,
  samples: Uint16Array,
  columns: number,
  predictor: number,
  first: number,
): void {
  const end = bitCount(coded);
  let position = 0;
  for (let v = 0, x = 0; v < samples.length; v++, x = x + 1 === columns ? 0 : x + 1) {
    const code = table[bitsAt(coded, position) >>> 16];
    const category = code & 0xff;
    position += code >> 8;
    let difference = 0;
    if (category === 16) {
      difference = 32768;
    } else if (category > 0) {
      difference = extended(bitsAt(coded, position) >>> (32 - category), category);
      position += category;
    }
    if (code === 0 || category > 16 || position > end) {
      throw damagedFrame(
        name,
        `its data end or make no sense at sample ${v + 1} of ${samples.length}`,
      );
    }
    const predicted =
      v < columns
        ? v === 0
          ? first
          : samples[v - 1]
        : x === 0
          ? samples[v - columns]
          : predict(samples, v, columns, predictor);
    samples[v] = predicted + difference;
  }
}

/** Table H.1 of T.81. */
function predict(samples: Uint16Array, v: number, columns: number, predictor: number): number {
  const left = samples[v - 1];
  const above = samples[v - columns];
  const corner = samples[v - columns - 1];
  switch (predictor) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return corner;
    case 4:
      return left + above - corner;
    case 5:
      return left + ((above - corner) >> 1);
    case 6:
      return above + ((left - corner) >> 1);
    default:
      return (left + above) >> 1;
  }
}
