import type { Note } from "../messages/note.ts";
import { readFileDescribed } from "../node/read-file.ts";
import { type ReportedVolume, toReportedVolume } from "../report/report.ts";
import { checkArgument } from "../schema/check-argument.ts";
import type { Volume } from "../volume/volume.ts";
import type { CaseFile } from "./case-notes.ts";
import { type CaseOptions, readingOf } from "./case-options.ts";
import { type CaseReading, given, imageReading } from "./case-reading.ts";

/** The image of a case, to be opened with one mask after another. */
export interface CaseImage extends CaseFile {
  readonly volume: Volume;
  /** What is to be known about the way it was read. */
  readonly notes: readonly Note[];
  /** What a report says of it. */
  readonly reported: ReportedVolume;
}

/** How the image of a case is opened. */
export type ImageOptions = CaseReading & Pick<CaseOptions, "pool">;

/**
 * Opens the image of a case, for several calls of `openCase`; the options are those of both.
 *
 * @throws VoxomicsError as `readFile` does
 *
 * @example
 * ```ts
 * import { openCase, openImage } from "voxomics/node";
 *
 * const image = await openImage("ct.nii.gz"); // read once
 * const [anna, ben] = [await openCase(image, "anna.nii.gz"), await openCase(image, "ben.nii.gz")];
 * console.log(anna.regions.length, ben.regions.length);
 * ```
 */
export async function openImage(path: string, options: ImageOptions = {}): Promise<CaseImage> {
  checkArgument(path, "path", "text");
  const reading = { ...imageReading(readingOf(options)), ...given({ pool: options.pool }) };
  const { volume, description, notes } = await readFileDescribed(path, reading);
  return {
    path,
    volume,
    description,
    notes,
    reported: toReportedVolume(path, volume, description),
  };
}
