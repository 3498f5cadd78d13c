import { type Note, noteOf } from "../../messages/note.ts";
import { countGridVoxels } from "../../volume/volume.ts";
import type { ByteReader } from "../byte-reader.ts";
import type { Contents } from "../contents.ts";
import { type Extent, readToEnd } from "../extent.ts";
import { labelMap } from "../label-map.ts";
import type { ReadOptions } from "../read-options.ts";
import { chooseVolume, type SeveralVolumes } from "../several-volumes.ts";
import { thicknessMark, thicknessNote } from "../slice-thickness.ts";
import type { Beside } from "../source.ts";
import { decodeVoxels } from "../voxel-type.ts";
import { type MghHeader, parseHeader, voxelStart } from "./header.ts";

/** What an MGH file says about itself. */
export interface MghDescription {
  readonly format: "MGH";
  readonly gzip: boolean;
  /** Type that the voxels are stored in: "uint8", "float32" … */
  readonly dataType: string;
  /** Whether the file states where its voxels lie. */
  readonly placed: boolean;
  /** Number of values along x, y, z and the frames. */
  readonly dimensions: readonly number[];
  /** The volumes of a file that holds several. */
  readonly volumes?: SeveralVolumes;
}

/**
 * Reads a file of FreeSurfer (.mgh, .mgz). The data that follow its voxels are not read.
 *
 * @throws VoxomicsError `invalid-file` for a damaged file, `unsupported-format` for voxels that are no
 *   real numbers, `invalid-settings` for several volumes, `too-large` without memory for its voxels.
 */
export async function readMghFrom(
  bytes: ByteReader,
  _: Beside,
  { volume }: ReadOptions,
): Promise<Contents<MghDescription>> {
  const header = await readHeader(bytes);
  const { grid, type, frames, size } = header;
  const chosen = chooseVolume(volumesOf(header), volume);
  const length = countGridVoxels(grid) * (type.bits / 8);
  const extent: Extent = {
    format: "MGH",
    start: voxelStart,
    length: length * frames,
    text: `${[...size, frames].join(" x ")} voxels of type ${type.name} from byte ${voxelStart}`,
    part: { start: length * chosen, length },
  };
  const stored = await readToEnd(bytes, extent);
  const data = decodeVoxels(stored.bytes, type, false, size);
  const notes = placeNotes(header);
  const mark = thicknessMark(grid, notes);
  return labelMap({ ...grid, ...mark, data }, descriptionOf(header, bytes), notes);
}

/** What an MGH header says; voxels are not read. */
export async function describeMgh(bytes: ByteReader): Promise<MghDescription> {
  return descriptionOf(await readHeader(bytes), bytes);
}

async function readHeader(bytes: ByteReader): Promise<MghHeader> {
  return parseHeader(await bytes.peek(voxelStart));
}

function descriptionOf(header: MghHeader, { gzip }: ByteReader): MghDescription {
  const { type, size, frames, isPlaced } = header;
  return {
    format: "MGH",
    gzip,
    dataType: type.name,
    placed: isPlaced,
    dimensions: [...size, frames],
    ...(frames > 1 ? { volumes: volumesOf(header) } : {}),
  };
}

const volumesOf = ({ frames }: MghHeader): SeveralVolumes => ({
  count: frames,
  along: "its frames",
});

function placeNotes({ isPlaced, size }: MghHeader): readonly Note[] {
  if (isPlaced) return [];
  const text =
    "the MGH header states neither spacing nor orientation: voxels are taken as FreeSurfer does, 1 mm wide " +
    "and coronal";
  const slice = size.includes(1) ? [thicknessNote("the MGH header states no spacing")] : [];
  return [noteOf("geometry-assumed", text), ...slice];
}
