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
import type { DescribeOptions, ReadOptions } from "../io/read-options.ts";
import type { Region } from "../io/region.ts";
import type { Volume } from "../volume/volume.ts";
import { filesAt } from "./files-at.ts";

/**
 * Reads a volume from a file of any known format, or from the files of a folder and those below, such
 * as a DICOM series, as `read` of `voxomics/io` does from bytes. A detached NRRD header brings the
 * files that it names.
 *
 * @throws VoxomicsError as `read` does, and `invalid-file` if a file cannot be opened; the message
 *   starts with the path of the file to blame, or of the folder.
 */
export async function readFile(path: string, options: ReadOptions = {}): Promise<Volume> {
  return (await readFileDescribed(path, options)).volume;
}

/** Reads a volume as `readFile` does and reports what its files say about themselves. */
export async function readFileDescribed(
  path: string,
  options: ReadOptions = {},
): Promise<DescribedVolume> {
  return at(path, (files) => readFrom(files, options));
}

/** What the files at a path say about themselves, as `describeFile` of `voxomics/io`. */
export async function describeFile(
  path: string,
  options: DescribeOptions = {},
): Promise<FileOverview> {
  return at(path, (files) => describeFrom(files, options));
}

/** The regions that the files at a path offer, as `listRegions` of `voxomics/io`. */
export async function listRegions(
  path: string,
  options: DescribeOptions = {},
): Promise<readonly Region[]> {
  return (await openRegions(path, options)).regions;
}

/** Opens the regions of the files at a path, as `openRegions` of `voxomics/io`. */
export async function openRegions(
  path: string,
  options: Omit<ReadOptions, "label" | "region"> = {},
): Promise<RegionReader> {
  const { regions, read } = await at(path, (files) => regionsFrom(files, options));
  return { regions, read: (region) => namingFile(path, () => read(region)) };
}

async function at<T>(path: string, work: (files: Files) => Promise<T>): Promise<T> {
  const files = await filesAt(path);
  return namingFile(path, () => work(files));
}

/** Opens the files at a path, to look at what they hold before it is read. */
export async function openFile(path: string, options: ReadOptions = {}): Promise<OpenFiles> {
  const { volume, regions, mask } = await at(path, (files) => openFrom(files, options));
  return {
    volume: () => namingFile(path, volume),
    regions: () => namingFile(path, regions),
    mask: (wanted) => namingFile(path, () => mask(wanted)),
  };
}

/** What the files at a path say about themselves, and their volume if they make up one. */
export async function describeAndRead(
  path: string,
  options: DescribeOptions = {},
): Promise<{ overview: FileOverview; read: () => Promise<DescribedVolume> }> {
  return at(path, async (files) => ({
    overview: await describeFrom(files, options),
    read: () => namingFile(path, () => readFrom(files, options)),
  }));
}
