import type { Advice } from "../../messages/advice.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import type { Note } from "../../messages/note.ts";
import { quoted } from "../../messages/phrases.ts";
import { shareVoxels } from "../../volume/geometry.ts";
import { placeMask } from "../../volume/place-mask.ts";
import { countGridVoxels, type Grid, type VoxelArray } from "../../volume/volume.ts";
import type { ByteReader } from "../byte-reader.ts";
import { chooseRegion } from "../choose-region.ts";
import type { Contents, Described } from "../contents.ts";
import { dataFilesOf } from "../data-files.ts";
import { behindNotes } from "../extent.ts";
import { invalidFile } from "../invalid-file.ts";
import { labelMap } from "../label-map.ts";
import type { ReadOptions } from "../read-options.ts";
import { chooseVolume, type SeveralVolumes } from "../several-volumes.ts";
import { thicknessMark } from "../slice-thickness.ts";
import type { Beside } from "../source.ts";
import { decodeVoxels, platformIsLittleEndian } from "../voxel-type.ts";
import {
  countsComponents,
  countsVolumes,
  describeAxis,
  type NrrdGeometry,
  readGeometry,
} from "./geometry.ts";
import { type NrrdHeader, readHeader } from "./header.ts";
import { type NrrdSegment, segmentsOf } from "./segments.ts";
import { type NrrdEncoding, type Storage, storageOf } from "./storage.ts";
import { extentOf, readStored } from "./voxels.ts";

/** What an NRRD file says about itself. */
export interface NrrdDescription {
  readonly format: "NRRD";
  /** Whether the file as a whole is compressed. That its voxels alone are is seen in `encoding`. */
  readonly gzip: boolean;
  readonly encoding: NrrdEncoding;
  readonly byteOrder: "little-endian" | "big-endian";
  /** Type that the voxels are stored in: "int16", "float32" … */
  readonly dataType: string;
  /** Sizes of all axes that the file has, the fastest first. */
  readonly dimensions: readonly number[];
  /** The world as the file names it (`left-posterior-superior`); null without a name. */
  readonly space: string | null;
  /** Unit of length in the file; the volume is in mm. */
  readonly unit: string;
  /** How many files hold the voxels; 0 if they follow the header. */
  readonly dataFiles: number;
  /** The segments of a 3D Slicer segmentation. */
  readonly segments: readonly NrrdSegment[];
  /**
   * Number of voxels of the segment that lie outside the image's grid and were cut off; null if the segment
   * was not put on the image's grid.
   */
  readonly outside: number | null;
  /** The volumes of a file that holds several. */
  readonly volumes?: SeveralVolumes;
}

/** What a header says, before voxels are read. */
interface Layout {
  readonly header: NrrdHeader;
  readonly storage: Storage;
  readonly geometry: NrrdGeometry;
  /** Names of the files that hold the voxels; null where these follow the header. */
  readonly files: readonly string[] | null;
  /** Number of label maps or volumes in the file. */
  readonly layers: number;
  /** How many values of a layer follow each other before those of the next layer. */
  readonly layerStride: number;
  readonly description: NrrdDescription;
}

/**
 * Reads an NRRD file, or a detached header with the files that it names, which `beside` finds.
 *
 * Voxels keep their order and the type they are stored in; 64-bit integers become float64. A world
 * of RAS or LAS is turned to LPS; one that the format does not tie to the patient is taken as LPS.
 * No memory is taken for voxels before the header is known to fit the files' lengths.
 *
 * @throws VoxomicsError `invalid-file` for damaged or missing files, `unsupported-format` for
 *   encodings and types that are not read and for files with several volumes, `too-large` if there
 *   is no memory for its voxels.
 */
export async function readNrrdFrom(
  bytes: ByteReader,
  beside: Beside,
  { grid, volume }: Pick<ReadOptions, "grid" | "volume"> = {},
): Promise<Contents<NrrdDescription>> {
  const layout = await readLayout(bytes, volume !== undefined);
  const { storage, geometry, description } = layout;
  const isSegmentation = description.segments.length > 0;
  const chosen = isSegmentation ? 0 : chooseVolume(description.volumes ?? oneVolume, volume);
  const stored = await readStored(storage, bytes, layout.files, beside);
  const littleEndian =
    storage.encoding === "text" ? platformIsLittleEndian() : storage.littleEndian;
  const values = decodeVoxels(stored.bytes, storage.type, littleEndian, geometry.grid.size);
  const notes = [...geometry.notes, ...behindNotes(stored.behind, extentOf(storage))];
  if (isSegmentation) return segmentation(values, layout, notes, grid);
  const data = layout.layers === 1 ? values : layerOf(values, layout, chosen);
  const mark = thicknessMark(geometry.grid, notes);
  return labelMap({ ...geometry.grid, ...mark, data }, description, notes);
}

const oneVolume: SeveralVolumes = { count: 1, along: "no axis" };

/** What an NRRD header says; voxels are not read. */
export async function describeNrrd(bytes: ByteReader): Promise<NrrdDescription> {
  return (await readLayout(bytes)).description;
}

const chooseComponent: Advice = { option: "volume", value: "N", does: "chooses one by its number" };

/** @param chosen whether a volume is asked for by its number: components of vectors can be chosen so too */
async function readLayout(bytes: ByteReader, chosen = false): Promise<Layout> {
  const { gzip } = bytes;
  const header = await readHeader(bytes);
  const storage = storageOf(header);
  const { sizes, type, encoding, littleEndian } = storage;
  const value = header.fields.get("data file");
  const named = { field: "NRRD header: data file", list: header.list };
  const files = value === undefined ? null : dataFilesOf({ ...named, value }, sizes);
  if (files === null && !header.ended) {
    throw invalidFile("NRRD header: it does not end in an empty line, with voxels behind it");
  }
  const geometry = readGeometry(header, sizes);
  const layers = storage.count / countGridVoxels(geometry.grid);
  const segments = segmentsOf(header, layers);
  const others = sizes.flatMap((size, axis) =>
    size > 1 && !geometry.spatial.includes(axis) ? axis : [],
  );
  const isVector = others.length === 1 && countsComponents(header, others[0]);
  const isList = others.length === 1 && (countsVolumes(header, others[0]) || (chosen && isVector));
  if (others.length > 1 || (others.length === 1 && segments.length === 0 && !isList)) {
    throw new VoxomicsError(
      "unsupported-format",
      `NRRD file holds ${layers} values a voxel: its sizes are ${sizes.join(" x ")}, ` +
        `${others.map((axis) => describeAxis(header, axis)).join(" and ")} not in space; expected one, or one axis that lists volumes`,
      { sizes, ...(isVector && { volumes: layers, advice: [chooseComponent] }) },
    );
  }
  return {
    header,
    storage,
    geometry,
    files,
    layers,
    layerStride: sizes.slice(0, others[0] ?? 0).reduce((product, size) => product * size, 1),
    description: {
      format: "NRRD",
      gzip,
      encoding,
      byteOrder: littleEndian ? "little-endian" : "big-endian",
      dataType: type.name,
      dimensions: sizes,
      space: geometry.space,
      unit: geometry.unit,
      dataFiles: files?.length ?? 0,
      segments,
      outside: null,
      ...(segments.length === 0 && layers > 1
        ? { volumes: { count: layers, along: describeAxis(header, others[0]) } }
        : {}),
    },
  };
}

/**
 * The contents of a 3D Slicer segmentation: label maps in layers. Slicer stores them without their empty
 * border. Where the voxels of the segmentation are voxels of the image's grid, a segment is put on that grid.
 */
function segmentation(
  values: VoxelArray,
  layout: Layout,
  notes: readonly Note[],
  image: Grid | undefined,
): Contents<NrrdDescription> {
  const { header, geometry, layers, description } = layout;
  const { segments } = description;
  const { grid } = geometry;
  checkBinary(header);
  const mask = (segment: NrrdSegment): Described<NrrdDescription> => {
    const own = { ...grid, data: selectSegment(values, layout, segment) };
    if (image === undefined || !shareVoxels(own, image)) return { volume: own, description, notes };
    const { mask: volume, outside } = placeMask(own, image);
    return { volume, description: { ...description, outside }, notes };
  };
  const choose = (wanted?: string | number) => chooseRegion(segments, wanted, "segmentation");
  return {
    // a grid is given only where a mask is read
    volume: () =>
      layers === 1 && image === undefined
        ? { volume: { ...grid, data: values }, description, notes }
        : mask(choose()),
    regions: () => segments,
    mask: (wanted) =>
      mask(
        typeof wanted === "object"
          ? (segments.find((segment) => segment === wanted) ?? choose(wanted.number))
          : choose(wanted),
      ),
  };
}

function checkBinary({ keyValues }: NrrdHeader): void {
  const names = ["Segmentation_SourceRepresentation", "Segmentation_MasterRepresentation"];
  const found = names.map((name) => keyValues.get(name)).find(Boolean);
  if (!/fractional/i.test(found ?? "")) return;
  throw new VoxomicsError(
    "unsupported-format",
    `segmentation is a ${quoted(found as string)}, expected a binary label map`,
    { found },
  );
}

/** The values of one of several layers, which are interleaved or follow each other. */
function layerOf<A extends VoxelArray>(values: A, layout: Layout, layer: number): A {
  const { layers, layerStride, geometry } = layout;
  const TypedArray = values.constructor as new (length: number) => A;
  const out = new TypedArray(countGridVoxels(geometry.grid));
  let start = layer * layerStride;
  for (let to = 0; to < out.length; to += layerStride, start += layers * layerStride) {
    out.set(values.subarray(start, start + layerStride), to);
  }
  return out;
}

function selectSegment(
  values: VoxelArray,
  { layers, layerStride, geometry }: Layout,
  { label, name, layer }: NrrdSegment,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(countGridVoxels(geometry.grid));
  let count = 0;
  for (let start = layer * layerStride, to = 0; to < out.length; start += layers * layerStride) {
    for (let v = start; v < start + layerStride; v++, to++) {
      if (values[v] !== label) continue;
      out[to] = 1;
      count++;
    }
  }
  if (count > 0) return out;
  throw new VoxomicsError(
    "empty-mask",
    `segment ${quoted(name)} is empty: no voxel has its label ${label}`,
    { label, name },
  );
}
