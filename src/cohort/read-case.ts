import { resolve } from "node:path";
import { VoxomicsError } from "../errors.ts";
import { namingFile } from "../io/name-file.ts";
import type { ReadOptions } from "../io/read-options.ts";
import { readFile } from "../node/read-file.ts";
import { shareVolume } from "../pool/share-volume.ts";
import { quoted } from "../settings/wording.ts";
import { checkSameGrid, compareGrids } from "../volume/geometry.ts";
import { countVoxels, toMask } from "../volume/mask.ts";
import { type PlacedMask, placeMask } from "../volume/place-mask.ts";
import { checkVolume, type Grid, type Volume } from "../volume/volume.ts";
import { type InputSum, sumInput } from "./input-sum.ts";
import type { CohortCase } from "./manifest.ts";

/** Image and mask of a case. */
export interface CohortImages {
  readonly image: Volume;
  /** 0 and 1. */
  readonly mask: Volume;
  readonly inputs: CaseInputs;
}

/** What image and mask of a case were when they were read. */
export interface CaseInputs {
  /** Size in voxels, spacing in mm. */
  readonly image: InputSum & Pick<Grid, "size" | "spacing">;
  readonly mask: InputSum & {
    readonly voxels: number;
    /** Voxels before and after it was put on the image's grid, if it was. */
    readonly placed?: Omit<PlacedMask, "mask">;
  };
}

/** How all images and masks of a cohort are read. */
export interface ImageOptions extends Pick<ReadOptions, "suv" | "threshold" | "slabThickness"> {
  /** Put masks of another grid on their image's, by nearest neighbour. Default: they are refused. */
  readonly resampleMask?: boolean;
}

/**
 * Reads image and mask of a case; their memory is shared between threads.
 *
 * @param folder that the manifest's paths start from
 * @throws VoxomicsError as `readFile` does; the message starts with row and column
 */
export async function readCase(
  { row, image, mask, region, label }: CohortCase,
  folder: string,
  { resampleMask = false, suv, ...masks }: ImageOptions,
): Promise<CohortImages> {
  const intensities = await naming(row, "image", image, folder, async (path) => ({
    sum: await sumInput(path, image),
    volume: await readFile(path, suv === undefined ? {} : { suv }),
  }));
  const grid = intensities.volume;
  const chosen: ReadOptions = {
    ...masks,
    grid,
    ...(label === null ? {} : { label }),
    ...(region === null ? {} : { region }),
  };
  const inside = await naming(row, "mask", mask, folder, async (path) => {
    const sum = await sumInput(path, mask);
    const volume = toMask(checkVolume(await readFile(path, chosen), "mask"));
    if (!resampleMask || compareGrids(volume, grid).length === 0) {
      checkSameGrid(grid, volume);
      return { volume, record: { ...sum, voxels: countVoxels(volume) } };
    }
    const { mask: onGrid, ...placed } = placeMask(volume, grid);
    return { volume: onGrid, record: { ...sum, voxels: placed.after, placed } };
  });
  const { size, spacing } = grid;
  return {
    image: shareVolume(grid),
    mask: shareVolume(inside.volume),
    inputs: {
      image: { ...intensities.sum, size, spacing },
      mask: inside.record,
    },
  };
}

/** What is wrong with a file, said with its place in the manifest and its path as that has it. */
async function naming<T>(
  row: number,
  column: string,
  shown: string,
  folder: string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const path = resolve(folder, shown);
  try {
    return await namingFile(path, () => work(path));
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const message = error.message.replaceAll(path, shown);
    const place = `row ${row}, column ${quoted(column)}: ${message}`;
    throw new VoxomicsError(error.code, place, { ...error.details, row, column }, { cause: error });
  }
}
