import { deflateSync } from "node:zlib";

/** A page to be written. */
export interface FixturePage {
  readonly width: number;
  readonly height: number;
  /** Samples of a pixel beside each other, row by row. */
  readonly samples: readonly number[];
  readonly bits?: number;
  /** 1: unsigned, 2: signed, 3: float. */
  readonly format?: number;
  readonly channels?: number;
  /** 1: none, 5: LZW, 8: deflate, 32773: PackBits. */
  readonly compression?: number;
  readonly predictor?: number;
  readonly tile?: readonly [width: number, height: number] | undefined;
  readonly rowsPerStrip?: number | undefined;
  /** Samples of a pixel in strips of their own. */
  readonly apart?: boolean;
  /** Fields that are added or replaced: tag, type and numbers, or a text; null leaves one out. */
  readonly fields?: Readonly<Record<number, readonly [type: number, values: readonly number[]] | string | null>>; // biome-ignore format: one line
}

export interface FixtureFile {
  readonly pages: readonly FixturePage[];
  readonly littleEndian?: boolean;
  readonly big?: boolean;
}

/** A TIFF file, written as TIFF 6.0 says it, apart from the reader. */
export function tiffFile({
  pages,
  littleEndian = true,
  big = false,
}: FixtureFile): Uint8Array<ArrayBuffer> {
  // biome-ignore format: one line
  const out: number[] = [];
  const number = (bytes: number, value: number | bigint) => numberBytes(bytes, value, littleEndian);
  const patch = (at: number, bytes: readonly number[]) => void out.splice(at, bytes.length, ...bytes); // biome-ignore format: one line
  const place = big ? 8 : 4;
  out.push(...(littleEndian ? [0x49, 0x49] : [0x4d, 0x4d]), ...number(2, big ? 43 : 42));
  if (big) out.push(...number(2, 8), ...number(2, 0));
  let link = out.length;
  out.push(...number(place, 0));
  for (const page of pages) {
    const blocks = blocksOf(page, littleEndian);
    const places = blocks.map((block) => {
      const at = out.length;
      out.push(...block);
      return at;
    });
    const fields = fieldsOf(page, places, blocks.map(({ length }) => length)); // biome-ignore format: one line
    const written = fields.map(([tag, type, values]) => {
      const bytes = values.flatMap((value) => valueBytes(type, value, littleEndian));
      if (bytes.length <= place) return [tag, type, values.length, [...bytes, ...Array(place - bytes.length).fill(0)]] as const; // biome-ignore format: one line
      const at = out.length;
      out.push(...bytes);
      return [tag, type, values.length, number(place, at)] as const;
    });
    patch(link, number(place, out.length));
    out.push(...number(big ? 8 : 2, written.length));
    for (const [tag, type, count, own] of written) {
      out.push(...number(2, tag), ...number(2, type), ...number(place, count), ...own);
    }
    link = out.length;
    out.push(...number(place, 0));
  }
  return Uint8Array.from(out);
}

function fieldsOf(page: FixturePage, places: readonly number[], lengths: readonly number[]) {
  const {
    width,
    height,
    bits = 8,
    format = 1,
    channels = 1,
    compression = 1,
    predictor = 1,
  } = page;
  const { tile, rowsPerStrip = height, apart = false, fields = {} } = page;
  const each = (value: number) => Array<number>(channels).fill(value);
  const of: Record<number, readonly [number, readonly number[]] | string | null> = {
    256: [4, [width]],
    257: [3, [height]],
    258: [3, each(bits)],
    259: [3, [compression]],
    262: [3, [channels >= 3 ? 2 : 1]],
    277: [3, [channels]],
    284: [3, [apart ? 2 : 1]],
    317: [3, [predictor]],
    339: [3, each(format)],
    ...(tile === undefined
      ? { 273: [4, places], 278: [4, [rowsPerStrip]], 279: [4, lengths] }
      : { 322: [3, [tile[0]]], 323: [3, [tile[1]]], 324: [4, places], 325: [4, lengths] }),
    ...fields,
  };
  return Object.entries(of).flatMap(([tag, field]) => {
    if (field === null) return [];
    if (typeof field === "string")
      return [[Number(tag), 2, [...Buffer.from(`${field}\0`)]] as const];
    return [[Number(tag), field[0], field[1]] as const];
  });
}

/** The bytes of an integer of 2, 4 or 8 bytes. */
function numberBytes(bytes: number, value: number | bigint, littleEndian: boolean): number[] {
  const all = Array.from({ length: bytes }, (_, n) => Number((BigInt.asUintN(64, BigInt(value)) >> BigInt(8 * n)) & 0xffn)); // biome-ignore format: one line
  return littleEndian ? all : all.reverse();
}

function valueBytes(type: number, value: number, littleEndian: boolean): number[] {
  if (type === 5) return [...numberBytes(4, Math.round(value * 1000), littleEndian), ...numberBytes(4, 1000, littleEndian)]; // biome-ignore format: one line
  const width = { 1: 1, 2: 1, 3: 2, 4: 4, 16: 8 }[type] ?? 1;
  return numberBytes(width, value, littleEndian);
}

/** The strips or tiles of a page. */
function blocksOf(page: FixturePage, littleEndian: boolean): number[][] {
  const { width, height, channels = 1, tile, rowsPerStrip = height, apart = false } = page;
  const [across, down] = tile ?? [width, rowsPerStrip];
  const blocks: number[][] = [];
  for (const plane of apart
    ? Array.from({ length: channels }, (_, c) => [c])
    : [Array.from({ length: channels }, (_, c) => c)]) {
    // biome-ignore format: one line
    for (let y0 = 0; y0 < height; y0 += down) {
      for (let x0 = 0; x0 < width; x0 += across) {
        const rows = tile === undefined ? Math.min(down, height - y0) : down;
        const bytes = Array.from({ length: rows }, (_, row) => {
          const samples = Array.from({ length: across }, (_, column) => column).flatMap((column) =>
            plane.map((c) => {
              const [x, y] = [Math.min(x0 + column, width - 1), Math.min(y0 + row, height - 1)];
              return page.samples[(y * width + x) * channels + c];
            }),
          );
          return rowBytes(samples, page, plane.length, littleEndian);
        }).flat();
        blocks.push(packed(bytes, page.compression ?? 1));
      }
    }
  }
  return blocks;
}

function rowBytes(
  samples: readonly number[],
  { bits = 8, format = 1, predictor = 1 }: FixturePage,
  step: number,
  littleEndian: boolean,
): number[] {
  if (bits % 8 !== 0) {
    const text = samples.map((sample) => sample.toString(2).padStart(bits, "0")).join("");
    return (text.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
  }
  const width = bits / 8;
  const coded = samples.map((sample) => bitsOf(sample, bits, format));
  if (predictor === 3) {
    const planes = Array.from({ length: width }, (_, byte) =>
      coded.map((one) => numberBytes(width, one, false)[byte]),
    ).flat();
    return planes.map((byte, n) => (byte - (planes[n - step] ?? 0) + 256) % 256);
  }
  const values = predictor === 2 ? coded.map((one, n) => one - (coded[n - step] ?? 0n)) : coded;
  return values.flatMap((value) => numberBytes(width, value, littleEndian));
}

/** The bits of a sample as an integer. */
function bitsOf(sample: number, bits: number, format: number): bigint {
  if (format !== 3) return BigInt(sample);
  const view = new DataView(new ArrayBuffer(8));
  if (bits === 64) view.setFloat64(0, sample);
  else view.setFloat32(4, sample);
  return view.getBigUint64(0);
}

function packed(bytes: number[], compression: number): number[] {
  if (compression === 5) return lzw(bytes);
  if (compression === 8 || compression === 32946) return [...deflateSync(Uint8Array.from(bytes))];
  if (compression === 32773) return packBits(bytes);
  return bytes;
}

/** Runs of two and more equal bytes, and what lies between them. */
function packBits(bytes: readonly number[]): number[] {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && bytes[at + run] === bytes[at]) run++;
    if (run > 1) out.push(257 - run, bytes[at]);
    else out.push(0, bytes[at]);
    at += run;
  }
  return out;
}

/** LZW with strings as keys, after the pseudocode of TIFF 6.0, section 13. */
function lzw(bytes: readonly number[]): number[] {
  let text = "";
  let table = new Map<string, number>();
  let next = 258;
  const width = () => (next < 512 ? 9 : next < 1024 ? 10 : next < 2048 ? 11 : 12);
  const write = (code: number) => (text += code.toString(2).padStart(width(), "0"));
  const clear = () => {
    write(256);
    table = new Map(Array.from({ length: 256 }, (_, byte) => [String(byte), byte]));
    next = 258;
  };
  clear();
  let word = "";
  for (const byte of bytes) {
    const longer = word === "" ? String(byte) : `${word} ${byte}`;
    if (table.has(longer)) {
      word = longer;
      continue;
    }
    write(table.get(word) ?? 0);
    table.set(longer, next++);
    if (next === 4095) clear();
    word = String(byte);
  }
  if (word !== "") {
    write(table.get(word) ?? 0);
    next++; // the reader adds a string for it
  }
  write(257);
  return (text.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
}
