import { dirname } from "node:path";
import { openBytes } from "../../io/byte-reader.ts";
import { type DicomFileOrigin, originOf } from "../../io/dicom/file-origin.ts";
import { type DicomFileSummary, summariseDataSet } from "../../io/dicom/file-summary.ts";
import { parseHeader } from "../../io/dicom/parse-header.ts";
import { formatOf, headLength } from "../../io/format.ts";
import { messageNaming, VoxomicsError } from "../../messages/errors.ts";
import { blobAt } from "../../node/blob-at.ts";
import { filesBelow } from "../../node/files-at.ts";

/** What one DICOM file says of itself, of its series and of its regions. */
export interface FoundDicom extends DicomFileSummary, DicomFileOrigin {
  readonly path: string;
}

/** The files below a folder. */
export interface DicomFiles {
  readonly found: readonly FoundDicom[];
  /** Folders that hold files of other formats that are read, such as NIfTI. */
  readonly otherFolders: readonly string[];
  /** Files that are no DICOM, and directories of media. */
  readonly others: number;
  /** Files of DICOM that cannot be read, and why. */
  readonly damaged: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Looks at every file below a folder: at its header, not at its voxels. Hidden files are skipped, and links to
 * folders.
 *
 * @throws VoxomicsError `invalid-file` if there is no such folder, or more than 100,000 files
 */
export async function findDicom(folder: string): Promise<DicomFiles> {
  const found: FoundDicom[] = [];
  const otherFolders = new Set<string>();
  const damaged: DicomFiles["damaged"][number][] = [];
  let others = 0;
  for await (const path of filesBelow(folder, { count: 0 })) {
    try {
      const file = await lookAt(path);
      if (typeof file === "object") found.push(file);
      else others++;
      if (file === "other format") otherFolders.add(dirname(path));
    } catch (error) {
      if (!(error instanceof VoxomicsError)) throw error;
      damaged.push({ path, reason: messageNaming(error, () => null) });
    }
  }
  return { found, otherFolders: [...otherFolders], others, damaged };
}

async function lookAt(path: string): Promise<FoundDicom | "other format" | "no image"> {
  const blob = await blobAt(path);
  if (blob === null || blob.size === 0) return "no image";
  const bytes = await openBytes(blob);
  const head = await bytes.peek(headLength).finally(() => bytes.close());
  const format = formatOf(head);
  if (format === undefined || format.isPicture) return "no image";
  if (format.name !== "DICOM") return "other format";
  const dataSet = await parseHeader(blob);
  const summary = summariseDataSet(dataSet);
  return summary === null ? "no image" : { path, ...summary, ...originOf(dataSet, summary.kind) };
}
