import { invalidFile } from "../../invalid-file.ts";
import type { PixelFormat } from "../pixel-format.ts";
import { type Codestream, damagedFrame } from "./codestream.ts";

/** Most bits of a sample that are decoded. */
const mostBits = 16;

/**
 * The byte of a codestream with the bits of a sample, less 1, and in its highest bit whether samples
 * are signed.
 */
export const depthPosition = 42;

/** Most tiles: each takes some kilobytes of the decoder's memory, whatever its size. */
const mostTiles = 4096;

/** What a codestream says about itself. */
export interface Jpeg2000Header extends Codestream {
  readonly signed: boolean;
}

/**
 * What the image and tile size marker of a JPEG 2000 codestream says (ITU-T T.800, A.5.1).
 *
 * @throws VoxomicsError `invalid-file` for another start, subsampling, or more bits or tiles than are
 *   decoded.
 */
export function jpeg2000HeaderOf(name: string, bytes: Uint8Array): Jpeg2000Header {
  const start = [0xff, 0x4f, 0xff, 0x51];
  if (bytes.length < 45 || start.some((byte, n) => bytes[n] !== byte)) {
    throw damagedFrame(name, "it does not start with a codestream's header");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [right, bottom, left, top, tileWidth, tileHeight, tileLeft, tileTop] = Array.from(
    { length: 8 },
    (_, n) => view.getUint32(8 + 4 * n),
  );
  const components = view.getUint16(40);
  const depth = view.getUint8(depthPosition);
  const precision = (depth & 0x7f) + 1;
  const tiles =
    Math.ceil((right - tileLeft) / tileWidth) * Math.ceil((bottom - tileTop) / tileHeight);
  if (!(tiles >= 1 && tiles <= mostTiles)) {
    throw damagedFrame(name, `found ${tiles} tiles, expected 1 to ${mostTiles}`);
  }
  if (precision > mostBits) {
    throw damagedFrame(name, `found samples of ${precision} bits, expected at most ${mostBits}`);
  }
  if (components === 1 && (view.getUint8(43) !== 1 || view.getUint8(44) !== 1)) {
    throw damagedFrame(name, "its samples are fewer than its pixels");
  }
  return {
    columns: right - left,
    rows: bottom - top,
    components,
    precision,
    signed: depth > 0x7f,
  };
}

/**
 * Checks that signed samples belong to signed pixels.
 *
 * @throws VoxomicsError `invalid-file`
 */
export function checkSign(name: string, header: Jpeg2000Header, format: PixelFormat): void {
  if (!header.signed || format.signed) return;
  throw invalidFile(`${name} frame has signed samples, but PixelRepresentation (0028,0103) is 0`);
}
