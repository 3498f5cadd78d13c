import { type Note, noteOf } from "../../messages/note.ts";
import { type ByteReader, openBytes } from "../byte-reader.ts";
import type { Contents } from "../contents.ts";
import { dataFilesOf } from "../data-files.ts";
import { allocate, behindNotes, type Extent, readToEnd, type Stored } from "../extent.ts";
import { isGzip } from "../gzip.ts";
import { invalidFile } from "../invalid-file.ts";
import { labelMap } from "../label-map.ts";
import { namingFile } from "../name-file.ts";
import type { ReadOptions } from "../read-options.ts";
import { chooseVolume, type SeveralVolumes } from "../several-volumes.ts";
import { thicknessMark, thicknessNote } from "../slice-thickness.ts";
import type { Beside } from "../source.ts";
import { decodeVoxels } from "../voxel-type.ts";
import { type MetaHeader, readHeader } from "./header.ts";
import { layoutOf, type MetaLayout } from "./layout.ts";

/** What a MetaImage file says about itself. */
export interface MetaImageDescription {
  readonly format: "MetaImage";
  readonly compressed: boolean;
  readonly byteOrder: "little-endian" | "big-endian";
  /** Type that the voxels are stored in: "int16", "float32" … */
  readonly dataType: string;
  /** As in the header; values are not scaled. */
  readonly slope: number;
  readonly intercept: number;
  /** Sizes of all axes that the file has, the fastest first. */
  readonly dimensions: readonly number[];
  /** How many files hold the voxels; 0 if they follow the header. */
  readonly dataFiles: number;
  /** The volumes of a file that holds several. */
  readonly volumes?: SeveralVolumes;
}

interface Opened {
  readonly layout: MetaLayout;
  /** Names of the files that hold the voxels; null where these follow the header. */
  readonly files: readonly string[] | null;
  readonly compressedLength: number | undefined;
  readonly description: MetaImageDescription;
}

/**
 * Reads a MetaImage file (.mha), or a header (.mhd) with the files that it names, which `beside` finds.
 *
 * @throws VoxomicsError `invalid-file` for damaged or missing files, `unsupported-format` for text,
 *   several values a voxel and types that are not read, `invalid-settings` for several volumes,
 *   `too-large` without memory for its voxels.
 */
export async function readMetaImageFrom(
  bytes: ByteReader,
  beside: Beside,
  { volume }: ReadOptions,
): Promise<Contents<MetaImageDescription>> {
  const opened = await open(bytes);
  const { layout, description } = opened;
  const { grid, type, sizes, littleEndian } = layout;
  const chosen = chooseVolume(volumesOf(layout), volume);
  const stored = await readStored(opened, bytes, beside);
  const length = stored.bytes.length / layout.volumes;
  const part = layout.volumes === 1 ? stored.bytes : stored.bytes.slice(chosen * length, (chosen + 1) * length); // biome-ignore format: one line
  const values = decodeVoxels(part, type, littleEndian, grid.size);
  const behind = behindNotes(stored.behind, extentOf(layout, sizes));
  const notes = [...placeNotes(layout), ...scaleNotes(layout), ...behind];
  return labelMap({ ...grid, ...thicknessMark(grid, notes), data: values }, description, notes);
}

/** What a MetaImage header says; voxels are not read. */
export async function describeMetaImage(bytes: ByteReader): Promise<MetaImageDescription> {
  return (await open(bytes)).description;
}

async function open(bytes: ByteReader): Promise<Opened> {
  const header = await readHeader(bytes);
  const layout = layoutOf(header);
  const { sizes, type, littleEndian, compressed, slope, intercept, volumes } = layout;
  const files = filesOf(header, sizes);
  const size = Number(header.fields.get("CompressedDataSize"));
  return {
    layout,
    files,
    compressedLength: Number.isSafeInteger(size) && size > 0 ? size : undefined,
    description: {
      format: "MetaImage",
      compressed,
      byteOrder: littleEndian ? "little-endian" : "big-endian",
      dataType: type.name,
      slope,
      intercept,
      dimensions: sizes,
      dataFiles: files?.length ?? 0,
      ...(volumes > 1 ? { volumes: volumesOf(layout) } : {}),
    },
  };
}

function filesOf({ fields, list }: MetaHeader, sizes: readonly number[]) {
  const value = fields.get("ElementDataFile") ?? "";
  if (/^LOCAL$/i.test(value)) return null;
  if (value !== "") return dataFilesOf({ field: "MetaImage header: ElementDataFile", value, list }, sizes); // biome-ignore format: one line
  throw invalidFile("MetaImage header: ElementDataFile names no file", { found: value });
}

const volumesOf = ({ volumes }: MetaLayout): SeveralVolumes => ({
  count: volumes,
  along: "axis 4",
});

function extentOf({ type, compressed }: MetaLayout, sizes: readonly number[], files = 1): Extent {
  const count = sizes.reduce((product, size) => product * size, 1) / files;
  return {
    format: "MetaImage",
    start: 0,
    length: count * (type.bits / 8),
    text: `${count} values of type ${type.name}${compressed ? ", compressed" : ""}, for the sizes ${sizes.join(" x ")}`,
  };
}

/** The bytes of all values, in the order of the file's axes. */
async function readStored(opened: Opened, bytes: ByteReader, beside: Beside): Promise<Stored> {
  const { layout, files } = opened;
  const whole = extentOf(layout, layout.sizes);
  if (files === null) return readPart(opened, bytes, whole);
  const part = extentOf(layout, layout.sizes, files.length);
  let stored: Uint8Array<ArrayBuffer> | undefined;
  let behind = 0;
  for (const [n, name] of files.entries()) {
    const file = await beside(name);
    await namingFile(file.name ?? name, async () => {
      const reader = await openBytes(file.input, false);
      try {
        const read = await readPart(opened, reader, part);
        // memory for all files is allocated only once the first one has proved to be sound
        stored ??= files.length === 1 ? read.bytes : allocate(whole);
        if (files.length > 1) stored.set(read.bytes, n * part.length);
        behind += read.behind;
      } finally {
        await reader.close();
      }
    });
  }
  return { bytes: stored as Uint8Array<ArrayBuffer>, behind };
}

/** Reads the values of one file, or those after the header, from the position of `bytes` on. */
async function readPart(opened: Opened, bytes: ByteReader, extent: Extent): Promise<Stored> {
  const { layout, compressedLength, files } = opened;
  const { skip, compressed } = layout;
  if (!compressed) {
    const start = skip < 0 ? startOfLast(bytes, extent) : bytes.position + skip;
    return readToEnd(bytes, { ...extent, start });
  }
  if (skip < 0) {
    throw invalidFile("MetaImage header: HeaderSize is -1, but the length of compressed voxels is unknown"); // biome-ignore format: one line
  }
  if (bytes.gzip) throw invalidFile("MetaImage file: compressed within gzip, expected one of both");
  await bytes.skipTo(bytes.position + skip);
  const format = isGzip(await bytes.peek(2)) ? "gzip" : "deflate";
  const left = bytes.fileLength - bytes.position;
  // with several files, the length that a header states is that of all of them
  const length = Math.min(left, files === null || files.length === 1 ? (compressedLength ?? left) : left); // biome-ignore format: one line
  const inflated = bytes.inflateRest(format, length);
  try {
    const { bytes: stored, behind } = await readToEnd(inflated, extent);
    return { bytes: stored, behind: behind + left - length };
  } finally {
    await inflated.close();
  }
}

/** The first byte of values that are the last bytes of a file. */
function startOfLast(bytes: ByteReader, { length, text }: Extent): number {
  if (bytes.gzip) {
    throw invalidFile("MetaImage header: HeaderSize is -1, but the length of what is in gzip is unknown"); // biome-ignore format: one line
  }
  const start = bytes.fileLength - length;
  if (start >= bytes.position) return start;
  throw invalidFile(
    `MetaImage file is too short: found ${bytes.fileLength - bytes.position} bytes, expected ${length} (${text})`,
    { found: bytes.fileLength, expected: length },
  );
}

/** Notes on sizes of a voxel that the header leaves out, and what was taken instead. */
function placeNotes({ sizes, statesSpacing, grid }: MetaLayout): readonly Note[] {
  const voxels = "the header states no spacing: voxels of 1 mm were taken";
  const slice =
    sizes.length === 2 ? "the image has two dimensions" : "the header states no spacing";
  const isOpen = sizes.length === 2 || (!statesSpacing && grid.size.includes(1));
  return [
    ...(statesSpacing ? [] : [noteOf("geometry-assumed", voxels)]),
    ...(isOpen ? [thicknessNote(slice)] : []),
  ];
}

/**
 * The note that a scale in the header is not applied, as ITK and the programs built on it do not apply
 * it.
 */
function scaleNotes({ slope, intercept }: MetaLayout): readonly Note[] {
  if (slope === 1 && intercept === 0) return [];
  const text =
    `ElementToIntensityFunction of the header (${slope} × stored + ${intercept}) was not applied: ` +
    "values are those that are stored, as ITK reads them";
  return [noteOf("scale-assumed", text, { slope, intercept })];
}
