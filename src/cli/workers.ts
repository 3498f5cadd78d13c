import { availableParallelism } from "node:os";
import { InvalidArgumentError, Option } from "commander";
import { type Extraction, extract } from "../extract.ts";
import { createPool } from "../node/pool.ts";
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
