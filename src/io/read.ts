import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { inOrderOf } from "../volume/align-mask.ts";
import { thresholdMask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import type { Described } from "./contents.ts";
import { type Files, filesOf } from "./files.ts";
import { type FileDescription, type FileOverview, type Format, identify } from "./format.ts";
import { lossNotes } from "./loss-notes.ts";
import { namingFile } from "./name-file.ts";
import {
  besideThreshold,
  checkedOptions,
  type DescribeOptions,
  type ReadOptions,
} from "./read-options.ts";
import type { FileRegion } from "./region.ts";
import { withThickness } from "./slice-thickness.ts";
import type { ReadInput } from "./source.ts";
import { checkGivenSpacing } from "./spacing.ts";

/** A volume, what its files say about themselves, and notes on how it was read. */
export interface DescribedVolume extends Described<FileDescription> {
  readonly notes: readonly Note[];
}

/** The regions that files offer, to be read one after another. */
export interface RegionReader {
  readonly regions: readonly FileRegion[];
  /** Reads the voxels of one of `regions`, or of that with a name or number, as 0 and 1. */
  readonly read: (region: FileRegion | string | number) => Promise<DescribedVolume>;
}

/**
 * Reads a volume from the files of any known format, which their first bytes tell: an image, a label
 * map, or with the options `label` and `region` one region as 0 and 1.
 *
 * @throws VoxomicsError `unsupported-format` if no reader knows the bytes, `invalid-file` if a file
 *   is empty, missing, damaged or contradicts itself, `empty-mask` if the region has no voxel,
 *   `invalid-settings` for an unknown option, a value that it cannot have, or a region that is not
 *   there.
 *
 * @example
 * ```ts
 * import { read } from "voxomics/io";
 *
 * const image = await read(files); // all slices of a DICOM series, or one NIfTI or NRRD file
 * const tumour = await read(bytes, { region: "GTV-1", grid: image }); // 0 and 1
 * console.log(image.size, image.spacing, tumour.data.length); // voxels, mm
 * ```
 */
export async function read(input: ReadInput, options: ReadOptions = {}): Promise<Volume> {
  return (await readDescribed(input, options)).volume;
}

/**
 * Reads a volume as `read` does and reports what its files say about themselves.
 *
 * @example
 * ```ts
 * import { readDescribed } from "voxomics/io";
 *
 * const { volume, description, notes } = await readDescribed(bytes);
 * console.log(volume.size, description, notes.length);
 * ```
 */
export async function readDescribed(
  input: ReadInput,
  options: ReadOptions = {},
): Promise<DescribedVolume> {
  return readFrom(filesOf(input), options);
}

/**
 * What files say about themselves, those too that hold no volume by themselves; voxels are not read.
 *
 * @throws VoxomicsError as `read` does.
 *
 * @example
 * ```ts
 * import { describeFile } from "voxomics/io";
 *
 * const overview = await describeFile(bytes); // voxels are not read
 * console.log(overview);
 * ```
 */
export async function describeFile(
  input: ReadInput,
  options: DescribeOptions = {},
): Promise<FileOverview> {
  return describeFrom(filesOf(input), options);
}

/**
 * The regions that files offer: structures, segments, or the labels of a label map.
 *
 * @throws VoxomicsError as `read` does, and `invalid-mask` for an image.
 *
 * @example
 * ```ts
 * import { listRegions } from "voxomics/io";
 *
 * for (const { number, name } of await listRegions(bytes)) console.log(number, name); // 1 "GTV-1"
 * ```
 */
export async function listRegions(
  input: ReadInput,
  options: DescribeOptions = {},
): Promise<readonly FileRegion[]> {
  return (await openRegions(input, options)).regions;
}

/**
 * Opens the regions of files, to read several of them without opening the files again.
 *
 * @throws VoxomicsError as `listRegions` does.
 *
 * @example
 * ```ts
 * import { extract } from "voxomics";
 * import { openRegions } from "voxomics/io";
 *
 * const { regions, read } = await openRegions(bytes, { grid: image });
 * for (const region of regions) {
 *   const { volume } = await read(region); // 0 and 1 on the image's grid
 *   console.log(region.name, extract(image, volume).features.length);
 * }
 * ```
 */
export async function openRegions(
  input: ReadInput,
  options: Omit<ReadOptions, "label" | "region"> = {},
): Promise<RegionReader> {
  return regionsFrom(filesOf(input), options);
}

/** `readDescribed` of files that were found elsewhere. */
export async function readFrom(files: Files, options: ReadOptions): Promise<DescribedVolume> {
  const { label, region = label, ...others } = checkedOptions(options);
  const contents = await openFrom(files, others);
  return region === undefined ? contents.volume() : contents.mask(region);
}

/** `describeFile` of files that were found elsewhere. */
export async function describeFrom(given: Files, options: ReadOptions): Promise<FileOverview> {
  const checked = checkedOptions(options);
  const { format, files } = await identify(given, checked);
  return namingFile(nameOf(files), () => {
    checkUse(format, checked);
    return format.describe(files, checked);
  });
}

/** `openRegions` of files that were found elsewhere. */
export async function regionsFrom(files: Files, options: ReadOptions): Promise<RegionReader> {
  const { regions, mask } = await openFrom(files, checkedOptions(options));
  return { regions: await regions(), read: mask };
}

/** What opened files hold. Errors name the file, where there is only one. */
export interface OpenFiles {
  readonly volume: () => Promise<DescribedVolume>;
  readonly regions: () => Promise<readonly FileRegion[]>;
  readonly mask: (wanted: FileRegion | string | number) => Promise<DescribedVolume>;
}

/** Opens files that were found elsewhere. */
export async function openFrom(given: Files, options: ReadOptions): Promise<OpenFiles> {
  const { format, files } = await identify(given, options);
  const naming = <T>(work: () => T | Promise<T>) => namingFile(nameOf(files), work);
  const contents = await naming(() => {
    checkUse(format, options);
    return format.open(files, options);
  });
  return {
    volume: () =>
      naming(async () => finished(thresholded(await contents.volume(), options), options)),
    regions: () => naming(contents.regions),
    mask: (wanted) =>
      naming(async () => {
        const { maskThreshold } = options;
        if (maskThreshold !== undefined) throw besideThreshold(maskThreshold, wanted);
        return finished(await contents.mask(wanted), options);
      }),
  };
}

function thresholded(
  described: Described<FileDescription>,
  { maskThreshold }: ReadOptions,
): Described<FileDescription> {
  if (maskThreshold === undefined) return described;
  return { ...described, volume: thresholdMask(described.volume, maskThreshold) };
}

/** A volume with the order of its voxels and the thickness that the options ask for, and all notes on it. */
function finished(
  described: Described<FileDescription>,
  { grid, sliceThickness, spacing }: ReadOptions,
): DescribedVolume {
  // of a mask, which is read for a grid, only the place on that grid matters
  if (spacing !== undefined && grid === undefined) checkGivenSpacing(described.volume, spacing);
  const thickness = sliceThickness ?? spacing?.[2];
  const { volume, description, notes = [] } = withThickness(described, thickness);
  const aligned = grid === undefined ? null : inOrderOf(volume, grid);
  return {
    volume: aligned?.mask ?? volume,
    description,
    notes: [...notes, ...lossNotes(description), ...(aligned?.notes ?? [])],
  };
}

/** The name of the file, for errors; null for several files, as any of them may be the cause. */
function nameOf({ sources }: Files): string | null {
  return sources.length === 1 ? sources[0].name : null;
}

/** The options that files of every format are read with. */
const common: readonly string[] = [
  "grid",
  "geometry",
  "volume",
  "maskThreshold",
  "mixedFrames",
  "sliceTolerance",
  "flatMontage",
  "threshold",
  "slabThickness",
  "sliceThickness",
  "spacing",
  "otherFrame",
  "pool",
] satisfies (keyof ReadOptions)[];

/** Throws for an option that only other formats take. */
function checkUse(format: Format, options: ReadOptions): void {
  for (const name of Object.keys(options) as (keyof ReadOptions)[]) {
    if (common.includes(name) || format.options.includes(name)) continue;
    const given = options[name] === true ? null : String(options[name]);
    throw new VoxomicsError(
      "invalid-settings",
      `found an option that is not about files of ${format.name}`,
      { found: name, advice: [{ option: name, value: given, does: "is for others" }] },
    );
  }
}
