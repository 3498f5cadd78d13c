import { VoxomicsError } from "../../messages/errors.ts";
import { invalidFile } from "../invalid-file.ts";
import { type VoxelType, voxelTypes } from "../voxel-type.ts";
import { choice, integers, required } from "./field-values.ts";
import type { NrrdHeader } from "./header.ts";

export type NrrdEncoding = "raw" | "gzip" | "bzip2" | "hex" | "text";

/** How a file stores its voxels. */
export interface Storage {
  /** Number of values along each axis of the file, the fastest first. */
  readonly sizes: readonly number[];
  /** Number of values. */
  readonly count: number;
  readonly type: VoxelType;
  readonly encoding: NrrdEncoding;
  readonly littleEndian: boolean;
  /** Lines to skip before the voxels. */
  readonly lineSkip: number;
  /**
   * Bytes to skip then, out of gzip or bzip2 if the voxels are compressed. -1: the voxels are the last
   * bytes of the file.
   */
  readonly byteSkip: number;
}

const typeNames: readonly (readonly [VoxelType, readonly string[]])[] = [
  [voxelTypes.int8, ["int8", "signed char", "int8_t"]],
  [voxelTypes.uint8, ["uint8", "unsigned char", "uchar", "uint8_t"]],
  [
    voxelTypes.int16,
    ["int16", "short", "short int", "signed short", "signed short int", "int16_t"],
  ],
  [voxelTypes.uint16, ["uint16", "unsigned short", "ushort", "unsigned short int", "uint16_t"]],
  [voxelTypes.int32, ["int32", "int", "signed int", "int32_t"]],
  [voxelTypes.uint32, ["uint32", "unsigned int", "uint", "uint32_t"]],
  [
    voxelTypes.int64,
    [
      "int64",
      "long long",
      "longlong",
      "long long int",
      "signed long long",
      "signed long long int",
      "int64_t",
    ],
  ],
  [
    voxelTypes.uint64,
    ["uint64", "unsigned long long", "ulonglong", "unsigned long long int", "uint64_t"],
  ],
  [voxelTypes.float32, ["float"]],
  [voxelTypes.float64, ["double"]],
];

const types: ReadonlyMap<string, VoxelType | "block"> = new Map([
  ["block", "block"] as [string, VoxelType | "block"],
  ...typeNames.flatMap(([type, names]) => names.map((name): [string, VoxelType] => [name, type])),
]);

const encodings: ReadonlyMap<string, NrrdEncoding | "zrl"> = new Map<string, NrrdEncoding | "zrl">([
  ["raw", "raw"],
  ["gzip", "gzip"],
  ["gz", "gzip"],
  ["hex", "hex"],
  ["text", "text"],
  ["txt", "text"],
  ["ascii", "text"],
  ["bzip2", "bzip2"],
  ["bz2", "bzip2"],
  ["zrl", "zrl"],
]);

const endians: ReadonlyMap<string, boolean> = new Map([
  ["little", true],
  ["big", false],
]);

/** Most axes that the format allows. */
const mostAxes = 16;

/**
 * How a header says that its voxels are stored.
 *
 * @throws VoxomicsError `invalid-file` where it contradicts itself or leaves out what is needed,
 *   `unsupported-format` for blocks, and for encodings that are not read.
 */
export function storageOf(header: NrrdHeader): Storage {
  const [dimension] = integers(header, "dimension", 1, 1);
  if (dimension > mostAxes) {
    throw invalidFile(`NRRD header: dimension is ${dimension}, expected 1 to ${mostAxes}`, {
      dimension,
    });
  }
  const sizes = integers(header, "sizes", dimension, 1);
  const count = sizes.reduce((product, size) => product * size, 1);
  const type = choice(header, "type", types);
  const encoding = choice(header, "encoding", encodings);
  if (type === "block") throw unsupported("type", "blocks of bytes", "integers or floats");
  if (encoding === "zrl") {
    throw unsupported(
      "encoding",
      encoding,
      "raw, gzip, bzip2, hex or text; save it as one of these",
    );
  }
  if (!Number.isSafeInteger(count * (type.bits / 8))) {
    throw invalidFile(
      `NRRD header: sizes ${sizes.join(" x ")} make more values than any file has`,
      {
        sizes,
      },
    );
  }
  const skip = (name: string, least: number): number =>
    header.fields.has(name) ? integers(header, name, 1, least)[0] : 0;
  const lineSkip = skip("line skip", 0);
  const byteSkip = skip("byte skip", encoding === "raw" ? -1 : 0);
  return {
    sizes,
    count,
    type,
    encoding,
    littleEndian: readEndian(header, type, encoding),
    lineSkip,
    byteSkip,
  };
}

/** Whether numbers are little-endian. The field is required only where it makes a difference. */
function readEndian(header: NrrdHeader, { bits }: VoxelType, encoding: NrrdEncoding): boolean {
  if (header.fields.has("endian")) return choice(header, "endian", endians);
  if (bits > 8 && encoding !== "text") required(header, "endian");
  return true;
}

function unsupported(field: string, found: string, expected: string): VoxomicsError {
  return new VoxomicsError(
    "unsupported-format",
    `NRRD header: ${field} is ${found}, expected ${expected}`,
    { [field]: found },
  );
}
