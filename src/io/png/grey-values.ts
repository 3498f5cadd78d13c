import type { VoxelArray } from "../../volume/volume.ts";
import { invalidFile } from "../invalid-file.ts";
import { colourRefused, greyOf, notOpaque, placeOf } from "../raster/grey.ts";
import type { PngHeader } from "./header.ts";

/**
 * The grey values of a picture: its samples as they are stored, or the greys of its palette.
 *
 * @throws VoxomicsError `unsupported-format` for colours, and for pixels that are not opaque
 */
export function greyValues(samples: Uint8Array | Uint16Array, header: PngHeader): VoxelArray {
  const { width, bits, colour, palette } = header;
  if (palette !== null) return byPalette(samples, palette, header);
  checkNoneTransparent(samples, header);
  const { channels, hasOpacity } = colour;
  const opaque = hasOpacity ? 2 ** bits - 1 : null;
  return greyOf({ data: samples, width, channels, opaque }, "PNG").data;
}

/** The greys of the palette, by the indices that are used. */
function byPalette(
  indices: Uint8Array | Uint16Array,
  palette: Uint8Array,
  { width, transparency }: PngHeader,
): Uint8Array {
  const colours = palette.length / 3;
  const grey = new Uint8Array(indices.length);
  for (let v = 0; v < indices.length; v++) {
    const index = indices[v];
    if (index >= colours) {
      const message = `PNG has the index ${index} in a palette of ${colours} colours, expected one of them`;
      throw invalidFile(message, { pixel: placeOf(v, width), found: index });
    }
    const red = palette[3 * index];
    if (palette[3 * index + 1] !== red || palette[3 * index + 2] !== red) {
      const colour = [...palette.subarray(3 * index, 3 * index + 3)];
      throw colourRefused("PNG with a palette", placeOf(v, width), colour);
    }
    const opacity = transparency?.[index] ?? 255;
    if (opacity !== 255) throw notOpaque("PNG", placeOf(v, width), `${opacity} of 255`);
    grey[v] = red;
  }
  return grey;
}

/** Refuses pixels of the one value that the chunk of transparency makes invisible (PNG 11.3.1.1). */
function checkNoneTransparent(
  samples: Uint8Array | Uint16Array,
  { width, colour: { channels, hasOpacity }, transparency }: PngHeader,
): void {
  if (transparency === null || hasOpacity || transparency.length !== 2 * channels) return;
  const hidden = Array.from({ length: channels }, (_, c) => 256 * transparency[2 * c] + transparency[2 * c + 1]); // biome-ignore format: one line
  for (let at = 0; at < samples.length; at += channels) {
    if (hidden.some((value, c) => samples[at + c] !== value)) continue;
    throw notOpaque("PNG", placeOf(at / channels, width), "0");
  }
}
