import { quoted } from "../../messages/phrases.ts";
import type { ByteReader } from "../byte-reader.ts";
import { allocate, type Extent } from "../extent.ts";
import { invalidFile } from "../invalid-file.ts";
import type { VoxelType } from "../voxel-type.ts";
import { parseNumber } from "./field-values.ts";

const chunkLength = 1 << 16;

/** Most characters of a number. */
const longestWord = 400;

/**
 * Values written as hexadecimal bytes, with white space anywhere between the digits.
 *
 * @throws VoxomicsError `invalid-file`
 */
export async function readHex(bytes: ByteReader, extent: Extent): Promise<Uint8Array<ArrayBuffer>> {
  const digits = 2 * extent.length;
  checkCapacity(bytes, digits, extent);
  const out = allocate(extent);
  let found = 0;
  for await (const chunk of chunksOf(bytes)) {
    for (const byte of chunk) {
      if (isSpace(byte)) continue;
      const digit = hexDigit(byte);
      if (digit < 0) {
        throw invalidFile(
          `NRRD voxels: found ${quoted(String.fromCharCode(byte))} among hexadecimal digits`,
          { byte },
        );
      }
      if (found < digits) out[found >> 1] = (out[found >> 1] << 4) | digit;
      found++;
    }
  }
  if (found !== digits) throw wrongCount(found, digits, "hexadecimal digits", extent);
  return out;
}

/**
 * Values written as decimal numbers, divided by white space or commas; the bytes are in the platform's
 * order.
 *
 * @throws VoxomicsError `invalid-file` for what is no number, or none that the type can hold.
 */
export async function readText(
  bytes: ByteReader,
  extent: Extent,
  { array, bits, name }: VoxelType,
): Promise<Uint8Array<ArrayBuffer>> {
  const count = extent.length / (bits / 8);
  checkCapacity(bytes, 2 * count - 1, extent);
  const out = allocate(extent);
  const values = new array(out.buffer);
  let found = 0;
  const take = (word: string): void => {
    if (found < count && !store(values, found, word)) {
      throw invalidFile(`NRRD voxels: value ${found + 1} is ${quoted(word)}, expected ${name}`, {
        value: found,
      });
    }
    found++;
  };

  const letters = new TextDecoder("latin1");
  let rest = "";
  for await (const chunk of chunksOf(bytes)) {
    const text = rest + letters.decode(chunk);
    const words = text.split(/[\s,]+/);
    // the last word may go on in the next chunk
    rest = words.pop() as string;
    if (rest.length > longestWord) {
      throw invalidFile(`NRRD voxels: found a word of over ${longestWord} letters`, { found });
    }
    for (const word of words) if (word !== "") take(word);
  }
  if (rest !== "") take(rest);
  if (found !== count) throw wrongCount(found, count, "numbers", extent);
  return out;
}

/** Writes the number that a word stands for; returns whether it is one that the type can hold. */
function store(values: InstanceType<VoxelType["array"]>, n: number, word: string): boolean {
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    if (!/^[-+]?\d+$/.test(word)) return false;
    const integer = BigInt(word);
    values[n] = integer;
    return values[n] === integer;
  }
  const value = parseNumber(word);
  if (value === null) return false;
  values[n] = value;
  const float = values instanceof Float32Array || values instanceof Float64Array;
  return float || values[n] === value;
}

async function* chunksOf(bytes: ByteReader): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(chunkLength);
  for (;;) {
    const length = await bytes.read(buffer);
    if (length > 0) yield buffer.subarray(0, length);
    if (length < buffer.length) return;
  }
}

/** Refuses more values than the file has characters for, before memory is allocated for them. */
function checkCapacity(bytes: ByteReader, letters: number, { text }: Extent): void {
  const capacity = bytes.capacity - bytes.position;
  if (letters <= capacity) return;
  throw invalidFile(
    `NRRD file is too short: found at most ${capacity} bytes, expected at least ${letters} (${text})`,
    { found: capacity, expected: letters },
  );
}

function wrongCount(found: number, expected: number, what: string, { text }: Extent) {
  return invalidFile(`NRRD voxels: found ${found} ${what}, expected ${expected} (${text})`, {
    found,
    expected,
  });
}

const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

/** The value of a hexadecimal digit; -1 for any other character. */
function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
