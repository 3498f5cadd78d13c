import { resolve } from "node:path";
import { VoxomicsError } from "../errors.ts";
import { nameFile } from "../io/name-file.ts";
import type { ReadOptions } from "../io/read-options.ts";
import { readFile } from "../node/read-file.ts";
import { shareVolume } from "../pool/share-volume.ts";
import { quoted } from "../settings/wording.ts";
import { checkSameGrid } from "../volume/geometry.ts";
import type { Volume } from "../volume/volume.ts";
import { type InputSum, sumInput } from "./input-sum.ts";
import type { CohortCase } from "./manifest.ts";

/** Image and mask of a case. */
export interface CohortImages {
  readonly image: Volume;
  /** 0 and 1. */
  readonly mask: Volume;
  readonly inputs: readonly InputSum[];
}

/** What is the same for all images of a cohort. */
export type ImageOptions = Pick<ReadOptions, "suv">;

/**
 * Reads image and mask of a case; their memory is shared between threads.
 *
 * @param folder that the manifest's paths start from
 * @throws VoxomicsError as `readFile` does; the message starts with row and column
 */
export async function readCase(
  { row, image, mask, region, label }: CohortCase,
  folder: string,
  options: ImageOptions,
): Promise<CohortImages> {
  const paths = { image: resolve(folder, image), mask: resolve(folder, mask) };
  const intensities = await naming(row, "image", async () => ({
    sum: await sumInput(paths.image, image),
    volume: await readFile(paths.image, options),
  }));
  const chosen: ReadOptions = {
    grid: intensities.volume,
    ...(label === null ? {} : { label }),
    ...(region === null ? {} : { region }),
  };
  const inside = await naming(row, "mask", async () => {
    const sum = await sumInput(paths.mask, mask);
    const volume = await readFile(paths.mask, chosen);
    try {
      checkSameGrid(intensities.volume, volume);
    } catch (error) {
      throw error instanceof VoxomicsError ? nameFile(mask, error) : error;
    }
    return { sum, volume };
  });
  return {
    image: shareVolume(intensities.volume),
    mask: shareVolume(inside.volume),
    inputs: [intensities.sum, inside.sum],
  };
}

async function naming<T>(row: number, column: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const { code, message, details } = error;
    const place = `row ${row}, column ${quoted(column)}: ${message}`;
    throw new VoxomicsError(code, place, { ...details, row, column }, { cause: error });
  }
}
