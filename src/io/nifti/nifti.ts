import { once } from "../../base/once.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { type Note, noteOf } from "../../messages/note.ts";
import { countGridVoxels, type Grid, type Volume } from "../../volume/volume.ts";
import { type ByteInput, type ByteReader, openBytes } from "../byte-reader.ts";
import type { Contents, Described } from "../contents.ts";
import { behindNotes, type Extent, readToEnd, type Stored } from "../extent.ts";
import { labelMap } from "../label-map.ts";
import { namingFile } from "../name-file.ts";
import type { ReadOptions } from "../read-options.ts";
import { chooseVolume, type SeveralVolumes } from "../several-volumes.ts";
import { thicknessMark } from "../slice-thickness.ts";
import type { Beside } from "../source.ts";
import { decodeVoxels } from "../voxel-type.ts";
import { geometryAdvice } from "./agreement.ts";
import { lengthUnit, type NiftiTransform, readGrid } from "./geometry.ts";
import { longestHeader, type NiftiHeader, parseHeader, volumesOf } from "./header.ts";
import { dataFileOf, isHeaderName } from "./pair.ts";
import { roundLabels, scaleVoxels, voxelTypeOf } from "./voxels.ts";

/** What a NIfTI file says about itself. */
export interface NiftiDescription {
  readonly format: "NIfTI-1" | "NIfTI-2" | "Analyze 7.5";
  readonly gzip: boolean;
  readonly byteOrder: "little-endian" | "big-endian";
  /** Type that the voxels are stored in: "int16", "float32" … */
  readonly dataType: string;
  /** As in the header; a slope of 0 or NaN means that voxels are not scaled. */
  readonly slope: number;
  readonly intercept: number;
  /** Which transform of the header places the voxels. */
  readonly transform: NiftiTransform;
  /** Sizes of all dimensions that the file has. */
  readonly dimensions: readonly number[];
  /** Unit of length in the file; the volume is in mm. */
  readonly unit: string;
  /** The volumes of a file that holds several. */
  readonly volumes?: SeveralVolumes;
}

type NiftiReadOptions = Pick<ReadOptions, "geometry" | "volume" | "grid">;

/**
 * Reads a NIfTI-1 or NIfTI-2 file (.nii or .nii.gz), of either byte order.
 *
 * Voxels keep their order and the type they are stored in; 64-bit integers and scaled voxels
 * (`scl_slope`, `scl_inter`) become float64. The world changes from RAS to LPS, and the grid is
 * that of the sform, else of the qform, else the spacing alone; a header whose transforms contradict
 * each other is refused. Files of two dimensions have one slice.
 *
 * No memory is taken for voxels before the header is known to fit the file's length.
 *
 * @throws VoxomicsError `invalid-file` for a damaged file, `unsupported-format` for one of
 *   another format, or with voxels that are not real numbers, `invalid-settings` for one with several
 *   volumes, `too-large` if there is no memory for its voxels.
 *
 * @example
 * ```ts
 * import { readNifti } from "voxomics/io";
 *
 * const { data, size, spacing } = await readNifti(bytes); // .nii or .nii.gz
 * console.log(data.length, size, spacing); // spacing in mm
 * ```
 */
export async function readNifti(input: ByteInput): Promise<Volume> {
  return (await describeNifti(input)).volume;
}

/**
 * Reads a NIfTI file as `readNifti` does and reports what its header says.
 *
 * @example
 * ```ts
 * import { describeNifti } from "voxomics/io";
 *
 * const { volume, description } = await describeNifti(bytes);
 * console.log(volume.size, description); // voxels, and what the header says
 * ```
 */
export async function describeNifti(input: ByteInput): Promise<Described<NiftiDescription>> {
  const bytes = await openBytes(input);
  try {
    const { labels: _, ...described } = await readVolume(bytes);
    return described;
  } finally {
    await bytes.close();
  }
}

/** Reads a NIfTI file from bytes that are open already; `name` is its file's, by which a pair is found. */
export async function readNiftiFrom(
  bytes: ByteReader,
  beside: Beside,
  options: NiftiReadOptions,
  name: string | null,
): Promise<Contents<NiftiDescription>> {
  const { volume, description, notes, labels } = await readVolume(bytes, options, { beside, name });
  // a grid is given only where a mask is read
  const whole = options.grid === undefined ? volume : labels();
  return labelMap(whole, description, notes, labels);
}

/** What a NIfTI header says; voxels are not read. */
export async function describeNiftiFrom(
  bytes: ByteReader,
  options: NiftiReadOptions,
): Promise<NiftiDescription> {
  return (await readLayout(bytes, options)).description;
}

/** The grid of a NIfTI file, and how many volumes it has; voxels are not read. */
export async function readNiftiGrid(
  input: ByteInput,
): Promise<{ readonly grid: Grid; readonly volumes: number }> {
  const bytes = await openBytes(input);
  try {
    const { header, placement } = await readLayout(bytes, {});
    return { grid: placement.grid, volumes: volumesOf(header).count };
  } finally {
    await bytes.close();
  }
}

async function readVolume(
  bytes: ByteReader,
  options: NiftiReadOptions = {},
  file: HeaderFile | null = null,
): Promise<Described<NiftiDescription> & { readonly labels: () => Volume }> {
  const { header, type, placement, description } = await readLayout(bytes, options);
  const { grid, unplaced } = placement;
  const volumes = volumesOf(header);
  const chosen = chooseVolume(volumes, options.volume);
  const length = countGridVoxels(grid) * (type.bits / 8);
  const all = [...grid.size, ...(volumes.count > 1 ? [volumes.count] : [])].join(" x ");
  const isApart = header.kind !== "single" || (await isHeaderAlone(bytes, header, file));
  // the offset of a single file does not hold for a file with voxels alone
  const start = isApart && header.kind === "single" ? 0 : header.voxelOffset;
  const expected: Extent = {
    format: header.kind === "analyze" ? "Analyze 7.5" : "NIfTI",
    start,
    length: length * volumes.count,
    text: `${all} voxels of type ${type.name} from byte ${start}`,
    part: { start: length * chosen, length },
  };
  const { bytes: stored, behind } = isApart
    ? await readApart(expected, file)
    : await readToEnd(bytes, expected);
  const data = scaleVoxels(decodeVoxels(stored, type, header.littleEndian, grid.size), header);
  const volume: Volume = {
    ...grid,
    data,
    ...(unplaced ? { unplaced } : {}),
    ...thicknessMark(grid, placement.notes),
  };
  return {
    volume,
    labels: once(() => ({ ...volume, data: roundLabels(data, header) })),
    description,
    notes: [...placement.notes, ...analyzeNotes(header), ...behindNotes(behind, expected)],
  };
}

/** The name of the file with a header, and how to find files beside it. */
interface HeaderFile {
  readonly name: string | null;
  readonly beside: Beside;
}

/** Whether the header of a single file has no voxels after it, and its name is that of one of a pair. */
async function isHeaderAlone(
  bytes: ByteReader,
  { voxelOffset }: NiftiHeader,
  file: HeaderFile | null,
): Promise<boolean> {
  if (!isHeaderName(file?.name ?? null)) return false;
  const head = await bytes.peek(Math.min(voxelOffset, longestHeader + 4) + 1);
  return head.length <= voxelOffset;
}

/** The voxels of a pair. */
async function readApart(extent: Extent, header: HeaderFile | null): Promise<Stored> {
  const { name, beside } = header ?? { name: null, beside: async () => Promise.reject() };
  const file = await dataFileOf(name, beside);
  return namingFile(file.name, async () => {
    const bytes = await openBytes(file.input);
    try {
      return await readToEnd(bytes, extent);
    } finally {
      await bytes.close();
    }
  });
}

/** Notes on how geometry and values were taken that Analyze 7.5 leaves open. */
function analyzeNotes({ kind, slope }: NiftiHeader): readonly Note[] {
  if (kind !== "analyze") return [];
  const geometry =
    "an Analyze 7.5 header states no orientation: the axes are taken as NIfTI does without one, RAS from 0, " +
    "and SPM's origin is not used";
  const scale = `values were multiplied by ${slope}, which SPM keeps in the header as their scale (funused1)`;
  const isScaled = slope !== 0 && slope !== 1 && Number.isFinite(slope);
  return [
    noteOf("geometry-assumed", geometry),
    ...(isScaled ? [noteOf("scale-assumed", scale, { slope })] : []),
  ];
}

async function readLayout(bytes: ByteReader, { geometry }: NiftiReadOptions) {
  const header = parseHeader(await bytes.peek(longestHeader));
  if (header.kind === "analyze" && geometry !== "spacing") {
    throw new VoxomicsError(
      "unsupported-format",
      "Analyze 7.5 file: its header states no orientation, so that left and right are not known; expected NIfTI",
      { advice: [geometryAdvice("spacing")] },
    );
  }
  const type = voxelTypeOf(header);
  const placement = readGrid(header, geometry);
  const volumes = volumesOf(header);
  const description: NiftiDescription = {
    format: header.kind === "analyze" ? "Analyze 7.5" : `NIfTI-${header.version}`,
    gzip: bytes.gzip,
    byteOrder: header.littleEndian ? "little-endian" : "big-endian",
    dataType: type.name,
    slope: header.slope,
    intercept: header.intercept,
    transform: placement.transform,
    dimensions: header.dim.slice(1, header.dim[0] + 1),
    unit: lengthUnit(header).name,
    ...(volumes.count > 1 ? { volumes } : {}),
  };
  return { header, type, placement, description };
}
