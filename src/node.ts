/**
 * voxomics with access to files, for Node.
 *
 * ```ts
 * import { extract, readFile } from "voxomics/node";
 *
 * const image = await readFile("ct.nii.gz");
 * const mask = await readFile("segmentation.nii.gz", { label: 2 });
 * const { features } = extract(image, mask);
 * ```
 *
 * @module
 */
export * from "./index.ts";
export type { FileDescription, FileOverview } from "./io/format.ts";
export type { DescribedVolume, RegionReader } from "./io/read.ts";
export type { ReadOptions } from "./io/read-options.ts";
export {
  describeFolder,
  type FolderOverview,
  type FolderSeries,
  type FolderVolume,
} from "./node/describe-folder.ts";
export { createPool, type PoolOptions } from "./node/pool.ts";
export {
  describeFile,
  type FileDescribeOptions,
  type FileReadOptions,
  listRegions,
  openRegions,
  readFile,
  readFileDescribed,
} from "./node/read-file.ts";
export { parseSettings, readSettings } from "./node/read-settings.ts";
export { type WrittenMap, type WrittenMaps, writeFeatureMaps } from "./node/write-feature-maps.ts";
export { writeFileAtomic } from "./node/write-file-atomic.ts";
export { writeVolume } from "./node/write-volume.ts";
export type { ExtractionTask, Outcome, Pool } from "./pool/pool.ts";
export { shareVolume } from "./pool/share-volume.ts";
