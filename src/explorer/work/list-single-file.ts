import type { Files } from "../../io/files.ts";
import type { FileDescription } from "../../io/format.ts";
import { describeFrom, type OpenFiles, openFrom } from "../../io/read.ts";
import type { FileRegion } from "../../io/region.ts";
import { emptyListing, type Listing } from "./listing.ts";
import type { OpenCase } from "./open-case.ts";
import { messageOf, nameOf, refusal } from "./refusal.ts";

/** A file's name that says that it holds regions. */
const regionName = /mask|seg|label|roi|gtv|ctv|ptv|tumou?r|lesion|contour|annot/i;

/** Most labels of a file whose name does not say that it holds regions. */
const mostLabels = 1;

/**
 * An image or a label map of a format whose volumes are one file each, perhaps with files that it names.
 *
 * A file is a label map if it names segments, if all voxels are 0 or 1, or if its name says so and all voxels
 * are labels. Every label map can be shown as an image too.
 */
export async function listSingleFile(files: Files, held: OpenCase): Promise<Listing> {
  const [source] = files.sources;
  const id = `file:${nameOf(source)}`;
  try {
    const description = (await describeFrom(files, {})) as FileDescription;
    const title = nameOf(source).split(/[\\/]/).at(-1) ?? nameOf(source);
    const detail = detailOf(description);
    held.images.set(id, async (options) => (await openFrom(files, options)).volume());
    const image = { id, title, detail, modality: null };
    const regions = await regionsOf(files, regionName.test(title));
    if (regions === null) return { ...emptyListing, images: [image] };
    held.regionFiles.set(id, {
      open: async (options) => {
        const opened = await openFrom(files, options);
        return { read: opened.mask };
      },
    });
    return { ...emptyListing, regionFiles: [{ id, title, detail, regions, images: [] }] };
  } catch (error) {
    return { ...emptyListing, refused: [refusal(source, messageOf(error))] };
  }
}

async function regionsOf(files: Files, named: boolean): Promise<readonly FileRegion[] | null> {
  let regions: readonly FileRegion[];
  try {
    const opened: OpenFiles = await openFrom(files, {});
    regions = await opened.regions();
  } catch {
    return null; // an image; what is wrong with it is said when it is shown
  }
  if (regions.length === 0) return null;
  const segments = regions.some(({ name }) => name !== null);
  return segments || named || (regions.length <= mostLabels && regions[0].number === 1)
    ? regions
    : null;
}

function detailOf(description: FileDescription): string {
  const { format } = description;
  return "dataType" in description ? `${format}, ${description.dataType}` : format;
}
