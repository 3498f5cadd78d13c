import type { Files } from "../../io/files.ts";
import type { FileDescription } from "../../io/format.ts";
import { describeFrom, openFrom } from "../../io/read.ts";
import type { ReadOptions } from "../../io/read-options.ts";
import { isVoxomicsError } from "../../messages/errors.ts";
import type { Volume } from "../../volume/volume.ts";
import { gridOf } from "../../volume/volume.ts";
import { entryId } from "./entry-id.ts";
import { emptyListing, type Listing, type Picture, type RegionsEntry } from "./listing.ts";
import type { OpenCase } from "./open-case.ts";
import { baseName, messageOf, nameOf, refusal } from "./refusal.ts";
import { volumesOf } from "./volumes-of.ts";

/** A file's name that says that it holds regions. */
const regionName = /mask|seg|label|roi|gtv|ctv|ptv|tumou?r|lesion|contour|annot/i;

/** Most bytes of a file that is looked through for labels, where its name does not say that it holds some. */
const mostBytes = 2 ** 25;

/** The value of a region in a picture of black and white. */
const white = 255;

/** Most labels of a picture: one with more grey values is taken for an image, whatever its name says. */
const mostOfPicture = 64;

/** Most labels of a file whose name does not say that it holds regions. */
const mostLabels = 1;

/**
 * An image or a label map of a format whose volumes are one file each, perhaps with files that it names.
 *
 * A file is a label map if it names segments, if all voxels are 0 or 1, or if its name says so and all voxels
 * are labels. A picture of black and white is one too. Every label map can be shown as an image too. One of several volumes is listed; others can be chosen.
 */
export async function listSingleFile(files: Files, held: OpenCase): Promise<Listing> {
  const [source] = files.sources;
  try {
    const { id, suffix } = await entryId(held, `file:${nameOf(source)}`, files.sources);
    const description = (await describeFrom(files, {})) as FileDescription;
    const title = baseName(source);
    const detail = `${detailOf(description)}${suffix}`;
    held.images.set(id, async (options) => (await openFrom(files, options)).volume());
    const picture = pictureOf(description);
    const own = picture === undefined ? {} : { picture };
    const image = { id, title, detail, modality: null, ...own };
    held.regionFiles.set(id, {
      open: async (options) => {
        const reading = picture === undefined ? options : asImage(options);
        return { read: (await openFrom(files, reading)).mask };
      },
    });
    const entry = { id, title, detail, images: [], ...own };
    const volumes = volumesOf(description);
    const ofVolume = (volume?: number) =>
      volumes.length > 1 && volume !== undefined ? { volume, volumes } : {};
    held.labelMaps.set(id, async (volume) => {
      const { regions } = await openFrom(files, labelReading(volume, picture));
      return { ...entry, ...ofVolume(volume), regions: await regions() };
    });
    const first = volumes.length > 1 ? 1 : undefined;
    const labels = await regionsOf(files, regionName.test(title), first, picture);
    if (labels === null) return { ...emptyListing, images: [image] };
    return { ...emptyListing, regionFiles: [{ ...entry, ...ofVolume(first), ...labels }] };
  } catch (error) {
    return { ...emptyListing, refused: [refusal(source, messageOf(error))] };
  }
}

/**
 * The labels or segments of a file; null for an image. Of several volumes it is the first, and only where the name says
 * that they are regions.
 *
 * @throws VoxomicsError for a damaged file
 */
async function regionsOf(
  files: Files,
  named: boolean,
  volume: number | undefined,
  picture: Picture | undefined,
): Promise<Labels | null> {
  const [{ input }] = files.sources;
  const bytes = "size" in input ? input.size : input.byteLength;
  if (!named && bytes > mostBytes) return null;
  if (!named && volume !== undefined) return null;
  const { regions: found, grid } = await labelsOf(files, labelReading(volume, picture));
  if (found.length === 0 || (picture !== undefined && found.length > mostOfPicture)) return null;
  const segments = found.some(({ name }) => name !== null);
  const { number } = found[0];
  const isMask = found.length <= mostLabels && (number === 1 || (picture !== undefined && number === white)); // biome-ignore format: one line
  if (!segments && !named && !isMask) return null;
  // the spacing of a picture is given later
  return { regions: found, ...(picture === undefined && grid !== undefined && { grid }) };
}

/** The regions of a file, and the grid of its voxels where it is one volume. */
type Labels = Pick<RegionsEntry, "regions" | "grid">;

/** The regions of a file; none of an image. */
async function labelsOf(files: Files, reading: ReadOptions): Promise<Labels> {
  try {
    const { regions, volume } = await openFrom(files, reading);
    const found = await regions();
    const isSegments = found.some(({ name }) => name !== null);
    // the labels were looked for in this volume, so it is in memory
    return isSegments
      ? { regions: found }
      : { regions: found, grid: gridOf((await volume()).volume) };
  } catch (error) {
    const isImage = isVoxomicsError(error, "invalid-mask");
    if (isImage || isVoxomicsError(error, "invalid-settings")) return { regions: [] };
    throw error;
  }
}

/** What the user has to know of a picture to give its spacing; undefined for files that state it. */
function pictureOf(description: FileDescription): Picture | undefined {
  if (description.format !== "PNG" && description.format !== "TIFF") return undefined;
  const { resolution, dimensions } = description;
  const volumes = Math.max(1, volumesOf(description).length);
  return { resolution, slices: (dimensions[2] ?? 1) / volumes };
}

/** How a file is looked through for labels, which are the same in any spacing. */
function labelReading(volume: number | undefined, picture: Picture | undefined): ReadOptions {
  return {
    ...(volume === undefined ? {} : { volume }),
    ...(picture === undefined ? {} : { spacing: [1, 1, 1] }),
  };
}

/** How a picture is read as a mask: in the spacing of the image that is open. */
function asImage(options: ReadOptions): ReadOptions {
  const { grid } = options;
  if (grid === undefined) return options;
  const [dx, dy, dz] = grid.spacing;
  const { thicknessAssumed = false } = grid as Partial<Volume>;
  return { ...options, spacing: thicknessAssumed ? [dx, dy] : [dx, dy, dz] };
}

function detailOf(description: FileDescription): string {
  const { format } = description;
  return "dataType" in description ? `${format}, ${description.dataType}` : format;
}
