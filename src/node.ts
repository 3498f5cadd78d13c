/**
 * voxomics with access to files, for Node.
 *
 * ```ts
 * import { extract, openCase } from "voxomics/node";
 *
 * const { image, regions } = await openCase("ct.nii.gz", "segmentation.nii.gz", { label: 2 });
 * const { features } = extract(image, regions[0].mask());
 * ```
 *
 * @module voxomics/node
 */
export { type CasePaths, namingInputs } from "./case/blame.ts";
export { type CaseImage, openImage } from "./case/case-image.ts";
export type { CaseOptions } from "./case/case-options.ts";
export type { CaseReading } from "./case/case-reading.ts";
export type { CaseRegion, ReadRegion, RefusedCaseRegion } from "./case/case-region.ts";
export { type OpenedCase, openCase } from "./case/open-case.ts";
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
export { createPool, type PoolOptions, type ThreadLimits } from "./node/pool.ts";
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
export {
  type MapWriting,
  type WrittenMap,
  type WrittenMaps,
  writeFeatureMaps,
} from "./node/write-feature-maps.ts";
export { writeFileAtomic } from "./node/write-file-atomic.ts";
export { writeVolume } from "./node/write-volume.ts";
export type { ExtractionTask, Pool, TaskOutcome } from "./pool/pool.ts";
export { shareVolume } from "./pool/share-volume.ts";
