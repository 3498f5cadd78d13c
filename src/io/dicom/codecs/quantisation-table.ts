import { damagedFrame } from "./codestream.ts";
import type { JpegSegment } from "./jpeg-header.ts";

const quantisationTables = 0xdb;

/**
 * The 64 steps of a quantisation table, in zigzag order (ITU-T T.81, B.2.4.1), by its last definition.
 *
 * @throws VoxomicsError `invalid-file` if there is none, or it is cut off.
 */
export function quantisationTableOf(
  name: string,
  segments: readonly JpegSegment[],
  number: number,
): readonly number[] {
  let found: Uint8Array | undefined;
  for (const { marker, body } of segments) {
    if (marker !== quantisationTables) continue;
    for (let at = 0; at < body.length; ) {
      const end = at + (body[at] >> 4 === 0 ? 65 : 129);
      if ((body[at] & 15) === number) found = body.subarray(at + 1, end);
      at = end;
    }
  }
  if (found?.length === 64) return Array.from(found);
  if (found?.length !== 128) {
    throw damagedFrame(name, `its quantisation table ${number} is missing or cut off`);
  }
  const view = new DataView(found.buffer, found.byteOffset, 128);
  return Array.from({ length: 64 }, (_, n) => view.getUint16(2 * n));
}
