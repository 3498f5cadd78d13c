import { dirname, extname, relative } from "node:path";
import { openBytes } from "../io/byte-reader.ts";
import type { DicomFileSummary } from "../io/dicom/file-summary.ts";
import { formatOf, headLength, type SingleFileDescription } from "../io/format.ts";
import { describeFrom } from "../io/read.ts";
import type { FileRegion } from "../io/region.ts";
import { messageNaming, VoxomicsError } from "../messages/errors.ts";
import { blobAt } from "./blob-at.ts";
import { filesBelow } from "./files-at.ts";

/** What a folder and its subfolders hold. Paths are relative to the folder. */
export interface FolderOverview {
  readonly format: "folder";
  /** Number of files, without hidden ones. */
  readonly files: number;
  readonly series: readonly FolderSeries[];
  readonly volumes: readonly FolderVolume[];
  /** Files of a known format that cannot be read, and why. */
  readonly damaged: readonly { readonly path: string; readonly reason: string }[];
  /** Files of unknown formats, counted by the endings of their names. */
  readonly others: readonly { readonly ending: string; readonly files: number }[];
}

/** A DICOM series; `files` counts its files. */
export interface FolderSeries extends DicomFileSummary {
  /** Folders that hold files of the series; "." is the folder itself. */
  readonly folders: readonly string[];
}

/** A file that holds a volume by itself. */
export interface FolderVolume {
  readonly path: string;
  readonly format: SingleFileDescription["format"];
  /** Length of every dimension, the fastest first. */
  readonly dimensions: readonly number[];
  readonly dataType: string;
  /** Segments, if the file is a segmentation of 3D Slicer. */
  readonly regions: readonly FileRegion[];
}

/**
 * What a folder and its subfolders hold: files of any formats and any number of DICOM series, as in the
 * folder of a study. Files are opened one after the other; voxels are not read. Hidden files and links to
 * folders are skipped.
 *
 * @throws VoxomicsError `invalid-file` if there is no such folder, or more than 100,000 files
 *
 * @example
 * ```ts
 * import { describeFolder } from "voxomics/node";
 *
 * const { series } = await describeFolder("study"); // with its subfolders
 * for (const one of series) console.log(one);
 * ```
 */
export async function describeFolder(path: string): Promise<FolderOverview> {
  const series = new Map<string, FolderSeries>();
  const volumes: FolderVolume[] = [];
  const damaged: FolderOverview["damaged"][number][] = [];
  const others = new Map<string, number>();
  let files = 0;
  for await (const file of filesBelow(path, { count: 0 })) {
    files++;
    const name = relative(path, file);
    try {
      const found = await lookAt(file);
      if (found === null) {
        const ending = extname(name).toLowerCase();
        others.set(ending, (others.get(ending) ?? 0) + 1);
      } else if ("kind" in found) addTo(series, found, dirname(name));
      else volumes.push({ path: name, ...found });
    } catch (error) {
      if (!(error instanceof VoxomicsError)) throw error;
      damaged.push({ path: name, reason: messageNaming(error, () => null) });
    }
  }
  return {
    format: "folder",
    files,
    series: [...series.values()],
    volumes,
    damaged,
    others: [...others].map(([ending, count]) => ({ ending, files: count })),
  };
}

/** What a file holds; null if no reader knows it. */
async function lookAt(path: string): Promise<DicomFileSummary | Omit<FolderVolume, "path"> | null> {
  const blob = await blobAt(path);
  if (blob === null || blob.size === 0) return null;
  const bytes = await openBytes(blob);
  const head = await bytes.peek(headLength).finally(() => bytes.close());
  const format = formatOf(head);
  if (format === undefined) return null;
  if (format.name === "DICOM") {
    const { summariseDicomFile } = await import("../io/dicom/file-summary.ts");
    return summariseDicomFile(blob);
  }
  const nowhere = () => async () => {
    throw new VoxomicsError("invalid-file", "voxels are not read");
  };
  const sources = [{ name: null, input: blob }];
  const file = await describeFrom({ sources, beside: nowhere }, {});
  if (!("dimensions" in file)) return null;
  const { format: name, dimensions, dataType } = file;
  const regions =
    name === "NRRD" ? file.segments.map(({ number, name }) => ({ number, name })) : [];
  return { format: name, dimensions, dataType, regions };
}

function addTo(series: Map<string, FolderSeries>, file: DicomFileSummary, folder: string): void {
  const key = `${file.kind} ${file.uid}`;
  const known = series.get(key);
  series.set(
    key,
    known === undefined
      ? { ...file, folders: [folder] }
      : {
          ...known,
          files: known.files + file.files,
          regions: [...known.regions, ...file.regions],
          refersTo: [...new Set([...known.refersTo, ...file.refersTo])],
          folders: known.folders.includes(folder) ? known.folders : [...known.folders, folder],
        },
  );
}
