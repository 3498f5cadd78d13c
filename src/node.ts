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
export { toComparisonTable } from "./report/comparison-table.ts";
export { toLongCsv, toWideCsv } from "./report/csv.ts";
export { toJson } from "./report/json.ts";
export { type Report, report } from "./report/report.ts";
export { toTable } from "./report/table.ts";
export { compareWithReference, withinTolerance } from "./validate/compare.ts";
export { type ReferenceRow, type ReferenceTable, referenceRows } from "./validate/reference.ts";
