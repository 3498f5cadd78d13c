import type { Progress } from "../../base/watch.ts";
import { openBytes } from "../../io/byte-reader.ts";
import { filesOf } from "../../io/files.ts";
import { formatOf, headLength } from "../../io/format.ts";
import type { NamedFile, Source } from "../../io/source.ts";
import { listDicom } from "./list-dicom.ts";
import { listSingleFile } from "./list-single-file.ts";
import { emptyListing, joinListings, type Listing, type Refusal } from "./listing.ts";
import type { OpenCase } from "./open-case.ts";
import { messageOf, nameOf, refusal } from "./refusal.ts";

/**
 * What files hold: series of DICOM, and images and label maps of other formats. A file that cannot be read is
 * listed with the reason, and leaves the others alone.
 *
 * @param held takes the ways in which what is listed is read
 */
export async function listFiles(
  files: readonly NamedFile[],
  held: OpenCase,
  onProgress?: (progress: Progress) => void,
): Promise<Listing> {
  const { sources, beside } = filesOf(files);
  const dicom: Source[] = [];
  const single: Source[] = [];
  const unknown: Refusal[] = [];
  for (const source of sources) {
    try {
      const format = formatOf(await headOf(source));
      if (format === undefined) unknown.push(refusal(source, unknownFormat));
      else (format.name === "DICOM" ? dicom : single).push(source);
    } catch (error) {
      unknown.push(refusal(source, messageOf(error)));
    }
  }
  let listing = emptyListing;
  /** Files that headers name: the voxels of a .mhd or .nhdr, which are no files of their own. */
  const named = new Set<Source>();
  for (const [n, source] of single.entries()) {
    onProgress?.({ done: n, total: single.length + 1, stage: nameOf(source) });
    const besideIt = async (path: string) => {
      const found = await beside(source)(path);
      named.add(found);
      return found;
    };
    const one = { sources: [source] as const, beside: () => besideIt };
    listing = joinListings(listing, await listSingleFile(one, held));
  }
  if (dicom.length > 0) {
    onProgress?.({ done: single.length, total: single.length + 1, stage: "DICOM" });
    listing = joinListings(listing, await listDicom(dicom, held));
  }
  const besides = new Set([...named].map(nameOf));
  const refused = unknown.filter(({ name }) => !besides.has(name));
  return { ...listing, refused: [...listing.refused, ...refused] };
}

const unknownFormat =
  "no reader knows this file: expected DICOM, NIfTI, NRRD, MetaImage, MGH, PNG or TIFF";

async function headOf({ input }: Source): Promise<Uint8Array> {
  const bytes = await openBytes(input);
  try {
    return await bytes.peek(headLength);
  } finally {
    await bytes.close();
  }
}
