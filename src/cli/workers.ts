import { availableParallelism } from "node:os";
import { InvalidArgumentError, Option } from "commander";
import type { Watch } from "../base/watch.ts";
import { extractRegions } from "../extraction/extract-regions.ts";
import type { RegionOutcome } from "../extraction/extraction.ts";
import { partsOf, planOf } from "../extraction/plan.ts";
import { createPool } from "../node/pool.ts";
import type { Pool } from "../pool/pool.ts";
import { type KeptMask, restoreMask } from "../processing/kept-mask.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import type { Volume } from "../volume/volume.ts";

/** The option `--workers`. */
export function workersOption(): Option {
  return new Option(
    "--workers <n>",
    "worker threads (default: as many as there are cores)",
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
 * `extractRegions`; in worker threads if there are several parts to measure: regions of the unfiltered image, and
 * filters.
 */
export async function extractInWorkers(
  image: Volume,
  masks: readonly (Volume | KeptMask)[],
  input: SettingsInput,
  most = availableParallelism(),
  watch: Watch = {},
): Promise<RegionOutcome[]> {
  const plan = planOf(resolveSettings(input), masks.length);
  const workers = Math.min(most, partsOf(plan).length);
  if (workers < 2) {
    const makers = masks.map((mask) => () => ("kept" in mask ? restoreMask(mask) : mask));
    return extractRegions(image, makers, input, watch);
  }
  const pool = createPool({ workers });
  try {
    return await pool.extractRegions(image, masks, input, watch);
  } finally {
    await pool.close();
  }
}
