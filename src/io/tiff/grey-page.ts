import type { VoxelArray } from "../../volume/volume.ts";
import { invalidFile } from "../invalid-file.ts";
import { colourRefused, greyOf, placeOf } from "../raster/grey.ts";
import type { Page } from "./page.ts";
import { type Directory, numbersOf, type TiffFile } from "./tiff-file.ts";

/** The tag of a page's palette. */
const colourMap = 320;

/**
 * The grey values of a page, as larger values are brighter.
 *
 * @param samples which may be changed
 * @throws VoxomicsError `unsupported-format` for colours, and for pixels that are not opaque
 */
export function greyPage(
  file: TiffFile,
  directory: Directory,
  page: Page,
  samples: VoxelArray,
): VoxelArray {
  const { name, width, channels, colour, type, bits, hasOpacity } = page;
  const opaque = hasOpacity ? (type.name.startsWith("float") ? 1 : largestOf(page)) : null;
  const { data } = greyOf({ data: samples, width, channels, opaque }, name);
  if (colour === "palette") return byPalette(file, directory, page, data);
  if (colour !== "white is zero") return data;
  const largest = 2 ** bits - 1;
  for (let v = 0; v < data.length; v++) data[v] = largest - data[v];
  return data;
}

/** The largest value of an integer type. */
function largestOf({ type, bits }: Page): number {
  return type.name.startsWith("int") ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
}

/** The greys of the palette, by the indices that are used: of 8 bits for indices of at most 8, else of 16. */
function byPalette(
  file: TiffFile,
  directory: Directory,
  { name, width, bits }: Page,
  indices: VoxelArray,
): VoxelArray {
  const field = directory.get(colourMap);
  const count = 2 ** bits;
  if (field?.count !== 3 * count || bits > 16) {
    throw invalidFile(
      `${name} has a palette of ${field?.count ?? 0} numbers, expected three for each of ${count} indices`,
    );
  }
  const palette = numbersOf(file, field, `${name}, palette`);
  const grey = new (bits > 8 ? Uint16Array : Uint8Array)(indices.length);
  for (let v = 0; v < indices.length; v++) {
    const index = indices[v];
    const red = palette[index];
    const green = palette[count + index];
    const blue = palette[2 * count + index];
    if (red !== green || red !== blue) {
      throw colourRefused(`${name} with a palette`, placeOf(v, width), [red, green, blue]);
    }
    grey[v] = bits > 8 ? red : red >> 8;
  }
  return grey;
}
