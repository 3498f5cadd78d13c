import { openImage } from "../case/case-image.ts";
import type { CaseFile } from "../case/case-notes.ts";
import type { CaseReading } from "../case/case-reading.ts";
import type { ReadRegion } from "../case/case-region.ts";
import type { PlacedVoxels } from "../case/lost-voxels.ts";
import { openCase } from "../case/open-case.ts";
import { optionName, readingOptions } from "../case/reading-options.ts";
import { readSecondMask } from "../case/second-mask.ts";
import { namingFile } from "../io/name-file.ts";
import type { NameOption } from "../messages/advice.ts";
import { messageNaming, VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { quoted } from "../messages/phrases.ts";
import type { Pool } from "../pool/pool.ts";
import { shareVolume } from "../pool/share-volume.ts";
import type { Settings } from "../settings/settings.ts";
import { checkSameGrid } from "../volume/geometry.ts";
import { toMask } from "../volume/mask.ts";
import { checkVolume, type Grid, type Volume } from "../volume/volume.ts";
import type { CohortCase, SecondMaskOfCase } from "./cohort-case.ts";
import { type InputSum, sumInput } from "./input-sum.ts";

/** Image and mask of a case. */
export interface CohortImages {
  readonly image: Volume;
  /** 0 and 1; as it was read where the settings name labels. */
  readonly mask: Volume;
  /** The mask that the region is cut to; absent without one. */
  readonly within?: Volume;
  /** The mask of white matter; absent without one. */
  readonly whiteMatter?: Volume;
  readonly inputs: CaseInputs;
  /** What the image's files say about themselves. */
  readonly files: { readonly image: CaseFile };
}

/** The sizes and checksums of a case's image and mask as they were read. */
export interface CaseInputs {
  /** Size in voxels, spacing in mm. */
  readonly image: InputSum & Pick<Grid, "size" | "spacing">;
  readonly mask: InputSum & {
    readonly voxels: number;
    /** Voxels before and after it was put on the image's grid, if it was. */
    readonly placed?: PlacedVoxels;
  };
  /** The mask that the region is cut to; absent without one. */
  readonly within?: InputSum;
  /** The mask of white matter; absent without one. */
  readonly whiteMatter?: InputSum;
  /** Notes about the way that image and mask were read. */
  readonly notes: readonly Note[];
}

/**
 * Reads image and mask of a case; their memory is shared between threads.
 *
 * @param pathOf where the file or folder is that the manifest names
 * @param settings what makes a region of the mask
 * @param pool decodes compressed frames side by side
 * @throws VoxomicsError as `readFile` does; the message starts with row and column
 */
export async function readCase(
  { row, name, image, mask, region, label, within, whiteMatter, reading: own }: CohortCase,
  pathOf: (shown: string) => string,
  ofAll: CaseReading,
  settings: Pick<Settings, "mask">,
  pool?: Pool,
): Promise<CohortImages> {
  // the threshold for all cases does not hold for a case whose region is chosen
  const { maskThreshold: _, ...others } = ofAll;
  const isChosen = label !== null || region !== null;
  const reading: CaseReading = { ...(isChosen ? others : ofAll), ...own };
  const columns = fileColumns(name);
  const opened = await naming(row, columns.image, image, pathOf, async (path) => {
    const sum = await sumInput(path, image);
    return { sum, source: await openImage(path, { ...reading, pool }) };
  });
  const { volume: grid, notes } = opened.source;
  const choice = { label: label ?? undefined, region: region ?? undefined };
  const isOfLabels = settings.mask !== null && settings.mask.labels !== null;
  const asked = isOfLabels ? { settings: { mask: settings.mask } } : {};
  const options = { ...reading, ...choice, ...asked, nameOption: givenIn(own), pool };
  const readSecond = async (
    option: "within" | "whiteMatter",
    column: string,
    second: SecondMaskOfCase | undefined,
  ) => {
    if (second === undefined) return null;
    return naming(row, column, second.path, pathOf, async (path) => {
      const sum = await sumInput(path, second.path);
      const source = { image: opened.source, path, region: second.region, reading, settings, pool };
      return { sum, ...(await readSecondMask(option, source)) };
    });
  };
  const around = await readSecond("within", "within", within);
  const white = await readSecond("whiteMatter", "white-matter", whiteMatter);
  const inside = await naming(row, columns.mask, mask, pathOf, async (path) => {
    const sum = await sumInput(path, mask);
    const { regions } = await openCase(opened.source, path, options);
    const read = regions[0] as ReadRegion; // openCase throws if the only region is refused
    const checked = checkVolume(read.mask(), "mask");
    const onGrid = isOfLabels ? checked : toMask(checked);
    checkSameGrid(grid, onGrid);
    const placed = read.placed === null ? {} : { placed: read.placed };
    const record = { ...sum, voxels: countInside(onGrid), ...placed };
    return { volume: onGrid, record, notes: read.notes };
  });
  const { size, spacing } = grid;
  return {
    image: shareVolume(grid),
    mask: shareVolume(inside.volume),
    ...(around === null ? {} : { within: shareVolume(around.volume) }),
    ...(white === null ? {} : { whiteMatter: shareVolume(white.volume) }),
    inputs: {
      image: { ...opened.sum, size, spacing },
      mask: inside.record,
      ...(around === null ? {} : { within: around.sum }),
      ...(white === null ? {} : { whiteMatter: white.sum }),
      notes: [...notes, ...inside.notes, ...(around?.notes ?? []), ...(white?.notes ?? [])],
    },
    files: { image: opened.source },
  };
}

/** Number of voxels of a mask or label map that are not 0. */
function countInside({ data }: Volume): number {
  let count = 0;
  for (let v = 0; v < data.length; v++) if (data[v] !== 0) count++;
  return count;
}

/** The columns of a case's files in messages. The mask of one of several images may be the mask of all of them. */
function fileColumns(name: string | undefined): { readonly image: string; readonly mask: string } {
  if (name === undefined) return { image: "image", mask: "mask" };
  return { image: `image:${name}`, mask: `mask (of image:${name})` };
}

/** Options as they were given: in a column of the case, or on the command line for all. */
function givenIn(own: CaseReading): NameOption {
  return ({ option, value }) => {
    const known = readingOptions.find(({ key }) => key === option);
    if (known === undefined || value !== null) return columnOf({ option, value });
    const name = optionName(known);
    return own[known.key] === undefined ? `--${name}` : `column ${quoted(name)}`;
  };
}

/** The columns that stand for options about masks beside that of the region. */
const secondMaskColumns: Readonly<Record<string, string>> = {
  withinRegion: "within-region",
  whiteMatter: "white-matter",
  whiteMatterRegion: "white-matter-region",
};

/** An option of reading as the manifest has it: `column "slab-thickness": 2.5`. */
export const columnOf: NameOption = ({ option, value }) => {
  const known = readingOptions.find(({ key }) => key === option);
  if (known !== undefined) return `column ${quoted(optionName(known))}: ${value ?? "yes"}`;
  const column = secondMaskColumns[option];
  if (column !== undefined) return `column ${quoted(column)}: ${value}`;
  return option === "region" || option === "label" ? `column ${quoted(option)}: ${value}` : null;
};

/** Runs `work` on a file. Its errors name row and column of the manifest, and the path as the manifest spells it. */
async function naming<T>(
  row: number,
  column: string,
  shown: string,
  pathOf: (shown: string) => string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const path = pathOf(shown);
  try {
    return await namingFile(path, () => work(path));
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const { advice: _, ...details } = error.details;
    const message = messageNaming(error, columnOf).replaceAll(path, shown);
    const place = `row ${row}, column ${quoted(column)}: ${message}`;
    throw new VoxomicsError(error.code, place, { ...details, row, column }, { cause: error });
  }
}
