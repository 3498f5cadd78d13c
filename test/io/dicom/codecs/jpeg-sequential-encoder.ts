// Sequential JPEG with Huffman coding (ITU-T T.81, annex F), for tests: by the formulas of the
// standard, and with codes of one length.

export interface SequentialImage {
  readonly columns: number;
  readonly rows: number;
  /** Bits of a sample, 8 or 12. */
  readonly precision: number;
  /** Quantised coefficients of each block of 8 x 8, in the order of the zigzag. */
  readonly blocks: readonly (readonly number[])[];
}

export interface SequentialOptions {
  /** Quantisation steps in the order of the zigzag, of two bytes if one of them needs two. Default 1. */
  readonly steps?: readonly number[];
  /** Blocks between restart markers. Default none. */
  readonly restart?: number;
  /** Low byte of the start of frame. Default 0xc1. */
  readonly process?: number;
}

/** Every category of a difference: codes of 5 bits. */
const differences = Array.from({ length: 16 }, (_, category) => category);

/** The end of a block, sixteen zeros, and every run of zeros before every category: codes of 8 bits. */
const coefficients = [
  ...[0x00, 0xf0],
  ...Array.from({ length: 16 * 15 }, (_, n) => (Math.floor(n / 15) << 4) | (1 + (n % 15))),
];

/** A frame as a JPEG stream. */
export function encodeJpegSequential(
  { columns, rows, precision, blocks }: SequentialImage,
  options: SequentialOptions = {},
): Uint8Array<ArrayBuffer> {
  const { steps = new Array<number>(64).fill(1), restart = 0, process = 0xc1 } = options;
  const isWide = Math.max(...steps) > 255;
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xdb, [isWide ? 0x10 : 0, ...steps.flatMap((step) => (isWide ? word(step) : step))]),
    ...segment(process, [precision, ...word(rows), ...word(columns), 1, 1, 0x11, 0]),
    ...segment(0xc4, [0x00, ...lengths(5, differences.length), ...differences]),
    ...segment(0xc4, [0x10, ...lengths(8, coefficients.length), ...coefficients]),
    ...(restart === 0 ? [] : segment(0xdd, word(restart))),
    ...segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    ...entropyCoded(blocks, restart === 0 ? blocks.length : restart),
    ...[0xff, 0xd9],
  ]);
}

const word = (value: number) => [value >> 8, value & 0xff];
const segment = (marker: number, body: readonly number[]) => [
  ...[0xff, marker],
  ...word(body.length + 2),
  ...body,
];
const lengths = (length: number, count: number) =>
  Array.from({ length: 16 }, (_, n) => (n + 1 === length ? count : 0));

function entropyCoded(blocks: readonly (readonly number[])[], every: number): number[] {
  const out: number[] = [];
  for (let start = 0, n = 0; start < blocks.length; start += every, n++) {
    if (start > 0) out.push(0xff, 0xd0 + ((n - 1) % 8));
    let bits = "";
    let level = 0;
    for (const block of blocks.slice(start, start + every)) {
      bits += encodeBlock(block, level);
      level = block[0];
    }
    out.push(...stuffed(bits));
  }
  return out;
}

const binary = (value: number, length: number) =>
  length === 0 ? "" : value.toString(2).padStart(length, "0");

function encodeBlock(block: readonly number[], level: number): string {
  const difference = block[0] - level;
  let bits = binary(differences.indexOf(categoryOf(difference)), 5) + magnitude(difference);
  let run = 0;
  for (const value of block.slice(1)) {
    if (value === 0) {
      run++;
      continue;
    }
    for (; run > 15; run -= 16) bits += binary(coefficients.indexOf(0xf0), 8);
    bits += binary(coefficients.indexOf((run << 4) | categoryOf(value)), 8) + magnitude(value);
    run = 0;
  }
  return run === 0 ? bits : bits + binary(coefficients.indexOf(0x00), 8);
}

const categoryOf = (value: number) => 32 - Math.clz32(Math.abs(value));

function magnitude(value: number): string {
  const category = categoryOf(value);
  return binary(value > 0 ? value : value + 2 ** category - 1, category);
}

/** Bits as bytes: filled up with ones, a zero byte behind every 0xff. */
function stuffed(bits: string): number[] {
  const whole = bits.padEnd(Math.ceil(bits.length / 8) * 8, "1");
  return Array.from({ length: whole.length / 8 }, (_, n) =>
    Number.parseInt(whole.slice(8 * n, 8 * n + 8), 2),
  ).flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]));
}

/** The coefficients of an image, quantised by steps of 1 (T.81, A.3.3); its last samples fill blocks up. */
export function blocksOf(
  { columns, rows, precision }: Omit<SequentialImage, "blocks">,
  sample: (x: number, y: number) => number,
): number[][] {
  const across = Math.ceil(columns / 8);
  return Array.from({ length: across * Math.ceil(rows / 8) }, (_, n) => {
    const [left, top] = [8 * (n % across), 8 * Math.floor(n / across)];
    const samples = Array.from({ length: 64 }, (_value, v) => {
      const x = Math.min(left + (v % 8), columns - 1);
      return sample(x, Math.min(top + (v >> 3), rows - 1)) - 2 ** (precision - 1);
    });
    return zigzag.map((k) => {
      let sum = 0;
      for (let v = 0; v < 64; v++) sum += samples[v] * cosines(k, v);
      return Math.round(sum);
    });
  });
}

/** What coefficient k, counted row by row, adds to sample v of its block if it is 1. */
export function cosines(k: number, v: number): number {
  const along = (u: number, x: number) =>
    (u === 0 ? Math.SQRT1_2 : 1) * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
  return (along(k % 8, v % 8) * along(k >> 3, v >> 3)) / 4;
}

/** Coefficients, counted row by row, in the order of the zigzag: by diagonals, up and down in turn. */
export const zigzag: readonly number[] = Array.from({ length: 64 }, (_, k) => k).sort((a, b) => {
  const diagonal = (k: number) => (k % 8) + (k >> 3);
  const isUp = diagonal(a) % 2 === 0;
  return diagonal(a) - diagonal(b) || (isUp ? b - a : a - b);
});
