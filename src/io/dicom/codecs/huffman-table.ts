import { damagedFrame } from "./codestream.ts";

/** For every 16 bits: the code that they start with, as 256 × its length + its value; 0 is none. */
export type HuffmanTable = Uint16Array;

/**
 * The tables of a segment that defines some (ITU-T T.81, B.2.4.2 and C), by class and identifier.
 *
 * @throws VoxomicsError `invalid-file` for lengths that no codes have.
 */
export function huffmanTables(name: string, body: Uint8Array): ReadonlyMap<number, HuffmanTable> {
  const tables = new Map<number, HuffmanTable>();
  for (let at = 0; at + 17 <= body.length; ) {
    const counts = body.subarray(at + 1, at + 17);
    const values = body.subarray(at + 17, at + 17 + counts.reduce((sum, count) => sum + count, 0));
    tables.set(body[at], tableOf(name, counts, values));
    at += 17 + values.length;
  }
  return tables;
}

/** Codes of each length follow each other, and so do the lengths. */
function tableOf(name: string, counts: Uint8Array, values: Uint8Array): HuffmanTable {
  const table = new Uint16Array(1 << 16);
  let next = 0;
  let used = 0;
  for (let length = 1; length <= 16; length++) {
    for (let n = 0; n < counts[length - 1]; n++) {
      const end = next + (1 << (16 - length));
      if (used >= values.length || end > table.length) {
        throw damagedFrame(name, "its Huffman table is cut off or has too many codes");
      }
      table.fill(256 * length + values[used++], next, end);
      next = end;
    }
  }
  return table;
}
