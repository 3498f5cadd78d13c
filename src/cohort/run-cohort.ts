import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { VoxomicsError } from "../errors.ts";
import { namingFile } from "../io/name-file.ts";
import { fileError } from "../node/file-error.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { SettingsInput } from "../settings/settings.ts";
import { quoted } from "../settings/wording.ts";
import { version } from "../version.ts";
import { type Journal, openJournal } from "./journal.ts";
import { holdLock } from "./lock.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import { measureUnits } from "./measure-units.ts";
import { featuresParquet } from "./parquet.ts";
import type { CohortProgress } from "./progress.ts";
import type { ImageOptions } from "./read-case.ts";
import { runRecord } from "./run-record.ts";
import {
  cohortTable,
  errorsCsv,
  type FailedUnit,
  featuresCsv,
  type MeasuredUnit,
  undefinedCsv,
} from "./tables.ts";
import {
  type CohortEntry,
  type ColumnsEntry,
  columnsKey,
  type NamedSettings,
  type RunEntry,
  runKey,
  type Unit,
  type UnitEntry,
  unitsOf,
} from "./unit.ts";

export interface CohortOptions {
  /** Path of the manifest, CSV; its paths start from its folder. */
  readonly manifest: string;
  /** One or several settings, each with the name that the tables have for it. */
  readonly settings: readonly { readonly name: string; readonly settings: SettingsInput }[];
  /** The folder for the results. It is made if it is not there; a run in it is gone on with. */
  readonly out: string;
  /** Worker threads. Default: as many as the machine has cores. */
  readonly workers?: number | undefined;
  readonly images?: ImageOptions | undefined;
  readonly onProgress?: ((progress: CohortProgress) => void) | undefined;
  /** Stops the run; what is finished stays on the disk. */
  readonly signal?: AbortSignal | undefined;
}

export interface CohortResult {
  readonly measured: number;
  readonly failed: readonly FailedUnit[];
  /** The files that were written. */
  readonly files: readonly string[];
}

/**
 * Measures a cohort: every case of a manifest with every one of the settings, in worker threads.
 *
 * What is finished is in a journal on the disk before it counts, so a run that ends in the middle,
 * however it ends, is gone on with by the same call, and ends with the same tables to the byte. A case
 * that fails is recorded and leaves the others alone; it is tried again once its files have changed.
 *
 * @throws VoxomicsError `invalid-table` for the manifest, `invalid-settings`; `invalid-file` if the
 *   folder belongs to a run with other settings or another version, or cannot be written
 */
export async function runCohort(options: CohortOptions): Promise<CohortResult> {
  const started = new Date();
  const text = await readText(options.manifest);
  const manifest = await namingFile(options.manifest, () => parseManifest(text));
  const settings = resolveAll(options.settings);
  const units = unitsOf(manifest.cases, settings);
  const folder = dirname(resolve(options.manifest));
  const { workers = availableParallelism() } = options;
  await makeFolder(options.out);
  const release = await holdLock(join(options.out, "run.lock"));
  try {
    const journal = await openJournal<CohortEntry>(join(options.out, "journal.jsonl"));
    try {
      await beginOrGoOn(journal, settings, options.out);
      await measureUnits(journal, units, { ...options, folder, workers });
      return await writeTables(journal, manifest, units, options.out, (entryOf) =>
        runRecord({
          started,
          manifestPath: options.manifest,
          manifestSum: sha256(text),
          manifest,
          settings,
          suv: options.images?.suv ?? null,
          workers,
          units,
          entryOf,
        }),
      );
    } finally {
      await journal.close();
    }
  } finally {
    await release();
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

/** Writes what the journal belongs to, or checks that it is this run. */
async function beginOrGoOn(
  journal: Journal<CohortEntry>,
  settings: readonly NamedSettings[],
  folder: string,
): Promise<void> {
  const now: RunEntry = {
    key: runKey,
    version,
    settings: settings.map(({ name, settings: s }) => ({
      name,
      sha256: sha256(JSON.stringify(s)),
    })),
  };
  const before = journal.entries.get(runKey) as RunEntry | undefined;
  if (before === undefined) return journal.append(now);
  const differs = (what: string, was: string, is: string) =>
    new VoxomicsError(
      "invalid-file",
      `${folder} holds a cohort that was measured ${what}: found ${was}, expected ${is}; choose another folder for this one`,
      { folder, found: before, expected: now },
    );
  if (before.version !== now.version) {
    throw differs("by another version", before.version, now.version);
  }
  const listOf = (entry: RunEntry) =>
    entry.settings.map(({ name, sha256: sum }) => `${name} (${sum.slice(0, 8)})`).join(", ");
  if (listOf(before) !== listOf(now)) {
    throw differs("with other settings", listOf(before), listOf(now));
  }
}

async function writeTables(
  journal: Journal<CohortEntry>,
  manifest: Manifest,
  units: readonly Unit[],
  folder: string,
  record: (entryOf: (unit: Unit) => UnitEntry) => object,
): Promise<CohortResult> {
  const entryOf = (unit: Unit) => journal.entries.get(unit.key) as UnitEntry;
  const measured = units.flatMap((unit): MeasuredUnit[] => {
    const { measured: found } = entryOf(unit);
    if (found === null) return [];
    const { columns } = journal.entries.get(columnsKey(unit.settings)) as ColumnsEntry;
    return [{ unit, measured: found, columns }];
  });
  const failed = units.flatMap((unit): FailedUnit[] => {
    const { failure } = entryOf(unit);
    return failure === null ? [] : [{ unit, failure }];
  });
  const table = cohortTable(manifest, measured);
  const contents = {
    "features.csv": featuresCsv(table),
    "features.parquet": featuresParquet(table),
    "undefined.csv": undefinedCsv(measured),
    "errors.csv": errorsCsv(failed),
    "run.json": `${JSON.stringify(record(entryOf), null, 2)}\n`,
  };
  const files: string[] = [];
  for (const [name, content] of Object.entries(contents)) {
    const path = join(folder, name);
    await writeFileAtomic(path, content);
    files.push(path);
  }
  return { measured: measured.length, failed, files };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
