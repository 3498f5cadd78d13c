import { VoxomicsError } from "../errors.ts";
import { nearest } from "../settings/nearest.ts";
import { found, quoted } from "../settings/wording.ts";
import { selectLabel } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import { type ByteInput, type ByteReader, openBytes } from "./byte-reader.ts";
import { isNifti } from "./nifti/header.ts";
import { type NiftiDescription, readNiftiFrom } from "./nifti/nifti.ts";

/** What a file says about itself; `format` tells which kind of record it is. */
export type FileDescription = NiftiDescription;

/** A volume and what its file says about itself. */
export interface DescribedVolume {
  readonly volume: Volume;
  readonly description: FileDescription;
}

interface Format {
  readonly name: string;
  /** Whether the first bytes (out of gzip) are of this format. */
  readonly matches: (head: Uint8Array) => boolean;
  readonly read: (bytes: ByteReader) => Promise<DescribedVolume>;
}

/** The formats that are read, in the order they are tried. */
const formats: readonly Format[] = [
  { name: "NIfTI (.nii, .nii.gz)", matches: isNifti, read: readNiftiFrom },
];

/** Every format is known by its first bytes; NIfTI-1's magic ends the furthest behind. */
const headLength = 348;

export interface ReadOptions {
  /** Read a label map and give the voxels with this label as a mask of 0 and 1. */
  readonly label?: number;
}

/**
 * Reads a volume from the bytes of a file of any known format, which its first bytes tell.
 *
 * @throws VoxomicsError `unsupported-format` if no reader knows the bytes, `invalid-file` if the
 *   file is empty, damaged or contradicts itself, `empty-mask` if no voxel has the label,
 *   `invalid-settings` for an unknown option or a label that is no integer.
 */
export async function read(input: ByteInput, options: ReadOptions = {}): Promise<Volume> {
  const { label } = checkedOptions(options);
  const { volume } = await readDescribed(input);
  return label === undefined ? volume : selectLabel(volume, label);
}

const optionNames = ["label"] satisfies (keyof ReadOptions)[];

function checkedOptions(options: ReadOptions): ReadOptions {
  for (const name of Object.keys(options)) {
    if (optionNames.some((known) => known === name)) continue;
    const near = nearest(name, optionNames);
    const hint = near ? `did you mean ${quoted(near)}?` : `known: ${optionNames.join(", ")}`;
    throw new VoxomicsError("invalid-settings", `unknown option ${quoted(name)}: ${hint}`, {
      name,
      known: optionNames,
    });
  }
  const { label } = options;
  if (label === undefined || Number.isInteger(label)) return options;
  const type = typeof label === "object" ? "" : `the ${typeof label} `;
  throw new VoxomicsError(
    "invalid-settings",
    `label: found ${type}${found(label)}, expected an integer`,
    { label },
  );
}

/** Reads a volume as `read` does and reports what its file says about itself. */
export async function readDescribed(input: ByteInput): Promise<DescribedVolume> {
  const bytes = await openBytes(input);
  try {
    const head = await bytes.peek(headLength);
    const format = formats.find(({ matches }) => matches(head));
    if (format === undefined) throw unknownFormat(head, bytes.gzip);
    return await format.read(bytes);
  } finally {
    await bytes.close();
  }
}

function unknownFormat(head: Uint8Array, gzip: boolean): VoxomicsError {
  const start = head.subarray(0, 8);
  const hex = Array.from(start, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const text = String.fromCharCode(...start).replace(/[^ -~]/g, ".");
  const names = formats.map(({ name }) => name).join(", ");
  return new VoxomicsError(
    "unsupported-format",
    `no reader knows this file: ${gzip ? "out of gzip " : ""}it starts with ${hex} ("${text}"), ` +
      `expected ${names}`,
    { start: Array.from(start) },
  );
}
