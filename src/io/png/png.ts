import { type Note, noteOf } from "../../messages/note.ts";
import { counted } from "../../messages/phrases.ts";
import type { ByteReader } from "../byte-reader.ts";
import type { Contents } from "../contents.ts";
import { labelMap } from "../label-map.ts";
import { inflateAll } from "../raster/inflate-all.ts";
import { rasterGrid } from "../raster/raster-grid.ts";
import { wholeBytes } from "../raster/whole-bytes.ts";
import type { ReadOptions } from "../read-options.ts";
import { chooseVolume } from "../several-volumes.ts";
import type { Beside } from "../source.ts";
import { chunksOf } from "./chunks.ts";
import { greyValues } from "./grey-values.ts";
import { headerOf, type PngHeader } from "./header.ts";
import { samplesOf, unpackedLength } from "./samples.ts";

/** What a PNG file says about itself. */
export interface PngDescription {
  readonly format: "PNG";
  readonly gzip: boolean;
  /** Type that the values have in memory: "uint8" or "uint16". */
  readonly dataType: string;
  /** Bits of a stored sample: 1, 2, 4, 8 or 16. */
  readonly bits: number;
  /** How pixels are made of samples: "grey", "palette", "colour" …; values are grey in any case. */
  readonly colour: string;
  readonly interlaced: boolean;
  /** Number of pixels along x and y. */
  readonly dimensions: readonly number[];
  /** The resolution that the file states, in words, which is not used; null for none. */
  readonly resolution: string | null;
}

/**
 * Reads a PNG file as one slice, of stored values: gamma and colour profiles are not applied. Its first row is y = 0.
 *
 * @throws VoxomicsError `invalid-settings` without a spacing, `invalid-file` for a damaged file,
 *   `unsupported-format` for colours, opacity and animations, `too-large` without memory for its pixels.
 */
export async function readPngFrom(
  bytes: ByteReader,
  _: Beside,
  options: ReadOptions,
): Promise<Contents<PngDescription>> {
  const header = headerOf(chunksOf(await wholeBytes(bytes)));
  const { width, height, resolution, data: packed } = header;
  chooseVolume({ count: 1, along: "" }, options.volume);
  const size = [width, height, 1] as const;
  const { grid, notes } = rasterGrid({ format: "PNG", size, resolution }, options);
  const picture = await inflateAll(packed, unpackedLength(header), "PNG image data");
  const data = greyValues(samplesOf(picture.bytes, header), header);
  const description = descriptionOf(header, bytes);
  return labelMap({ ...grid, data }, description, [
    ...notes,
    ...leftOutNotes(header, picture.more),
  ]);
}

/** What a PNG file says; pixels are not read. */
export async function describePng(bytes: ByteReader): Promise<PngDescription> {
  return descriptionOf(headerOf(chunksOf(await wholeBytes(bytes))), bytes);
}

function descriptionOf(header: PngHeader, { gzip }: ByteReader): PngDescription {
  const { width, height, bits, colour, interlaced, resolution } = header;
  return {
    format: "PNG",
    gzip,
    dataType: bits === 16 ? "uint16" : "uint8",
    bits,
    colour: colour.name,
    interlaced,
    dimensions: [width, height],
    resolution,
  };
}

/** @param more whether the compressed data hold more than the pixels */
function leftOutNotes({ behind }: PngHeader, more: boolean): readonly Note[] {
  const texts = [
    ...(behind > 0 ? [`${counted(behind, "byte")} behind the picture were left out`] : []),
    ...(more ? ["compressed bytes that its pixels do not need were left out"] : []),
  ];
  return texts.map((text) => noteOf("bytes-left-out", text));
}
