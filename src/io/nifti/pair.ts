import { VoxomicsError } from "../../messages/errors.ts";
import { invalidFile } from "../invalid-file.ts";
import type { Beside, Source } from "../source.ts";

/**
 * The file with the voxels of a header (.hdr): it has the same name with .img, or with .img.gz.
 *
 * @param name of the header's file; null if it is not known
 * @throws VoxomicsError `invalid-file` if there is none
 */
export async function dataFileOf(name: string | null, beside: Beside): Promise<Source> {
  const parts = /([^\\/]*)\.(hdr)(\.gz)?$/i.exec(name ?? "");
  if (parts === null) {
    throw invalidFile(
      "header of a file pair: its voxels are in a file of their own; expected both, by their names (.hdr and .img)",
    );
  }
  const [, stem, ending, gzip = ""] = parts;
  const image = `${stem}.${ending === "HDR" ? "IMG" : "img"}`;
  const names = gzip === "" ? [image, `${image}.gz`] : [`${image}.gz`, image];
  try {
    return await beside(names[0]);
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    return beside(names[1]).catch(() => {
      throw error;
    });
  }
}

/** Whether a file of this name is the header of a pair. */
export function isHeaderName(name: string | null): boolean {
  return /\.hdr(\.gz)?$/i.test(name ?? "");
}
