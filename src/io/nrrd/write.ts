import { checkOptions } from "../../schema/check-options.ts";
import { columnOf, perAxis, scale } from "../../volume/vec3.ts";
import { checkVolume, type Volume } from "../../volume/volume.ts";
import { compress } from "../gzip.ts";
import { encodeVoxels, voxelTypeFor } from "../voxel-type.ts";
import { assumedThicknessKey } from "./geometry.ts";

/** How an NRRD file is written. */
export interface NrrdWriteOptions {
  /** Compress the voxels. Default true, as 3D Slicer does. */
  readonly gzip?: boolean;
}

/** The names that every reader of the format knows. */
const typeNames: Readonly<Record<string, string>> = {
  int8: "signed char",
  uint8: "unsigned char",
  int16: "short",
  uint16: "unsigned short",
  int32: "int",
  uint32: "unsigned int",
  float32: "float",
  float64: "double",
};

/**
 * Writes a volume as an NRRD file: its header and its voxels in one, little-endian, in mm and LPS,
 * voxels in the type of their array (clamped bytes as unsigned char). Reading it gives the same
 * voxels on the same grid, except for rounding in the last digit of oblique directions. That the thickness
 * of a slice was assumed is written as a key and a value, which other tools ignore.
 *
 * @throws VoxomicsError `invalid-volume` for a volume that contradicts itself.
 *
 * @example
 * ```ts
 * import { writeNrrd } from "voxomics/io";
 *
 * const file = await writeNrrd(mask, { gzip: true }); // the bytes of a .nrrd
 * console.log(file.length);
 * ```
 */
export async function writeNrrd(
  volume: Volume,
  options: NrrdWriteOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  checkOptions(options, { gzip: null });
  const { gzip = true } = options;
  const { data, size, spacing, origin, direction, thicknessAssumed } = checkVolume(
    volume,
    "volume",
  );
  const steps = perAxis((a) => scale(columnOf(direction, a), spacing[a]));
  const header = [
    "NRRD0004",
    `type: ${typeNames[voxelTypeFor(data).name]}`,
    "dimension: 3",
    "space: left-posterior-superior",
    `sizes: ${size.join(" ")}`,
    `space directions: ${steps.map(inParentheses).join(" ")}`,
    "kinds: domain domain domain",
    "endian: little",
    `encoding: ${gzip ? "gzip" : "raw"}`,
    'space units: "mm" "mm" "mm"',
    `space origin: ${inParentheses(origin)}`,
    ...(thicknessAssumed === true ? [`${assumedThicknessKey}:=assumed`] : []),
    "",
    "",
  ].join("\n");
  const start = new TextEncoder().encode(header);
  if (!gzip) return encodeVoxels(data, start);
  return concatenate(start, await compress(encodeVoxels(data, new Uint8Array())));
}

function inParentheses(vector: readonly number[]): string {
  return `(${vector.join(",")})`;
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
