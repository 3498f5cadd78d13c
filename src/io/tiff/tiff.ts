import { type Note, noteOf } from "../../messages/note.ts";
import { counted } from "../../messages/phrases.ts";
import type { VoxelArray } from "../../volume/volume.ts";
import type { ByteReader } from "../byte-reader.ts";
import type { Contents } from "../contents.ts";
import { allocate } from "../extent.ts";
import { invalidFile } from "../invalid-file.ts";
import { labelMap } from "../label-map.ts";
import { rasterGrid } from "../raster/raster-grid.ts";
import { wholeBytes } from "../raster/whole-bytes.ts";
import type { ReadOptions } from "../read-options.ts";
import type { SeveralVolumes } from "../several-volumes.ts";
import type { Beside } from "../source.ts";
import { type VoxelType, voxelTypes } from "../voxel-type.ts";
import { greyPage } from "./grey-page.ts";
import { type Metadata, metadataOf } from "./metadata.ts";
import { type Page, pageOf } from "./page.ts";
import { slicesOf, volumesOf } from "./page-order.ts";
import { readPage } from "./read-page.ts";
import { type Directory, numbersOf, openTiff, type TiffFile } from "./tiff-file.ts";

/** What a TIFF file says about itself. */
export interface TiffDescription {
  readonly format: "TIFF";
  readonly gzip: boolean;
  /** Whether it is a BigTIFF. */
  readonly big: boolean;
  readonly byteOrder: "little-endian" | "big-endian";
  /** Type that the values have in memory: "uint8", "int16", "float32" … */
  readonly dataType: string;
  /** Bits of a stored sample. */
  readonly bits: number;
  /** How pixels are made of samples: "grey", "white is zero", "palette" or "colour". */
  readonly colour: string;
  readonly compression: string;
  /** Number of pixels along x and y, and of pages. */
  readonly dimensions: readonly number[];
  /** The size of pixels that the file states, in words, which is not used; null for none. */
  readonly resolution: string | null;
  /** The volumes of a file with several channels or times. */
  readonly volumes?: SeveralVolumes;
}

/**
 * Reads a TIFF file: its pages are the slices of a volume, their first rows y = 0. Pages of less resolution, and those that
 * only mask others, are left out.
 *
 * @throws VoxomicsError `invalid-settings` without a spacing, or for several volumes of which none is chosen; `invalid-file`
 *   for a damaged file, or pages of different sizes; `unsupported-format` for colours, opacity and
 *   compressions that are not read; `too-large` without memory for its pixels.
 */
export async function readTiffFrom(
  bytes: ByteReader,
  _: Beside,
  options: ReadOptions,
): Promise<Contents<TiffDescription>> {
  const opened = openPages(await wholeBytes(bytes));
  const { file, directories, first, metadata } = opened;
  const slices = slicesOf(metadata.order, directories.length, options.volume);
  const size = [first.width, first.height, slices.length] as const;
  const { resolution } = metadata;
  const { grid, notes } = rasterGrid({ format: "TIFF", size, resolution }, options);
  const perSlice = first.width * first.height;
  checkCapacity(opened, perSlice * slices.length);
  const data = voxelsOf(storedType(first), perSlice * slices.length, size.join(" x "));
  for (const [z, n] of slices.entries()) {
    const page = n === 0 ? first : pageLike(first, pageOf(file, directories[n], n + 1));
    const isPlain = page.channels === 1;
    const slice = data.subarray(z * perSlice, (z + 1) * perSlice);
    const samples = isPlain ? slice : voxelsOf(storedType(page), perSlice * page.channels, page.name); // biome-ignore format: one line
    await readPage(file, directories[n], page, samples);
    const grey = greyPage(file, directories[n], page, samples);
    if (grey !== slice) slice.set(grey);
  }
  const description = descriptionOf(opened, bytes);
  return labelMap({ ...grid, data }, description, [...notes, ...ownNotes(opened)]);
}

/** What a TIFF file says; pixels are not read. */
export async function describeTiff(bytes: ByteReader): Promise<TiffDescription> {
  return descriptionOf(openPages(await wholeBytes(bytes)), bytes);
}

/** A TIFF file with its pages. */
interface OpenPages {
  readonly file: TiffFile;
  /** The pages that are slices. */
  readonly directories: readonly Directory[];
  /** How many pages were left out. */
  readonly leftOut: number;
  readonly first: Page;
  readonly metadata: Metadata;
}

function openPages(bytes: Uint8Array): OpenPages {
  const file = openTiff(bytes);
  const directories = file.directories.filter((directory) => !isBeside(file, directory));
  const [directory] = directories;
  if (directory === undefined) {
    throw invalidFile("TIFF holds no page but those of less resolution, and masks of others");
  }
  const leftOut = file.directories.length - directories.length;
  const first = pageOf(file, directory, 1);
  return { file, directories, leftOut, first, metadata: metadataOf(file, directory) };
}

/** Whether a page belongs to another: it has less resolution, or masks it (NewSubfileType). */
function isBeside(file: TiffFile, directory: Directory): boolean {
  const field = directory.get(254);
  if (field === undefined || field.count !== 1) return false;
  return (numbersOf(file, field, "kind of page")[0] & 5) !== 0;
}

/** Refuses a page that is no slice of the same volume. */
function pageLike(first: Page, page: Page): Page {
  const textOf = ({ width, height, type, bits, colour }: Page) =>
    `${width} x ${height} pixels of ${bits} bits (${type.name}, ${colour})`;
  if (textOf(first) === textOf(page)) return page;
  throw invalidFile(`${page.name} is of ${textOf(page)}, expected ${textOf(first)} as the first`);
}

/** Refuses more voxels than the file can hold, before memory is taken for them. */
function checkCapacity({ file, first }: OpenPages, voxels: number): void {
  const { bits, codec, channels } = first;
  const needed = (voxels * channels * bits) / 8;
  if (needed <= file.bytes.length * codec.ratio) return;
  throw invalidFile(
    `TIFF of ${file.bytes.length} bytes cannot hold ${voxels} voxels of ${bits} bits with the compression ${codec.name}`,
    { voxels },
  );
}

/** Type that values have in memory; 64-bit integers become floats. */
function storedType({ type }: Page): VoxelType {
  return type.bits === 64 ? voxelTypes.float64 : type;
}

function voxelsOf(type: VoxelType, count: number, text: string): VoxelArray {
  const { buffer } = allocate({ length: count * (type.bits / 8), text: `${text} voxels of TIFF` });
  return new type.array(buffer) as VoxelArray;
}

function descriptionOf(
  { file, directories, first, metadata }: OpenPages,
  { gzip }: ByteReader,
): TiffDescription {
  const volumes = volumesOf(metadata.order);
  return {
    format: "TIFF",
    gzip,
    big: file.big,
    byteOrder: file.littleEndian ? "little-endian" : "big-endian",
    dataType: first.type.name,
    bits: first.bits,
    colour: first.colour,
    compression: first.codec.name,
    dimensions: [first.width, first.height, directories.length],
    resolution: metadata.resolution,
    ...(volumes.count > 1 ? { volumes } : {}),
  };
}

function ownNotes({ first, leftOut }: OpenPages): readonly Note[] {
  const inverted = `the TIFF says that 0 is white: its values were taken from ${2 ** first.bits - 1}, so that larger ones are brighter`;
  const besides = `${counted(leftOut, "page")} of less resolution, or that ${leftOut === 1 ? "masks" : "mask"} others, ${leftOut === 1 ? "was" : "were"} left out`;
  return [
    ...(first.colour === "white is zero" ? [noteOf("scale-assumed", inverted)] : []),
    ...(leftOut > 0 ? [noteOf("bytes-left-out", besides, { count: leftOut })] : []),
  ];
}
