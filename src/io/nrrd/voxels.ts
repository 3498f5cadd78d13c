import { type ByteReader, openBytes } from "../byte-reader.ts";
import { allocate, type Extent, readToEnd, type Stored } from "../extent.ts";
import { invalidFile } from "../invalid-file.ts";
import { namingFile } from "../name-file.ts";
import type { Beside } from "../source.ts";
import { readBzip2 } from "./read-bzip2.ts";
import type { Storage } from "./storage.ts";
import { readHex, readText } from "./text-encodings.ts";

/**
 * The bytes of all values of a file, in the order of its axes.
 *
 * @param bytes of the file with the header, which stand at the header's end
 * @param names of the files that hold the values; null where they follow in `bytes`
 * @throws VoxomicsError `invalid-file` if the files hold fewer values than expected, or another number
 *   of them as text;
 *   `too-large` without memory for them
 */
export async function readStored(
  storage: Storage,
  bytes: ByteReader,
  names: readonly string[] | null,
  beside: Beside,
): Promise<Stored> {
  const whole = extentOf(storage, storage.count);
  if (names === null) return readPart(storage, bytes, whole);
  const part = extentOf(storage, storage.count / names.length);
  let stored: Uint8Array<ArrayBuffer> | undefined;
  let behind = 0;
  for (const [n, name] of names.entries()) {
    const file = await beside(name);
    await namingFile(file.name ?? name, async () => {
      const reader = await openBytes(file.input, false);
      try {
        const read = await readPart(storage, reader, part);
        // memory for all files is allocated only once the first one has proved to be sound
        stored ??= names.length === 1 ? read.bytes : allocate(whole);
        if (names.length > 1) stored.set(read.bytes, n * part.length);
        behind += read.behind;
      } finally {
        await reader.close();
      }
    });
  }
  return { bytes: stored as Uint8Array<ArrayBuffer>, behind };
}

/** The room that `count` values take as they are stored; by default, all values. */
export function extentOf({ type, sizes, encoding, count: all }: Storage, count = all): Extent {
  return {
    format: "NRRD",
    start: 0,
    length: count * (type.bits / 8),
    text: `${count} values of type ${type.name}, ${encoding}, for the sizes ${sizes.join(" x ")}`,
  };
}

/** Reads the values of one file, or those after the header, from the position of `bytes` on. */
async function readPart(storage: Storage, bytes: ByteReader, extent: Extent): Promise<Stored> {
  const { encoding, type, lineSkip, byteSkip } = storage;
  await skipLines(bytes, lineSkip);
  if (encoding === "gzip") {
    if (bytes.gzip) throw invalidFile("NRRD file: gzip within gzip, expected one of both");
    const inflated = bytes.inflateRest();
    try {
      return await readToEnd(inflated, { ...extent, start: byteSkip });
    } finally {
      await inflated.close();
    }
  }
  if (encoding === "bzip2") return readBzip2(bytes, { ...extent, start: byteSkip });
  const start = byteSkip < 0 ? startOfLast(bytes, extent) : bytes.position + byteSkip;
  if (encoding === "raw") return readToEnd(bytes, { ...extent, start });
  await bytes.skipTo(start);
  const read = encoding === "hex" ? readHex(bytes, extent) : readText(bytes, extent, type);
  return { bytes: await read, behind: 0 };
}

/** The first byte of values that are the last bytes of a file. */
function startOfLast(bytes: ByteReader, { length, text }: Extent): number {
  if (bytes.gzip) {
    throw invalidFile("NRRD header: byte skip is -1, but the file's length out of gzip is unknown");
  }
  const start = bytes.fileLength - length;
  if (start >= bytes.position) return start;
  throw invalidFile(
    `NRRD file is too short: found ${bytes.fileLength - bytes.position} bytes, expected ${length} (${text})`,
    { found: bytes.fileLength, expected: length },
  );
}

async function skipLines(bytes: ByteReader, count: number): Promise<void> {
  for (let left = count; left > 0; ) {
    const chunk = await bytes.peek(1 << 16);
    if (chunk.length === 0) {
      throw invalidFile(`NRRD file ends after ${count - left} lines, line skip is ${count}`, {
        found: count - left,
        expected: count,
      });
    }
    let at = 0;
    while (left > 0) {
      const end = chunk.indexOf(10, at);
      if (end < 0) break;
      at = end + 1;
      left--;
    }
    await bytes.skipTo(bytes.position + (left > 0 ? chunk.length : at));
  }
}
