import { availableParallelism } from "node:os";
import { InvalidArgumentError, Option } from "commander";
import { countWork } from "../extraction/count-work.ts";
import { extractRegions } from "../extraction/extract-regions.ts";
import type { ExtractOptions, RegionOutcome } from "../extraction/extraction.ts";
import { type Plan, partsOf, planOf } from "../extraction/plan.ts";
import { createPool } from "../node/pool.ts";
import type { Pool } from "../pool/pool.ts";
import { type KeptMask, restoreMask } from "../processing/kept-mask.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import { boundingBox } from "../volume/box.ts";
import type { Volume } from "../volume/volume.ts";

/** The option `--workers`. */
export function workersOption(): Option {
  return new Option(
    "--workers <n>",
    "worker threads (default: as many as there are cores and work for them)",
  ).argParser(toWorkers);
}

function toWorkers(text: string): number {
  const workers = Number(text);
  if (/^\d+$/.test(text) && workers >= 1) return workers;
  throw new InvalidArgumentError("Expected a whole number from 1.");
}

/**
 * Runs `work` with a pool, which is closed afterwards; with one worker, without a pool. Threads start only when
 * the pool gets something to do, such as compressed frames to decode.
 */
export async function withWorkers<T>(
  work: (pool: Pool | undefined) => Promise<T>,
  workers = availableParallelism(),
): Promise<T> {
  if (workers < 2) return work(undefined);
  const pool = createPool({ workers });
  try {
    return await work(pool);
  } finally {
    await pool.close();
  }
}

/**
 * The least work for which a worker is started, in voxels as `countWork` counts them: about two seconds. For less
 * work, a worker costs more time than it saves, by its start, its memory and its copies of image and mask.
 */
const voxelsPerWorker = 4e6;

/**
 * `extractRegions`, in worker threads if there are several parts (regions of the unfiltered image, filters) and enough
 * work in them.
 *
 * @param wanted the number of workers, at most one for each part. Default: as many as there are cores and work for
 */
export async function extractInWorkers(
  image: Volume,
  masks: readonly (Volume | KeptMask)[],
  input: SettingsInput,
  wanted: number | undefined,
  options: ExtractOptions = {},
): Promise<RegionOutcome[]> {
  const plan = planOf(resolveSettings(input), masks.length);
  const parts = partsOf(plan).length;
  const workers = Math.min(wanted ?? usefulWorkers(plan, image, masks, parts), parts);
  if (workers < 2) {
    const makers = masks.map((mask) => () => ("kept" in mask ? restoreMask(mask) : mask));
    return extractRegions(image, makers, input, options);
  }
  const pool = createPool({ workers });
  try {
    return await pool.extractRegions(image, masks, input, options);
  } finally {
    await pool.close();
  }
}

/** As many workers as there are cores and work for. */
function usefulWorkers(
  plan: Plan,
  image: Volume,
  masks: readonly (Volume | KeptMask)[],
  parts: number,
): number {
  const cores = availableParallelism();
  if (cores < 2 || parts < 2) return 1;
  const boxes = masks.flatMap((mask) => ("kept" in mask ? mask.box : (boundingBox(mask) ?? [])));
  return Math.min(cores, Math.floor(countWork(plan, image, boxes) / voxelsPerWorker));
}
