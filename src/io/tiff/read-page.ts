import { counted } from "../../messages/phrases.ts";
import type { VoxelArray } from "../../volume/volume.ts";
import { invalidFile } from "../invalid-file.ts";
import { decodeVoxels, platformIsLittleEndian } from "../voxel-type.ts";
import type { Page } from "./page.ts";
import { undoPredictor } from "./predictor.ts";
import { type Directory, numbersOf, type TiffFile } from "./tiff-file.ts";

/**
 * Reads the samples of a page, those of a pixel beside each other, row by row.
 *
 * @param out takes them
 * @throws VoxomicsError `invalid-file` for strips or tiles that are missing, damaged or too short
 */
export async function readPage(
  file: TiffFile,
  directory: Directory,
  page: Page,
  out: VoxelArray,
): Promise<void> {
  const { kind, across, down, apart } = page.blocks;
  const planes = apart ? page.channels : 1;
  const places = placesOf(file, directory, page, across * down * planes);
  for (const [n, { at, length }] of places.entries()) {
    const where = `${page.name}, ${kind} ${n + 1}`;
    if (!(length > 0 && at + length <= file.bytes.length)) {
      throw invalidFile(`${where} is of ${length} bytes from byte ${at}, expected some within the file's ${file.bytes.length}`); // biome-ignore format: one line
    }
    const block = n % (across * down);
    const place = {
      x: (block % across) * page.blocks.width,
      y: Math.floor(block / across) * page.blocks.height,
      plane: Math.floor(n / (across * down)),
    };
    const samples = await samplesOf(file, page, file.bytes.subarray(at, at + length), place, where);
    put(samples, page, place, out);
  }
}

/** Where the blocks of a page lie in the file. */
function placesOf(file: TiffFile, directory: Directory, page: Page, count: number) {
  const { kind } = page.blocks;
  const [offsets, lengths] = (kind === "tile" ? [324, 325] : [273, 279]).map((tag) => directory.get(tag)); // biome-ignore format: one line
  const isPlain = page.codec.ratio === 1;
  const listed = [offsets, isPlain && count === 1 ? offsets : lengths];
  if (listed.some((field) => field?.count !== count)) {
    const found = listed.map((field) => field?.count ?? 0).join(" and ");
    throw invalidFile(
      `${page.name} lists ${found} places and lengths of ${kind}s, expected ${count}`,
      { expected: count },
    );
  }
  const at = offsets === undefined ? [] : numbersOf(file, offsets, `${kind} places`);
  if (lengths === undefined) return at.map((start) => ({ at: start, length: file.bytes.length - start })); // biome-ignore format: one line
  const of = numbersOf(file, lengths, `${kind} lengths`);
  return at.map((start, n) => ({ at: start, length: of[n] ?? 0 }));
}

/** Where a block belongs in its page. */
interface Place {
  readonly x: number;
  readonly y: number;
  /** Which sample of the pixels it holds, where these lie apart. */
  readonly plane: number;
}

/** The samples of a block. */
async function samplesOf(
  { littleEndian }: TiffFile,
  page: Page,
  packed: Uint8Array,
  { y }: Place,
  where: string,
): Promise<VoxelArray> {
  const { bits, type, codec, predictor, blocks } = page;
  const step = blocks.apart ? 1 : page.channels;
  const rows = blocks.kind === "tile" ? blocks.height : Math.min(blocks.height, page.height - y);
  const rowBytes = Math.ceil((blocks.width * step * bits) / 8);
  const length = rows * rowBytes;
  if (length > packed.length * codec.ratio) {
    const most = `${counted(packed.length, "byte")} of the compression ${codec.name}`;
    throw invalidFile(`${where} needs ${length} bytes, which ${most} cannot hold`, { length });
  }
  const bytes = await codec.decode(packed, length, where);
  if (bits !== type.bits || bits < 8) return spread(bytes, page, rowBytes, blocks.width * step);
  undoPredictor({ bytes, rowBytes, bits, step }, predictor, littleEndian);
  return decodeVoxels(bytes, type, platformIsLittleEndian(), [blocks.width * step, rows, 1]);
}

/** Samples whose bits are no whole bytes, highest bit first; each row starts at a byte. */
function spread(
  bytes: Uint8Array,
  { bits }: Page,
  rowBytes: number,
  perRow: number,
): Uint8Array | Uint16Array {
  const count = (bytes.length / rowBytes) * perRow;
  const out = bits > 8 ? new Uint16Array(count) : new Uint8Array(count);
  const mask = 2 ** bits - 1;
  for (let n = 0; n < count; n++) {
    const row = Math.floor(n / perRow);
    const bit = (n - row * perRow) * bits;
    const at = row * rowBytes + (bit >> 3);
    const three = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    out[n] = (three >> (24 - (bit & 7) - bits)) & mask;
  }
  return out;
}

/** Puts the samples of a block to their places; what a tile has beyond the page is left out. */
function put(samples: VoxelArray, page: Page, { x, y, plane }: Place, out: VoxelArray): void {
  const { width, height, channels, blocks } = page;
  const step = blocks.apart ? 1 : channels;
  const across = Math.min(blocks.width, width - x);
  const rows = Math.min(blocks.height, height - y);
  for (let row = 0; row < rows; row++) {
    const from = row * blocks.width * step;
    const to = ((y + row) * width + x) * channels + plane;
    if (!blocks.apart) {
      out.set(samples.subarray(from, from + across * step), to);
      continue;
    }
    for (let n = 0; n < across; n++) out[to + n * channels] = samples[from + n];
  }
}
