import { invalidFile } from "../invalid-file.ts";
import type { PngHeader } from "./header.ts";

/** Pixels of a picture that are stored together: every `dx`th of every `dy`th row, from (x, y) on. */
export interface Pass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  /** Pixels in a row of the pass. */
  readonly width: number;
  readonly height: number;
  /** Bytes of a row, without that of its filter. */
  readonly rowBytes: number;
}

/** Where the passes of an interlaced picture start, and their steps (PNG 8.2, Adam7). */
const interlaced = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The passes that a picture is stored in, without those that have no pixel. */
export function passesOf(
  header: Pick<PngHeader, "width" | "height" | "bits" | "colour" | "interlaced">,
): readonly Pass[] {
  const { width, height, bits, colour } = header;
  const all = header.interlaced ? interlaced : ([[0, 0, 1, 1]] as const);
  return all
    .map(([x, y, dx, dy]) => {
      const across = Math.ceil((width - x) / dx);
      const down = Math.ceil((height - y) / dy);
      const rowBytes = Math.ceil((across * colour.channels * bits) / 8);
      return { x, y, dx, dy, width: across, height: down, rowBytes };
    })
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

/** Bytes of a pass, with one for the filter of each row. */
export function lengthOf({ height, rowBytes }: Pass): number {
  return height * (1 + rowBytes);
}

/**
 * Undoes the filters of a pass (PNG 9.2), in place.
 *
 * @param bytes of the pass: for each row its filter, then its bytes
 * @param step bytes from a sample to that of the pixel before, at least 1
 * @throws VoxomicsError `invalid-file` for an unknown filter
 */
export function unfilter(bytes: Uint8Array, { height, rowBytes }: Pass, step: number): void {
  for (let row = 0; row < height; row++) {
    const start = row * (1 + rowBytes) + 1;
    const filter = bytes[start - 1];
    const above = row === 0 ? -1 : start - 1 - rowBytes;
    unfilterRow(filter, bytes, start, rowBytes, above, step);
  }
}

/** @param above where the row above starts; -1 without one, whose bytes count as 0 */
function unfilterRow(
  filter: number,
  bytes: Uint8Array,
  start: number,
  length: number,
  above: number,
  step: number,
): void {
  switch (filter) {
    case 0:
      return;
    case 1:
      for (let n = step; n < length; n++) bytes[start + n] += bytes[start + n - step];
      return;
    case 2:
      for (let n = 0; n < length && above >= 0; n++) bytes[start + n] += bytes[above + n];
      return;
    case 3:
      for (let n = 0; n < length; n++) {
        const left = n < step ? 0 : bytes[start + n - step];
        bytes[start + n] += (left + (above < 0 ? 0 : bytes[above + n])) >> 1;
      }
      return;
    case 4:
      for (let n = 0; n < length; n++) {
        const left = n < step ? 0 : bytes[start + n - step];
        const up = above < 0 ? 0 : bytes[above + n];
        const corner = n < step || above < 0 ? 0 : bytes[above + n - step];
        bytes[start + n] += paeth(left, up, corner);
      }
      return;
    default:
      throw invalidFile(`PNG has a row of the filter ${filter}, expected 0 to 4`, { filter });
  }
}

/** That of three neighbours which is nearest to left + up - corner (PNG 9.4). */
function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
