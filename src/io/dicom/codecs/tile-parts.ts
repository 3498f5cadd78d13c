import { damagedFrame } from "./codestream.ts";

const startOfTilePart = 0xff90;
const endOfCodestream = 0xffd9;

/** Bytes of the shortest tile-part: the segment of its start, and the marker before its data. */
const shortestTilePart = 14;

/**
 * Checks that the tile-parts of a JPEG 2000 codestream are all there, by the lengths that they state (ITU-T
 * T.800, A.4.2). A decoder may take missing ones for zeros.
 *
 * @throws VoxomicsError `invalid-file` for a codestream that is cut off, or does not end where the lengths of
 *   its tile-parts lead
 */
export function checkTileParts(name: string, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = bytes.findLastIndex((byte) => byte !== 0) + 1; // a zero byte may pad it
  const isThere = (at: number, count: number) => at + count <= bytes.length;
  let at = 2;
  // over the main header
  while (isThere(at, 4) && view.getUint16(at) !== startOfTilePart) {
    at += 2 + Math.max(view.getUint16(at + 2), 2);
  }
  while (isThere(at, shortestTilePart) && view.getUint16(at) === startOfTilePart) {
    const stated = view.getUint32(at + 6);
    // 0 stands for all bytes up to the end of the codestream
    const part = stated === 0 ? Math.max(length - 2 - at, shortestTilePart) : stated;
    if (part < shortestTilePart) {
      throw damagedFrame(name, `its tile-part at byte ${at} has ${part} bytes`);
    }
    at += part;
  }
  if (!isThere(at, 2) || view.getUint16(at) !== endOfCodestream) {
    throw damagedFrame(
      name,
      `its tile-parts end at byte ${at} of ${bytes.length}, without the end of a codestream`,
    );
  }
}
