import { availableParallelism } from "node:os";
import { InvalidArgumentError, Option } from "commander";
import { VoxomicsError } from "../errors.ts";
import { type Extraction, extract } from "../extract.ts";
import { extractRegions, type RegionOutcome } from "../extract-regions.ts";
import { createPool } from "../node/pool.ts";
import { shareVolume } from "../pool/share-volume.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import type { Volume } from "../volume/volume.ts";
import type { Watch } from "../watch.ts";

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
 * `extract`, in worker threads where several images are measured: the unfiltered one, and one for
 * each filter.
 */
export async function extractInWorkers(
  image: Volume,
  mask: Volume,
  input: SettingsInput,
  most = availableParallelism(),
  watch: Watch = {},
): Promise<Extraction> {
  const { original, filters } = resolveSettings(input);
  const workers = Math.min(most, filters.length + (original ? 1 : 0));
  if (workers === 1) return extract(image, mask, input, watch);
  const pool = createPool({ workers });
  try {
    return await pool.extract(image, mask, input, watch);
  } finally {
    await pool.close();
  }
}

/**
 * `extractRegions`, in worker threads where regions are all there is to do: filters are for the whole
 * image, and applied once by one thread.
 */
export async function extractRegionsInWorkers(
  image: Volume,
  masks: readonly (() => Volume)[],
  input: SettingsInput,
  most = availableParallelism(),
  watch: Watch = {},
): Promise<RegionOutcome[]> {
  const workers = Math.min(most, masks.length);
  if (workers < 2 || resolveSettings(input).filters.length > 0) {
    return extractRegions(image, masks, input, watch);
  }
  const shared = shareVolume(image);
  const tasks = function* () {
    for (const mask of masks) yield { image: shared, mask: mask(), settings: input };
  };
  const outcomes: RegionOutcome[] = [];
  const pool = createPool({ workers });
  try {
    for await (const { extraction, error } of pool.extractMany(tasks(), watch)) {
      if (extraction === null && !(error instanceof VoxomicsError)) throw error;
      outcomes.push({ extraction, error } as RegionOutcome);
      const stage = `region ${outcomes.length} of ${masks.length}`;
      watch.onProgress?.({ done: outcomes.length, total: masks.length, stage });
    }
  } finally {
    await pool.close();
  }
  return outcomes;
}
