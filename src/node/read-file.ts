import type { Files } from "../io/files.ts";
import type { FileOverview } from "../io/format.ts";
import { namingFile } from "../io/name-file.ts";
import {
  type DescribedVolume,
  describeFrom,
  type OpenFiles,
  openFrom,
  type RegionReader,
  readFrom,
  regionsFrom,
} from "../io/read.ts";
import { type DescribeOptions, type ReadOptions, readOptionNames } from "../io/read-options.ts";
import type { FileRegion } from "../io/region.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptionNames } from "../schema/check-options.ts";
import type { Volume } from "../volume/volume.ts";
import { filesAt } from "./files-at.ts";
import type { InputOptions } from "./read-input.ts";

/** How the files at a path are read. */
export type FileReadOptions = ReadOptions & InputOptions;

/** How the files at a path are described. */
export type FileDescribeOptions = DescribeOptions & InputOptions;

/**
 * Reads a volume from a file of any known format, or from the files in a folder and its subfolders, such as a
 * DICOM series. `read` of `voxomics/io` does the same with bytes. The files that a detached NRRD header
 * names are read too.
 *
 * @throws VoxomicsError as `read` does, and `invalid-file` if a file cannot be opened, or is a device or
 *   a pipe (which `pipes` reads); the message starts with the path of the faulty file, or of the folder
 *
 * @example
 * ```ts
 * import { readFile } from "voxomics/node";
 *
 * const image = await readFile("study/ct"); // a folder of DICOM files, or a file of any format
 * const mask = await readFile("study/rtstruct.dcm", { region: "GTV-1", grid: image });
 * console.log(image.size, image.spacing, mask.size); // voxels, mm
 * ```
 */
export async function readFile(path: string, options: FileReadOptions = {}): Promise<Volume> {
  return (await readFileDescribed(path, options)).volume;
}

/**
 * Reads a volume as `readFile` does and reports what its files say about themselves.
 *
 * @example
 * ```ts
 * import { readFileDescribed } from "voxomics/node";
 *
 * const { volume, description, notes } = await readFileDescribed("ct.nii.gz");
 * console.log(volume.size, description, notes.length);
 * ```
 */
export async function readFileDescribed(
  path: string,
  options: FileReadOptions = {},
): Promise<DescribedVolume> {
  return at(path, options, readFrom);
}

/**
 * What the files at a path say about themselves, as `describeFile` of `voxomics/io`; no more is read.
 *
 * @example
 * ```ts
 * import { describeFile } from "voxomics/node";
 *
 * console.log(await describeFile("ct.nii.gz")); // grid, type, what the header says
 * ```
 */
export async function describeFile(
  path: string,
  options: FileDescribeOptions = {},
): Promise<FileOverview> {
  return at(path, options, describeFrom, true);
}

/**
 * The regions that the files at a path offer, as `listRegions` of `voxomics/io`.
 *
 * @example
 * ```ts
 * import { listRegions } from "voxomics/node";
 *
 * for (const { number, name } of await listRegions("rtstruct.dcm")) console.log(number, name);
 * ```
 */
export async function listRegions(
  path: string,
  options: FileDescribeOptions = {},
): Promise<readonly FileRegion[]> {
  return (await openRegions(path, options)).regions;
}

/**
 * Opens the regions of the files at a path, as `openRegions` of `voxomics/io`.
 *
 * @example
 * ```ts
 * import { extract, openRegions, readFile } from "voxomics/node";
 *
 * const image = await readFile("study/ct");
 * const { regions, read } = await openRegions("study/rtstruct.dcm", { grid: image });
 * for (const region of regions) {
 *   const { volume } = await read(region); // 0 and 1 on the image's grid
 *   console.log(region.name, extract(image, volume).features.length);
 * }
 * ```
 */
export async function openRegions(
  path: string,
  options: Omit<FileReadOptions, "label" | "region"> = {},
): Promise<RegionReader> {
  const { regions, read } = await at(path, options, regionsFrom);
  return { regions, read: (region) => namingFile(path, () => read(region)) };
}

async function at<O extends InputOptions, T>(
  path: string,
  given: O,
  work: (files: Files, options: Omit<O, "pipes">) => Promise<T>,
  later = false,
): Promise<T> {
  checkArgument(given, "options", "object");
  checkOptionNames(given, [...readOptionNames, "pipes"]);
  const { pipes = false, ...options } = given;
  const files = await filesAt(path, { pipes, later });
  return namingFile(path, () => work(files, options));
}

/** Opens the files at a path, to look at what they hold before it is read. */
export async function openFile(path: string, options: FileReadOptions = {}): Promise<OpenFiles> {
  const { volume, regions, mask } = await at(path, options, openFrom);
  return {
    volume: () => namingFile(path, volume),
    regions: () => namingFile(path, regions),
    mask: (wanted) => namingFile(path, () => mask(wanted)),
  };
}

/** What the files at a path say about themselves, and their volume if they make up one. */
export async function describeAndRead(
  path: string,
  options: FileDescribeOptions & Pick<ReadOptions, "pool"> = {},
): Promise<{ overview: FileOverview; read: () => Promise<DescribedVolume> }> {
  const work = async (files: Files, reading: ReadOptions) => ({
    overview: await describeFrom(files, reading),
    read: () => namingFile(path, () => readFrom(files, reading)),
  });
  return at(path, options, work, true);
}
