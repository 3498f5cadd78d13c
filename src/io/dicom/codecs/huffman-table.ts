import { damagedFrame } from "./codestream.ts";
import type { JpegSegment } from "./jpeg-header.ts";

/**
 * 65536 entries: for each value of 16 bits, the code that they start with, as 256 × its length + its
 * symbol; 0 for none.
 */
export type HuffmanTable = Uint16Array;

const huffmanTables = 0xc4;

/**
 * Makes the Huffman table that a scan uses (ITU-T T.81, B.2.4.2 and C), by its last definition.
 *
 * @param number class and identifier of the table in one byte, as in the stream
 * @throws VoxomicsError `invalid-file` if no such table is defined, or its codes are impossible
 */
export function huffmanTableOf(
  name: string,
  segments: readonly JpegSegment[],
  number: number,
): HuffmanTable {
  let found: { counts: Uint8Array; values: Uint8Array } | undefined;
  for (const { marker, body } of segments) {
    if (marker !== huffmanTables) continue;
    for (let at = 0; at + 17 <= body.length; ) {
      const counts = body.subarray(at + 1, at + 17);
      const end = at + 17 + counts.reduce((sum, count) => sum + count, 0);
      if (body[at] === number) found = { counts, values: body.subarray(at + 17, end) };
      at = end;
    }
  }
  if (found === undefined) throw damagedFrame(name, "it has no Huffman table for its scan");
  return tableOf(name, found.counts, found.values);
}

/**
 * The table of canonical codes: consecutive numbers, the shortest codes first. `counts[n]` have n + 1
 * bits.
 */
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
