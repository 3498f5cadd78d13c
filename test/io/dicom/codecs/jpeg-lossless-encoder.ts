// Lossless JPEG with Huffman coding (ITU-T T.81, annex H), for tests.

export interface LosslessImage {
  readonly columns: number;
  readonly rows: number;
  /** Bits of a sample, 2 to 16. */
  readonly precision: number;
  readonly samples: readonly number[];
}

export interface LosslessOptions {
  /** Which neighbours predict a sample (table H.1), 1 to 7. Default 1. */
  readonly predictor?: number;
  /** Low bits that are left out. Default 0. */
  readonly pointTransform?: number;
  /** Rows between restart markers. Default none. */
  readonly restartRows?: number;
  /** Lengths of the Huffman codes of the categories 0 to 16. Default: from 2 to 16 bits. */
  readonly codeLengths?: readonly number[];
}

const unequalLengths = [2, 3, 3, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

/** A frame as a JPEG stream. */
export function encodeJpegLossless(
  image: LosslessImage,
  options: LosslessOptions = {},
): Uint8Array<ArrayBuffer> {
  const { predictor = 1, pointTransform = 0, restartRows, codeLengths = unequalLengths } = options;
  const { columns, rows, precision } = image;
  const interval = restartRows === undefined ? 0 : restartRows * columns;
  const byLength = Array.from(
    { length: 16 },
    (_, n) => codeLengths.filter((l) => l === n + 1).length,
  );
  const categories = codeLengths
    .map((_, n) => n)
    .sort((a, b) => codeLengths[a] - codeLengths[b] || a - b);
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xc3, [precision, ...word(rows), ...word(columns), 1, 1, 0x11, 0]),
    ...segment(0xc4, [0, ...byLength, ...categories]),
    ...(interval === 0 ? [] : segment(0xdd, word(interval))),
    ...segment(0xda, [1, 1, 0, predictor, 0, pointTransform]),
    ...entropyCoded(image, {
      predictor,
      pointTransform,
      interval,
      codes: codesOf(codeLengths, categories),
    }),
    ...[0xff, 0xd9],
  ]);
}

const word = (value: number) => [value >> 8, value & 0xff];
const segment = (marker: number, body: readonly number[]) => [
  0xff,
  marker,
  ...word(body.length + 2),
  ...body,
];

/** Canonical Huffman codes (T.81 C.2) as text of zeros and ones. */
function codesOf(lengths: readonly number[], categories: readonly number[]): readonly string[] {
  const codes: string[] = [];
  let code = 0;
  let length = lengths[categories[0]];
  for (const category of categories) {
    code <<= lengths[category] - length;
    length = lengths[category];
    codes[category] = code.toString(2).padStart(length, "0");
    code++;
  }
  return codes;
}

interface Coding {
  readonly predictor: number;
  readonly pointTransform: number;
  readonly interval: number;
  readonly codes: readonly string[];
}

function entropyCoded(image: LosslessImage, coding: Coding): number[] {
  const { columns, precision } = image;
  const samples = image.samples.map((sample) => sample >> coding.pointTransform);
  const out: number[] = [];
  const every = coding.interval === 0 ? samples.length : coding.interval;
  for (let start = 0, n = 0; start < samples.length; start += every, n++) {
    if (start > 0) out.push(0xff, 0xd0 + ((n - 1) % 8));
    let bits = "";
    for (let v = start; v < Math.min(start + every, samples.length); v++) {
      const first = 1 << (precision - coding.pointTransform - 1);
      const predicted = prediction(samples, v, columns, start, coding.predictor, first);
      bits += encodeDifference((samples[v] - predicted) & 0xffff, coding.codes);
    }
    for (const byte of stuffed(bits)) out.push(byte);
  }
  return out;
}

/** Table H.1; the first sample of a restart interval has none, the rest of its line the left one. */
function prediction(
  samples: readonly number[],
  v: number,
  columns: number,
  start: number,
  predictor: number,
  first: number,
): number {
  if (v === start) return first;
  if (v < start + columns) return samples[v - 1];
  const above = samples[v - columns];
  if (v % columns === 0) return above;
  const left = samples[v - 1];
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

/** Category and bits of a difference modulo 2^16 (table H.2). */
function encodeDifference(modulo: number, codes: readonly string[]): string {
  const difference = modulo > 32768 ? modulo - 65536 : modulo;
  if (difference === 32768) return codes[16];
  const category = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
  if (category === 0) return codes[0];
  const value = difference > 0 ? difference : difference + 2 ** category - 1;
  return codes[category] + value.toString(2).padStart(category, "0");
}

/** Bits as bytes: filled up with ones, a zero byte behind every 0xff. */
function stuffed(bits: string): number[] {
  const whole = bits.padEnd(Math.ceil(bits.length / 8) * 8, "1");
  return Array.from({ length: whole.length / 8 }, (_, n) =>
    Number.parseInt(whole.slice(8 * n, 8 * n + 8), 2),
  ).flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]));
}
