import { damagedFrame } from "./codestream.ts";

const startOfTilePart = 0xff90;
const endOfCodestream = 0xffd9;

/** The marker segment that starts a tile-part, and the marker that starts its data. */
const shortestTilePart = 14;

/**
 * Checks that a JPEG 2000 codestream has all of the tile-parts that it says (ITU-T T.800, A.4.2): a
 * decoder may take what is missing for zeros.
 *
 * @throws VoxomicsError `invalid-file` for a codestream that is cut off, or whose lengths lead elsewhere.
 */
export function checkTileParts(name: string, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = bytes.findLastIndex((byte) => byte !== 0) + 1; // a zero byte may pad it
  const isThere = (at: number, count: number) => at + count <= bytes.length;
  let at = 2;
  // the main header
  while (isThere(at, 4) && view.getUint16(at) !== startOfTilePart) {
    at += 2 + Math.max(view.getUint16(at + 2), 2);
  }
  while (isThere(at, shortestTilePart) && view.getUint16(at) === startOfTilePart) {
    const stated = view.getUint32(at + 6);
    // none stated: up to the end
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
