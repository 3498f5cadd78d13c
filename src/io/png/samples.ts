import { allocate } from "../extent.ts";
import type { PngHeader } from "./header.ts";
import { lengthOf, type Pass, passesOf, unfilter } from "./passes.ts";

/** Bytes of a picture out of its compression. */
export function unpackedLength(header: PngHeader): number {
  return passesOf(header).reduce((sum, pass) => sum + lengthOf(pass), 0);
}

/**
 * The samples of a picture, those of a pixel beside each other, row by row.
 *
 * @param bytes out of compression, which are changed
 * @throws VoxomicsError `invalid-file` for an unknown filter
 */
export function samplesOf(bytes: Uint8Array, header: PngHeader): Uint8Array | Uint16Array {
  const { width, height, bits, colour } = header;
  const count = width * height * colour.channels;
  const length = bits === 16 ? 2 * count : count;
  const memory = allocate({ length, text: `${width} x ${height} pixels of PNG` });
  const out = bits === 16 ? new Uint16Array(memory.buffer) : memory;
  const step = Math.max(1, (colour.channels * bits) / 8);
  let start = 0;
  for (const pass of passesOf(header)) {
    const end = start + lengthOf(pass);
    const part = bytes.subarray(start, end);
    unfilter(part, pass, step);
    spread(part, pass, header, out);
    start = end;
  }
  return out;
}

/** Puts the samples of a pass to their places. */
function spread(
  bytes: Uint8Array,
  { x, y, dx, dy, width: across, height: down, rowBytes }: Pass,
  { width, bits, colour: { channels } }: PngHeader,
  out: Uint8Array | Uint16Array,
): void {
  const largest = 2 ** bits - 1;
  for (let row = 0; row < down; row++) {
    const from = row * (1 + rowBytes) + 1;
    for (let column = 0; column < across; column++) {
      const to = ((y + row * dy) * width + x + column * dx) * channels;
      for (let c = 0; c < channels; c++) {
        const sample = column * channels + c;
        if (bits === 16) {
          out[to + c] = (bytes[from + 2 * sample] << 8) | bytes[from + 2 * sample + 1];
        } else if (bits === 8) {
          out[to + c] = bytes[from + sample];
        } else {
          const bit = sample * bits;
          out[to + c] = (bytes[from + (bit >> 3)] >> (8 - bits - (bit & 7))) & largest;
        }
      }
    }
  }
}
