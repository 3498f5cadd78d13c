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
export type { DescribedVolume, FileDescription, ReadOptions } from "./io/read.ts";
export { readFile, readFileDescribed } from "./node/read-file.ts";
export { parseSettings, readSettings } from "./node/read-settings.ts";
export { writeFileAtomic } from "./node/write-file-atomic.ts";
export { writeVolume } from "./node/write-volume.ts";
