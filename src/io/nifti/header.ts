import { VoxomicsError } from "../../messages/errors.ts";
import type { Vec3 } from "../../volume/volume.ts";
import { invalidFile } from "../invalid-file.ts";
import type { SeveralVolumes } from "../several-volumes.ts";
import { layouts, type NiftiFields, type NiftiVersion, readFields, writeFields } from "./layout.ts";

/** The fields of a header, and which kind of header it is. */
export interface NiftiHeader extends NiftiFields {
  readonly version: NiftiVersion;
  /**
   * `single`: voxels follow in the same file; `pair`: they are in a file of their own; `analyze`: a pair
   * of Analyze 7.5, whose header is that of NIfTI-1 without its magic.
   */
  readonly kind: "single" | "pair" | "analyze";
  readonly littleEndian: boolean;
}

/** Length of the longest NIfTI header, in bytes. */
export const longestHeader = layouts[2].length;

const versions = [1, 2] as const;

/** Whether bytes start as a NIfTI file, single or the header of a pair. */
export function isNifti(head: Uint8Array): boolean {
  return (
    findByLength(head) !== undefined ||
    versions.some((version) => /^n[+i][12]$/.test(readMagic(head, version).slice(0, 3)))
  );
}

/**
 * Reads a NIfTI-1 or NIfTI-2 header of either byte order and checks what does not depend on the
 * transforms: magic, dimensions, where the voxels start.
 *
 * @throws VoxomicsError `invalid-file`, or `unsupported-format` for bytes that are no NIfTI header.
 */
export function parseHeader(head: Uint8Array): NiftiHeader {
  if (!isNifti(head)) {
    throw new VoxomicsError("unsupported-format", "not a NIfTI file: it has no NIfTI header");
  }
  const found = findByLength(head);
  if (found === undefined) {
    const value = viewOf(head).getInt32(0, true);
    throw invalidFile(
      `NIfTI header: first field (sizeof_hdr) is ${value}, expected 348 or 540 in either byte order`,
      { found: value },
    );
  }
  const { version, littleEndian } = found;
  const { length } = layouts[version];
  if (head.length < length) {
    throw invalidFile(
      `file ends within its NIfTI-${version} header: found ${head.length} bytes, expected ${length}`,
      { found: head.length, expected: length },
    );
  }
  const kind = kindOf(head, version);
  const read = readFields(viewOf(head), version, littleEndian);
  const fields = kind === "analyze" ? analyzeFields(read) : read;
  const header: NiftiHeader = { version, kind, littleEndian, ...fields };
  checkDimensions(header);
  checkVoxelOffset(header);
  return header;
}

/** A little-endian header, with all bytes up to the voxels in the same file. */
export function composeHeader(
  version: NiftiVersion,
  fields: Omit<NiftiFields, "voxelOffset">,
): Uint8Array {
  const { length, magic } = layouts[version];
  const voxelOffset = firstVoxelOffset(version);
  const header = new Uint8Array(voxelOffset);
  const view = viewOf(header);
  view.setInt32(0, length, true);
  header.set(new TextEncoder().encode(magic.single), magic.byte);
  writeFields(view, version, { ...fields, voxelOffset });
  return header;
}

/** Number of voxels along x, y, z; axes that the file does not have count 1. */
export function sizeOf({ dim }: Pick<NiftiFields, "dim">): Vec3 {
  const along = (axis: number): number => (axis <= dim[0] ? dim[axis] : 1);
  return [along(1), along(2), along(3)];
}

/** The volumes that a file holds along its fourth axis. */
export function volumesOf({ dim, pixdim, units }: NiftiFields): SeveralVolumes {
  const unit = axisUnits[units & 0x38];
  const isApart = unit !== undefined && pixdim[4] > 0 && Number.isFinite(pixdim[4]);
  const step = isApart ? `, ${Number(pixdim[4].toPrecision(6))} ${unit} apart` : "";
  return { count: dim[0] >= 4 ? dim[4] : 1, along: `axis 4${step}` };
}

/** Units of the fourth axis by code; with another code, the step along the axis is not shown. */
const axisUnits: Readonly<Record<number, string>> = {
  8: "s",
  16: "ms",
  24: "µs",
  32: "Hz",
  40: "ppm",
  48: "rad/s",
};

/** The first byte that voxels may start at: four bytes after the header say whether extensions follow. */
function firstVoxelOffset(version: NiftiVersion): number {
  return layouts[version].length + 4;
}

/** The fields of an Analyze 7.5 header, which has no transform, no unit and no intercept. */
function analyzeFields(fields: NiftiFields): NiftiFields {
  const [count, ...sizes] = fields.dim;
  return {
    ...fields,
    // Analyze may state 0 for axes past the third
    dim: [count, ...sizes.map((size, axis) => (axis >= 3 && size === 0 ? 1 : size))],
    intercept: 0,
    units: 0,
    qformCode: 0,
    sformCode: 0,
  };
}

function kindOf(head: Uint8Array, version: NiftiVersion): NiftiHeader["kind"] {
  const { single, pair, byte } = layouts[version].magic;
  const found = readMagic(head, version);
  if (found === single) return "single";
  if (found === pair) return "pair";
  if (version === 1) return "analyze";
  throw invalidFile(
    `NIfTI-${version} header: magic at byte ${byte} is ${JSON.stringify(found)}, ` +
      `expected ${JSON.stringify(single)} or ${JSON.stringify(pair)}`,
    { found, expected: single },
  );
}

function checkDimensions({ version, dim, pixdim }: NiftiHeader): void {
  const [count] = dim;
  if (count < 1 || count > 7) {
    throw invalidFile(`NIfTI-${version} header: dim[0] is ${count}, expected 1 to 7`, { dim });
  }
  const sizes = dim.slice(1, count + 1);
  const axis = sizes.findIndex((size) => size < 1);
  if (axis >= 0) {
    throw invalidFile(
      `NIfTI-${version} header: dim[${axis + 1}] is ${sizes[axis]}, expected at least 1`,
      { dim },
    );
  }
  if (sizes.slice(4).some((size) => size > 1)) {
    throw new VoxomicsError(
      "unsupported-format",
      `file holds several values a voxel: its dimensions are ${sizes.join(" x ")}, ` +
        "expected 1 in every dimension past the fourth",
      { dim },
    );
  }
  const spacings = pixdim.slice(1, Math.min(count, 3) + 1);
  const bad = spacings.findIndex((spacing) => !Number.isFinite(spacing));
  if (bad >= 0) {
    throw invalidFile(
      `NIfTI-${version} header: pixdim[${bad + 1}] is ${spacings[bad]}, expected a finite number`,
      { pixdim },
    );
  }
}

function checkVoxelOffset({ version, kind, voxelOffset }: NiftiHeader): void {
  const least = kind === "single" ? firstVoxelOffset(version) : 0;
  if (!Number.isSafeInteger(voxelOffset) || voxelOffset < least) {
    throw invalidFile(
      `NIfTI-${version} header: voxels start at byte ${voxelOffset} (vox_offset), ` +
        `expected a whole number of at least ${least}`,
      { voxelOffset },
    );
  }
}

function findByLength(head: Uint8Array) {
  if (head.length < 4) return undefined;
  const view = viewOf(head);
  return versions
    .flatMap((version) => [true, false].map((littleEndian) => ({ version, littleEndian })))
    .find((it) => view.getInt32(0, it.littleEndian) === layouts[it.version].length);
}

function readMagic(head: Uint8Array, version: NiftiVersion): string {
  const { byte, single } = layouts[version].magic;
  return String.fromCharCode(...head.subarray(byte, byte + single.length));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
