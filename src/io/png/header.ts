// PNG: https://www.w3.org/TR/png-3/

import { VoxomicsError } from "../../messages/errors.ts";
import { invalidFile } from "../invalid-file.ts";
import type { Chunk, Chunks } from "./chunks.ts";

/** What a PNG file says of its picture. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample: 1, 2, 4, 8 or 16. */
  readonly bits: number;
  readonly colour: ColourType;
  readonly interlaced: boolean;
  /** Red, green and blue of each index; null without a palette. */
  readonly palette: Uint8Array | null;
  /** The chunk of transparency; null without one. */
  readonly transparency: Uint8Array | null;
  /** The resolution in words: `2835 x 2835 pixels a metre`; null for none. */
  readonly resolution: string | null;
  /** The compressed picture, in parts. */
  readonly data: readonly Uint8Array[];
  /** How many bytes follow the last chunk. */
  readonly behind: number;
}

/** How pixels are made of samples. */
export interface ColourType {
  readonly name: "grey" | "colour" | "palette" | "grey with opacity" | "colour with opacity";
  /** Samples a pixel. */
  readonly channels: number;
  /** Whether the last sample is the opacity. */
  readonly hasOpacity: boolean;
  /** The bits that a sample may have. */
  readonly bits: readonly number[];
}

const colourTypes: ReadonlyMap<number, ColourType> = new Map<number, ColourType>([
  [0, { name: "grey", channels: 1, hasOpacity: false, bits: [1, 2, 4, 8, 16] }],
  [2, { name: "colour", channels: 3, hasOpacity: false, bits: [8, 16] }],
  [3, { name: "palette", channels: 1, hasOpacity: false, bits: [1, 2, 4, 8] }],
  [4, { name: "grey with opacity", channels: 2, hasOpacity: true, bits: [8, 16] }],
  [6, { name: "colour with opacity", channels: 4, hasOpacity: true, bits: [8, 16] }],
]);

/**
 * Reads what chunks say of a picture.
 *
 * @throws VoxomicsError `invalid-file` if they contradict the standard, `unsupported-format` for an animation
 */
export function headerOf({ chunks, behind }: Chunks): PngHeader {
  const of = (type: string) => chunks.filter((chunk) => chunk.type === type);
  const [first] = chunks;
  if (first?.type !== "IHDR" || first.data.length !== 13 || of("IHDR").length > 1) {
    throw invalidFile("PNG header: expected one chunk IHDR of 13 bytes, before all others");
  }
  const view = viewOf(first);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [bits, code, compression, filter, interlace] = first.data.subarray(8);
  const colour = colourTypes.get(code);
  if (width < 1 || height < 1) {
    throw invalidFile(`PNG header: found ${width} x ${height} pixels, expected at least one`);
  }
  if (colour === undefined || !colour.bits.includes(bits)) {
    throw invalidFile(
      `PNG header: found the colour type ${code} with ${bits} bits, expected type 0 (grey), 2, 3, 4 or 6 with 1 to 16`,
      { colourType: code, bits },
    );
  }
  if (compression !== 0 || filter !== 0 || interlace > 1) {
    throw invalidFile(
      `PNG header: found compression ${compression}, filter ${filter} and interlace ${interlace}, expected 0, 0 and 0 or 1`,
    );
  }
  const [animation] = of("acTL");
  if (animation !== undefined) {
    throw new VoxomicsError("unsupported-format", "PNG is an animation, expected one picture");
  }
  return {
    ...{ width, height, bits, colour, interlaced: interlace === 1 },
    palette: paletteOf(of("PLTE"), colour),
    transparency: of("tRNS").at(0)?.data ?? null,
    resolution: resolutionOf(of("pHYs").at(0)),
    data: of("IDAT").map(({ data }) => data),
    behind,
  };
}

function paletteOf(chunks: readonly Chunk[], { name }: ColourType): Uint8Array | null {
  if (name !== "palette") return null; // a palette beside colours is a suggestion
  const [chunk] = chunks;
  if (chunks.length === 1 && chunk.data.length % 3 === 0 && chunk.data.length > 0) {
    return chunk.data;
  }
  throw invalidFile("PNG header: expected one chunk PLTE, of three bytes a colour");
}

function resolutionOf(chunk: Chunk | undefined): string | null {
  if (chunk === undefined || chunk.data.length !== 9) return null;
  const view = viewOf(chunk);
  const unit = chunk.data[8] === 1 ? "pixels a metre" : "pixels a unit that it does not name";
  return `${view.getUint32(0)} x ${view.getUint32(4)} ${unit}`;
}

function viewOf({ data }: Chunk): DataView {
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}
