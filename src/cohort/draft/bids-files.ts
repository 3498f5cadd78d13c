import { basename, dirname, join, relative, sep } from "node:path";
import { readNiftiGrid } from "../../io/nifti/nifti.ts";
import { messageNaming, VoxomicsError } from "../../messages/errors.ts";
import { blobAt } from "../../node/blob-at.ts";
import { filesBelow } from "../../node/files-at.ts";
import type { Grid } from "../../volume/volume.ts";
import { type BidsName, isAbout, parseBidsName } from "./bids-name.ts";

/** A file of a BIDS data set. */
export interface BidsFile extends BidsName {
  readonly path: string;
  /** From the folder that was given, with slashes: `derivatives/masks/sub-01/anat/sub-01_mask.nii.gz`. */
  readonly name: string;
  /** The folder of the data set that holds the file: `derivatives/masks`; empty for the raw data set. */
  readonly dataset: string;
  /** The folder of the data type: `anat`; null if the file lies in no such folder. */
  readonly datatype: string | null;
}

export interface BidsFiles {
  readonly images: readonly BidsFile[];
  /** Masks of 0 and 1, and label maps. */
  readonly masks: readonly BidsFile[];
  /** Names of the labels of label maps. */
  readonly lookups: readonly BidsFile[];
  /** Masks of probabilities. */
  readonly probabilities: readonly BidsFile[];
  /** NIfTI files whose names do not follow BIDS. */
  readonly unnamed: readonly string[];
}

/** Finds the images and masks below a folder by their names. Hidden files are skipped, and links to folders. */
export async function findBids(folder: string): Promise<BidsFiles> {
  const files: BidsFile[] = [];
  const unnamed: string[] = [];
  for await (const path of filesBelow(folder, { count: 0 })) {
    const name = relative(folder, path).replaceAll(sep, "/");
    const parsed = parseBidsName(basename(path));
    if (parsed !== null) files.push({ path, ...parsed, ...placeOf(name) });
    else if (/\.nii(\.gz)?$/.test(name)) unnamed.push(path);
  }
  const volumes = files.filter(
    ({ entities, extension }) => entities.sub !== undefined && /^\.nii(\.gz)?$/.test(extension),
  );
  const of = (...suffixes: string[]) => volumes.filter(({ suffix }) => suffixes.includes(suffix));
  return {
    // a transform may be stored as NIfTI, and is no image
    images: volumes.filter(({ suffix }) => !["mask", "dseg", "probseg", "xfm"].includes(suffix)),
    masks: of("mask", "dseg"),
    probabilities: of("probseg"),
    lookups: files.filter(({ suffix, extension }) => suffix === "dseg" && extension === ".tsv"),
    unnamed,
  };
}

function placeOf(name: string): Pick<BidsFile, "name" | "dataset" | "datatype"> {
  const folders = name.split("/").slice(0, -1);
  const subject = folders.findIndex((folder) => folder.startsWith("sub-"));
  const last = folders.at(-1);
  const isTyped = subject >= 0 && last !== undefined && !/^(sub|ses)-/.test(last);
  return {
    name,
    dataset: folders.slice(0, subject < 0 ? folders.length : subject).join("/"),
    datatype: isTyped ? last : null,
  };
}

/** The table with the names of a label map's labels, in its folder or in one above; null if there is none. */
export function lookupOf(mask: BidsFile, lookups: readonly BidsFile[]): BidsFile | null {
  const above = lookups.filter(
    (one) => isAbove(dirname(one.name), dirname(mask.name)) && isAbout(one, mask),
  );
  const rank = ({ name, entities }: BidsFile) =>
    1000 * name.split("/").length + Object.keys(entities).length;
  return above.sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

function isAbove(folder: string, below: string): boolean {
  return folder === "." || below === folder || below.startsWith(`${folder}/`);
}

/** The path beside a file that has the same name with another ending. */
export function besidePath({ path, extension }: BidsFile, ending: string): string {
  return join(dirname(path), `${basename(path).slice(0, -extension.length)}${ending}`);
}

/** The grid of a file and the number of its volumes, or why it cannot be read. */
export async function gridAt(
  path: string,
): Promise<{ readonly grid: Grid; readonly volumes: number } | string> {
  try {
    const blob = await blobAt(path);
    return blob === null ? "it is no file" : await readNiftiGrid(blob);
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    return messageNaming(error, () => null);
  }
}
