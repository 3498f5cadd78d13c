// TIFF 6.0: https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf, BigTIFF: https://libtiff.gitlab.io/libtiff/specification/bigtiff.html

import { counted } from "../../messages/phrases.ts";
import { invalidFile } from "../invalid-file.ts";

/** A field of a page, whose values lie from byte `at` on. */
export interface Field {
  readonly type: number;
  readonly count: number;
  readonly at: number;
}

/** The fields of a page by their tags. */
export type Directory = ReadonlyMap<number, Field>;

/** A TIFF file in memory, and the fields of its pages. */
export interface TiffFile {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly littleEndian: boolean;
  /** Whether it is a BigTIFF, with places of 64 bits. */
  readonly big: boolean;
  readonly directories: readonly Directory[];
}

/** Whether a file with these first bytes is a TIFF or BigTIFF file. */
export function isTiff(head: Uint8Array): boolean {
  const [a, b, c, d] = head;
  const known = (version: number) => version === 42 || version === 43;
  if (a === 0x49 && b === 0x49) return known(c) && d === 0;
  return a === 0x4d && b === 0x4d && c === 0 && known(d);
}

/** Bytes of a value by its type. */
const typeBytes: ReadonlyMap<number, number> = new Map([
  ...[1, 2, 6, 7].map((type) => [type, 1] as const),
  ...[3, 8].map((type) => [type, 2] as const),
  ...[4, 9, 11, 13].map((type) => [type, 4] as const),
  ...[5, 10, 12, 16, 17, 18].map((type) => [type, 8] as const),
]);

/**
 * Opens a TIFF file: the fields of all its pages, whose values are read later.
 *
 * @throws VoxomicsError `invalid-file` for places beyond its end, pages that follow each other in a circle, or
 *   lists of fields that overlap
 */
export function openTiff(bytes: Uint8Array): TiffFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = bytes[0] === 0x49;
  if (bytes.length < 8) throw cutOff("header", 0, bytes);
  const big = view.getUint16(2, littleEndian) === 43;
  const file = { bytes, view, littleEndian, big };
  if (
    big &&
    (bytes.length < 16 || view.getUint32(4, littleEndian) !== (littleEndian ? 8 : 0x80000))
  ) {
    throw invalidFile("BigTIFF header: expected places of 8 bytes"); // biome-ignore format: one line
  }
  const directories: Directory[] = [];
  const seen = new Set<number>();
  let listed = 0;
  for (let at = placeAt(file, big ? 8 : 4); at !== 0; ) {
    if (seen.has(at)) throw invalidFile(`TIFF page at byte ${at} follows itself`, { at });
    seen.add(at);
    const { directory, end, next } = directoryAt(file, at);
    // lists that overlap could make a small file take for ever
    listed += end - at;
    if (listed > bytes.length) {
      throw invalidFile(
        `TIFF has lists of fields that overlap: ${counted(seen.size, "page")} have ${listed} bytes of them, expected at most the file's ${bytes.length}`,
        { listed, length: bytes.length },
      );
    }
    directories.push(directory);
    at = next;
  }
  if (directories.length === 0) throw invalidFile("TIFF holds no page");
  return { ...file, directories };
}

function directoryAt(file: Omit<TiffFile, "directories">, at: number) {
  const { bytes, view, littleEndian, big } = file;
  const head = big ? 8 : 2;
  if (at + head > bytes.length) throw cutOff("page", at, bytes);
  const count = big ? placeAt(file, at) : view.getUint16(at, littleEndian);
  const length = big ? 20 : 12;
  const end = at + head + count * length;
  if (end + (big ? 8 : 4) > bytes.length) throw cutOff("page", at, bytes);
  const directory = new Map<number, Field>();
  for (let entry = at + head; entry < end; entry += length) {
    const type = view.getUint16(entry + 2, littleEndian);
    const values = big ? placeAt(file, entry + 4) : view.getUint32(entry + 4, littleEndian);
    const own = entry + (big ? 12 : 8);
    const isHere = (typeBytes.get(type) ?? 1) * values <= (big ? 8 : 4);
    const field = { type, count: values, at: isHere ? own : placeAt(file, own) };
    directory.set(view.getUint16(entry, littleEndian), field);
  }
  return { directory, end: end + (big ? 8 : 4), next: placeAt(file, end) };
}

/** A place in the file: 4 bytes, in BigTIFF 8. */
function placeAt({ view, littleEndian, big }: Omit<TiffFile, "directories">, at: number): number {
  return big ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian);
}

/**
 * The numbers of a field.
 *
 * @param what the field is called
 * @throws VoxomicsError `invalid-file` for values beyond the end of the file, or of a type that is no number
 */
export function numbersOf(file: TiffFile, field: Field, what: string): readonly number[] {
  const { bytes, view, littleEndian } = file;
  const { type, count, at } = field;
  const width = typeBytes.get(type);
  if (width === undefined || type === 2 || type === 7) {
    throw invalidFile(`TIFF ${what}: found values of type ${type}, expected numbers`, { type });
  }
  if (!(at + count * width <= bytes.length)) throw cutOff(what, at, bytes);
  return Array.from({ length: count }, (_, n) => {
    const place = at + n * width;
    switch (type) {
      case 1:
        return view.getUint8(place);
      case 3:
        return view.getUint16(place, littleEndian);
      case 5:
        return view.getUint32(place, littleEndian) / view.getUint32(place + 4, littleEndian);
      case 6:
        return view.getInt8(place);
      case 8:
        return view.getInt16(place, littleEndian);
      case 9:
        return view.getInt32(place, littleEndian);
      case 10:
        return view.getInt32(place, littleEndian) / view.getInt32(place + 4, littleEndian);
      case 11:
        return view.getFloat32(place, littleEndian);
      case 12:
        return view.getFloat64(place, littleEndian);
      case 16:
      case 18:
        return Number(view.getBigUint64(place, littleEndian));
      case 17:
        return Number(view.getBigInt64(place, littleEndian));
      default:
        return view.getUint32(place, littleEndian);
    }
  });
}

/** Most characters of a text that are looked at. */
const longestText = 1 << 20;

/** The text of a field; null if it has none. */
export function textOf({ bytes }: TiffFile, field: Field | undefined): string | null {
  if (field === undefined || field.type !== 2 || !(field.at < bytes.length)) return null;
  const end = field.at + Math.min(field.count, longestText);
  return new TextDecoder().decode(bytes.subarray(field.at, end)).split("\0")[0];
}

function cutOff(what: string, at: number, { length }: Uint8Array) {
  return invalidFile(`TIFF file is cut off: its ${what} at byte ${at} goes on beyond its ${length} bytes`, { at, length }); // biome-ignore format: one line
}
