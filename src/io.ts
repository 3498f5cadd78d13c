/**
 * Readers and writers of medical image files, in Node and in the browser.
 *
 * ```ts
 * import { read, writeNifti } from "voxomics/io";
 *
 * const image = await read(imageBytes);             // a Volume: data, size, spacing, origin, direction
 * const mask = await read(maskBytes, { label: 2 }); // the voxels with label 2, as 0 and 1
 * const bytes = await writeNifti(image, { gzip: true });
 * ```
 *
 * @module
 */

export type { ByteInput } from "./io/byte-reader.ts";
export type { NiftiTransform } from "./io/nifti/geometry.ts";
export { describeNifti, type NiftiDescription, readNifti } from "./io/nifti/nifti.ts";
export { type NiftiWriteOptions, writeNifti } from "./io/nifti/write.ts";
export {
  type DescribedVolume,
  type FileDescription,
  type ReadOptions,
  read,
  readDescribed,
} from "./io/read.ts";
