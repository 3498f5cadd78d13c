import { dirname, relative, resolve, sep } from "node:path";
import { groupBy } from "../../base/group-by.ts";
import { listText } from "../../io/dicom/choose-volume.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { counted } from "../../messages/phrases.ts";
import { describeFile } from "../../node/read-file.ts";
import type { DicomFiles, FoundDicom } from "./dicom-files.ts";

/** An image series, in as many files and folders as it has. */
export interface FoundImage {
  /** Series Instance UID; null where the files do not say. */
  readonly uid: string | null;
  readonly modality: string | null;
  readonly patient: string | null;
  readonly studyDate: string | null;
  readonly description: string | null;
  readonly frames: readonly string[];
  readonly files: number;
  /** The folder that holds all files; the file itself if it is the only one. */
  readonly path: string;
  /** Whether that folder holds other images too, so that the series has to be chosen. */
  readonly isBeside: boolean;
}

/** The image series among files. */
export function imagesIn({ found, otherFolders }: DicomFiles): readonly FoundImage[] {
  const images = found.filter(({ kind }) => kind === "image");
  return [...groupBy(images, ({ uid }) => uid).values()].map((files) => {
    const [{ uid, modality, patient, studyDate, description }] = files;
    const path = files.length === 1 ? files[0].path : commonFolder(files.map((one) => one.path));
    const besides = [
      ...images.filter((one) => one.uid !== uid).map((one) => dirname(one.path)),
      ...otherFolders,
    ];
    return {
      ...{ uid, modality, patient, studyDate, description, path },
      frames: [...new Set(files.flatMap(({ frames }) => frames))],
      files: files.length,
      isBeside: files.length > 1 && besides.some((folder) => isWithin(folder, path)),
    };
  });
}

function commonFolder(paths: readonly string[]): string {
  let folder = dirname(paths[0]);
  while (!paths.every((path) => isWithin(path, folder)) && folder !== dirname(folder)) {
    folder = dirname(folder);
  }
  return folder;
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way !== ".." && !way.startsWith(`..${sep}`);
}

/** `CT in ct/chest, 48 files` */
export function imageText({ modality, path, files }: FoundImage): string {
  return `${modality ?? "image"} in ${path}, ${counted(files, "file")}`;
}

/** The image series that a structure set or a segmentation was made on, or why it goes with none. */
export function imageOf(
  { refersTo, frames }: Pick<FoundDicom, "refersTo" | "frames">,
  images: readonly FoundImage[],
): FoundImage | string {
  if (refersTo.length > 0) {
    const named = images.filter(({ uid }) => uid !== null && refersTo.includes(uid));
    // of several series, the one whose frame of reference the regions lie in
    const [image, other] = named.length > 1 ? named.filter(isIn(frames)) : named;
    if (image !== undefined && other === undefined) return image;
    if (named.length > 0) return `it refers to ${several(named)}`;
    const series = counted(refersTo.length, "series", "series");
    return `it refers to ${series} that ${refersTo.length === 1 ? "is" : "are"} not in the folder: ${refersTo.join(", ")}`;
  }
  if (frames.length === 0) return "it names neither a series nor a frame of reference";
  // a dose grid lies in the frame of the image that it was planned on
  const near = images.filter(isIn(frames)).filter(({ modality }) => modality !== "RTDOSE");
  if (near.length === 1) return near[0];
  if (near.length > 1) return `it names no series, and its frame of reference is that of ${several(near)}`; // biome-ignore format: one line
  return `it names no series, and no image lies in its frame of reference: ${frames.join(", ")}`;
}

/**
 * The note that a series holds several volumes, of which the manifest has to choose one; null for a series with one
 * volume. A series that cannot be read is refused when it is measured.
 */
export async function severalVolumes(image: FoundImage): Promise<string | null> {
  const { path, uid, isBeside } = image;
  try {
    const file = await describeFile(path, isBeside && uid !== null ? { series: uid } : {});
    const volumes = file.format === "DICOM" ? (file.volumes ?? []) : [];
    if (volumes.length < 2) return null;
    return `${imageText(image)}: holds ${volumes.length} volumes, of which its cases need one, by its number in a column "volume": ${listText(volumes)}`;
  } catch (error) {
    if (error instanceof VoxomicsError) return null;
    throw error;
  }
}

function isIn(frames: readonly string[]) {
  return (image: FoundImage) => image.frames.some((frame) => frames.includes(frame));
}

function several(images: readonly FoundImage[]): string {
  return `${images.length} series, each of which fits: ${images.map(imageText).join("; ")}`;
}
