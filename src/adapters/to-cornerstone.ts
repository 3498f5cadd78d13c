import { VoxomicsError } from "../messages/errors.ts";
import { checkOptions } from "../schema/check-options.ts";
import { checkVolume, kindOf, type Volume, type VoxelArray } from "../volume/volume.ts";
import { transpose, unclamped } from "./foreign-volume.ts";
import { type ShownRange, shownRange } from "./shown-range.ts";

type Triple = [number, number, number];
type NineNumbers = [number, number, number, number, number, number, number, number, number];

/** The types of voxels that cornerstone3D holds. */
export type CornerstoneVoxels = Uint8Array | Int16Array | Uint16Array | Float32Array;

/** What `volumeLoader.createLocalVolume` of cornerstone3D makes a volume from. */
export interface CornerstoneLocalVolume {
  scalarData: CornerstoneVoxels;
  metadata: CornerstoneLocalMetadata;
  dimensions: Triple;
  /** mm */
  spacing: Triple;
  /** World position of the first voxel, LPS, mm. */
  origin: Triple;
  /** Unit vectors along a row, along a column and along the slices' normal. */
  direction: NineNumbers;
}

/** The metadata of a cornerstone3D volume, by the names of DICOM's attributes. */
export interface CornerstoneLocalMetadata {
  BitsAllocated: number;
  BitsStored: number;
  SamplesPerPixel: number;
  HighBit: number;
  PhotometricInterpretation: string;
  PixelRepresentation: number;
  Modality: string;
  ImageOrientationPatient: number[];
  /** Distance between rows, then between columns, mm. */
  PixelSpacing: number[];
  /** "" where the volume states none. */
  FrameOfReferenceUID: string;
  SeriesInstanceUID?: string;
  Columns: number;
  Rows: number;
  /** The range of finite values, as a window. */
  voiLut: { windowWidth: number; windowCenter: number }[];
  VOILUTFunction: string;
  /** The number in `scalarData` that stands for NaN; absent where no voxel is NaN. */
  valueForNaN?: number;
}

/** What is told of a volume that it does not say itself. */
export interface CornerstoneOptions {
  /** DICOM's modality: "CT", "MR", "PT". Default "OT", other. */
  readonly modality?: string;
}

/**
 * Makes what `volumeLoader.createLocalVolume` and `createLocalLabelmapVolume` of cornerstone3D take, from an image, a
 * mask, a response map or a feature map.
 *
 * Voxels are shared where cornerstone3D holds their type: 8-bit and 16-bit integers and 32-bit floats, but no
 * signed bytes, which become 16-bit integers. 64-bit floats are rounded to 32 bits, 32-bit integers become
 * floats. A voxel that is NaN, as those outside the region of a map are, would be drawn as chance has it: it gets
 * `metadata.valueForNaN`, a number below all others, to be drawn with opacity 0; `fromCornerstone` gives NaN back.
 *
 * @throws VoxomicsError `invalid-volume` for a volume that contradicts itself, and for an integer or a finite value that
 *   32-bit floats do not hold; `invalid-settings` for a modality that is no text
 *
 * @example
 * ```ts
 * import { toCornerstone } from "voxomics/adapters";
 * import { volumeLoader } from "@cornerstonejs/core";
 *
 * // "ct" is a name of your own, without a colon: cornerstone3D would look for a loader
 * function add() {
 *   const volume = volumeLoader.createLocalVolume("ct", toCornerstone(image, { modality: "CT" }));
 *   volume.modified(); // or nothing of it is drawn
 * }
 * console.log(add);
 * ```
 */
export function toCornerstone(
  volume: Volume,
  options: CornerstoneOptions = {},
): CornerstoneLocalVolume {
  checkOptions(options, { modality: null });
  const { modality = "OT" } = options;
  if (typeof modality !== "string") {
    throw new VoxomicsError(
      "invalid-settings",
      `modality: found ${modality}, expected DICOM's code of one, such as CT`,
      { field: "modality", found: modality, expected: "text" },
    );
  }
  const checked = checkVolume(volume, "volume");
  const held = heldVoxels(checked.data);
  const range = shownRange(held);
  const valueForNaN = range.hasNaN ? belowAll(range) : undefined;
  const scalarData = valueForNaN === undefined ? held : withoutNaN(held, valueForNaN);
  const direction = transpose(checked.direction) as NineNumbers;
  const identity = { modality, direction, valueForNaN, range };
  return {
    scalarData,
    metadata: metadataOf(checked, scalarData, identity),
    dimensions: [...checked.size],
    spacing: [...checked.spacing],
    origin: [...checked.origin],
    direction,
  };
}

interface Described {
  readonly modality: string;
  readonly direction: NineNumbers;
  readonly valueForNaN: number | undefined;
  readonly range: ShownRange;
}

function metadataOf(
  { size, spacing, frameOfReference, series }: Volume,
  data: CornerstoneVoxels,
  { modality, direction, valueForNaN, range: { lowest, highest } }: Described,
): CornerstoneLocalMetadata {
  const bits = 8 * data.BYTES_PER_ELEMENT;
  const kind = kindOf(data);
  return {
    BitsAllocated: bits,
    BitsStored: bits,
    SamplesPerPixel: 1,
    HighBit: bits - 1,
    PhotometricInterpretation: "MONOCHROME2",
    PixelRepresentation: kind === "Int16Array" || kind === "Float32Array" ? 1 : 0,
    Modality: modality,
    ImageOrientationPatient: direction.slice(0, 6),
    PixelSpacing: [spacing[1], spacing[0]],
    FrameOfReferenceUID: frameOfReference ?? "",
    ...(series === undefined ? {} : { SeriesInstanceUID: series }),
    Columns: size[0],
    Rows: size[1],
    voiLut: [
      {
        windowWidth: highest > lowest ? highest - lowest : 1,
        windowCenter: (lowest + highest) / 2,
      },
    ],
    VOILUTFunction: "LINEAR_EXACT",
    ...(valueForNaN === undefined ? {} : { valueForNaN }),
  };
}

const heldTypes = ["Uint8Array", "Int16Array", "Uint16Array", "Float32Array"];

/** Voxels in a type that cornerstone3D holds. */
function heldVoxels(voxels: VoxelArray): CornerstoneVoxels {
  const data = unclamped(voxels);
  const kind = kindOf(data);
  if (heldTypes.includes(kind)) return data as CornerstoneVoxels;
  if (kind === "Int8Array") return Int16Array.from(data);
  const floats = Float32Array.from(data);
  const isHeld =
    kind === "Float64Array"
      ? (n: number) => Number.isFinite(floats[n]) || !Number.isFinite(data[n])
      : (n: number) => floats[n] === data[n];
  for (let n = 0; n < data.length; n++) {
    if (!isHeld(n)) throw notHeld(data[n], kind);
  }
  return floats;
}

function notHeld(value: number, kind: string): VoxomicsError {
  const expected = kind === "Float64Array" ? "at most 3.4e38 in size" : "an integer within 24 bits";
  return new VoxomicsError(
    "invalid-volume",
    `volume.data: found ${value}, expected ${expected}, which the 32-bit floats of cornerstone3D hold`,
    { place: "volume.data", found: value, expected },
  );
}

/** A 32-bit float below all values, as far below as they are wide. */
function belowAll({ lowest, highest }: ShownRange): number {
  const below = Math.fround(lowest - Math.max(highest - lowest, Math.abs(lowest) / 1024, 1e-6));
  return Number.isFinite(below) ? below : lowestFloat;
}

const lowestFloat = -(2 ** 128 - 2 ** 104);

function withoutNaN(data: CornerstoneVoxels, valueForNaN: number): Float32Array {
  return Float32Array.from(data, (value) => (Number.isNaN(value) ? valueForNaN : value));
}
