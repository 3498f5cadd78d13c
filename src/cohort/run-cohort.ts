import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { CaseReading } from "../case/case-reading.ts";
import { VoxomicsError } from "../errors.ts";
import { namingFile } from "../io/name-file.ts";
import { fileError } from "../node/file-error.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import { quoted } from "../settings/wording.ts";
import { openJournal } from "./journal.ts";
import { holdLock } from "./lock.ts";
import { parseManifest } from "./manifest.ts";
import { measureUnits } from "./measure-units.ts";
import { completePlan, type PerturbationPlan } from "./perturbation-plan.ts";
import type { CohortProgress } from "./progress.ts";
import { beginOrGoOn, runEntry } from "./run-identity.ts";
import { runRecord } from "./run-record.ts";
import { type CohortEntry, type NamedSettings, unitsOf } from "./unit.ts";
import { type CohortResult, clearTemporary, writeTables } from "./write-tables.ts";

export interface CohortOptions {
  /** Path of the manifest, CSV; its paths start from its folder. */
  readonly manifest: string;
  /** One or several settings, each with the name that the tables have for it. */
  readonly settings: readonly { readonly name: string; readonly settings: SettingsInput }[];
  /** The folder for the results. It is made if it is not there; a run in it is gone on with. */
  readonly out: string;
  /** Worker threads. Default: as many as the machine has cores. */
  readonly workers?: number | undefined;
  readonly images?: CaseReading | undefined;
  /** Measures perturbed images and masks in the place of those that the manifest names. */
  readonly perturb?: PerturbationPlan | undefined;
  readonly onProgress?: ((progress: CohortProgress) => void) | undefined;
  /** Stops the run; what is finished stays on the disk. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures a cohort: every case of a manifest with every one of the settings, in worker threads.
 *
 * What is finished is in a journal on the disk before it counts, so a run that ends in the middle,
 * however it ends, is gone on with by the same call, and ends with the same tables to the byte. A case
 * that fails is recorded and leaves the others alone; it is tried again once its files have changed.
 *
 * @throws VoxomicsError `invalid-table` for the manifest, `invalid-settings`; `invalid-file` if the
 *   folder belongs to a run with other settings, other perturbations or another version, or cannot be
 *   written
 */
export async function runCohort(options: CohortOptions): Promise<CohortResult> {
  const started = new Date();
  const text = await readText(options.manifest);
  const manifest = await namingFile(options.manifest, () => parseManifest(text));
  const settings = resolveAll(options.settings);
  const plan = options.perturb === undefined ? null : completePlan(options.perturb);
  const units = unitsOf(manifest.cases, settings, plan);
  const folder = dirname(resolve(options.manifest));
  const { workers = availableParallelism(), images = {} } = options;
  await makeFolder(options.out);
  const lock = await holdLock(join(options.out, "run.lock"));
  try {
    await clearTemporary(options.out);
    const journal = await openJournal<CohortEntry>(join(options.out, "journal.jsonl"));
    try {
      await beginOrGoOn(journal, runEntry(settings, plan, images), options.out);
      await measureUnits(journal, units, { ...options, folder, workers });
      return await writeTables(journal, manifest, units, options.out, (entryOf) =>
        runRecord({
          started,
          manifestPath: options.manifest,
          manifestSum: sha256(text),
          manifest,
          settings,
          plan,
          images,
          workers,
          units,
          entryOf,
        }),
      );
    } finally {
      await journal.close();
    }
  } finally {
    await lock.release();
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw fileError(path, cause);
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw fileError(path, cause);
  }
}

function resolveAll(settings: CohortOptions["settings"]): NamedSettings[] {
  if (settings.length === 0) {
    throw new VoxomicsError("invalid-settings", "found no settings, expected one or several");
  }
  settings.forEach(({ name }, n) => {
    if (settings.findIndex((other) => other.name === name) === n) return;
    throw new VoxomicsError(
      "invalid-settings",
      `two of the settings are called ${quoted(name)}: the tables tell them apart by their names`,
      { name },
    );
  });
  return settings.map(({ name, settings: input }) => ({ name, settings: resolveSettings(input) }));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
