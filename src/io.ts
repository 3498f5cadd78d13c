/**
 * Readers and writers of medical image files, in Node and in the browser.
 *
 * ```ts
 * import { read, writeNifti } from "voxomics/io";
 *
 * const image = await read(files); // a Volume: data, size, spacing, origin, direction
 * const mask = await read(bytes, { label: 2 }); // the voxels with label 2, as 0 and 1
 * const file = await writeNifti(image, { gzip: true });
 * ```
 *
 * @module voxomics/io
 */

export type { ByteInput } from "./io/byte-reader.ts";
export type { DicomDescription, DicomOverview } from "./io/dicom/dicom.ts";
export type { SuvKind } from "./io/dicom/suv/suv-kind.ts";
export type { FileDescription, FileOverview } from "./io/format.ts";
export type { MetaImageDescription } from "./io/metaimage/metaimage.ts";
export type { MghDescription } from "./io/mgh/mgh.ts";
export type { NiftiTransform } from "./io/nifti/geometry.ts";
export { describeNifti, type NiftiDescription, readNifti } from "./io/nifti/nifti.ts";
export { type NiftiWriteOptions, writeNifti } from "./io/nifti/write.ts";
export type { NrrdDescription } from "./io/nrrd/nrrd.ts";
export type { NrrdSegment } from "./io/nrrd/segments.ts";
export { type NrrdWriteOptions, writeNrrd } from "./io/nrrd/write.ts";
export type { PngDescription } from "./io/png/png.ts";
export {
  type DescribedVolume,
  describeFile,
  listRegions,
  openRegions,
  type RegionReader,
  read,
  readDescribed,
} from "./io/read.ts";
export type { ReadOptions } from "./io/read-options.ts";
export type { FileRegion } from "./io/region.ts";
export type { NamedFile, ReadInput } from "./io/source.ts";
export type { Spacing } from "./io/spacing.ts";
export type { TiffDescription } from "./io/tiff/tiff.ts";
export {
  type StructuredReportInput,
  type StructuredReportOptions,
  toStructuredReport,
} from "./report/structured-report.ts";
