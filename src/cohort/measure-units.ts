import { resolve } from "node:path";
import { groupBy } from "../base/group-by.ts";
import { type CaseReading, caseSettings } from "../case/case-reading.ts";
import { createPool } from "../node/pool.ts";
import type { Pool } from "../pool/pool.ts";
import { finishedUnits } from "./finished-units.ts";
import { forEachConcurrently } from "./for-each-concurrently.ts";
import { inputStamp } from "./input-sum.ts";
import type { Journal } from "./journal.ts";
import type { CohortCase } from "./manifest.ts";
import { failureOf, measureUnit } from "./measure-unit.ts";
import { type CohortProgress, trackProgress } from "./progress.ts";
import { type CohortImages, readCase } from "./read-case.ts";
import { readOnce } from "./read-once.ts";
import { checkEngine, runSum } from "./run-identity.ts";
import { isColumnsEntry } from "./sound-entry.ts";
import type { CohortEntry, NamedSettings, RunEntry, Unit, UnitEntry, UnitFailure } from "./unit.ts";

export interface MeasureOptions {
  /** The run that the units belong to. */
  readonly run: RunEntry;
  /** Continues a run of which another JavaScript engine has measured rows. */
  readonly otherEngine?: boolean | undefined;
  /** The folder of the run, as messages show it. */
  readonly out: string;
  /** The folder that the manifest's paths are relative to. */
  readonly folder: string;
  readonly workers: number;
  readonly images?: CaseReading | undefined;
  readonly onProgress?: ((progress: CohortProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures the units that are not in the journal yet, and writes each to the journal when it is finished.
 * Gives the number of units that were in the journal already.
 *
 * @throws VoxomicsError `invalid-file` if another engine has measured units in the journal, and units
 *   are left to measure
 */
export async function measureUnits(
  journal: Journal<CohortEntry>,
  units: readonly Unit[],
  options: MeasureOptions,
): Promise<number> {
  const { run, folder, workers, onProgress, signal } = options;
  const imageOptions = withThreshold(options.images ?? {}, units);
  const sum = runSum(run);
  const { engine } = run;
  const stamps = await stampCases(units, folder);
  const stampsOf = (one: CohortCase) => stamps.get(one) ?? [];
  const tracker = trackProgress(units.length, workers, onProgress);
  const finished = await finishedUnits(journal, units, { run: sum, folder, stampsOf });
  const found = [...finished.values()];
  for (const entry of found) tracker.found(entry);
  const open = units.filter((unit) => !finished.has(unit));
  if (open.length === 0) return found.length;
  if (options.otherEngine !== true) checkEngine(found, engine, options.out);

  tracker.begin();
  const pool = createPool({ workers });
  const imagesOf = readOnce(open, (one) => readOrFail(one, folder, imageOptions, pool));
  const described = new Set(
    [...journal.entries].flatMap(([key, entry]) => (isColumnsEntry(entry) ? [key] : [])),
  );
  const measure = async (unit: Unit) => {
    signal?.throwIfAborted();
    const images = await imagesOf(unit.case);
    const reading = { ...imageOptions, ...unit.case.reading };
    const asked = { ...unit, settings: allowedIn(unit.settings, reading) };
    const result = await measureUnit(pool, asked, images, stampsOf(unit.case), signal);
    const { columns } = result;
    const entry = { ...result.entry, run: sum, engine };
    signal?.throwIfAborted();
    if (columns !== null && !described.has(columns.key)) {
      described.add(columns.key);
      await journal.append(columns);
    }
    await journal.append(entry);
    tracker.finished(unit, entry);
  };
  try {
    // twice as many as there are workers, so that the next cases are read while others are measured
    await forEachConcurrently(open, 2 * workers, measure);
    signal?.throwIfAborted(); // it may have been aborted while the last entries were written
  } finally {
    await pool.close();
  }
  return found.length;
}

function allowedIn(named: NamedSettings, reading: CaseReading): NamedSettings {
  return { ...named, settings: caseSettings(named.settings, reading) };
}

async function stampCases(
  units: readonly Unit[],
  folder: string,
): Promise<Map<CohortCase, UnitEntry["stamps"]>> {
  const stamps = new Map<CohortCase, UnitEntry["stamps"]>();
  for (const one of groupBy(units, (unit) => unit.case).keys()) {
    const paths = [one.image, one.mask].map((path) => resolve(folder, path));
    stamps.set(one, await Promise.all(paths.map(inputStamp)));
  }
  return stamps;
}

async function readOrFail(
  one: CohortCase,
  folder: string,
  options: CaseReading,
  pool: Pool,
): Promise<CohortImages | UnitFailure> {
  try {
    return await readCase(one, folder, options, pool);
  } catch (error) {
    return failureOf(error, true);
  }
}

/**
 * The reading options, with the mask threshold of the settings unless the options have one. All settings
 * have the same (`checkThresholds`), as a case is read once for all of them.
 */
function withThreshold(images: CaseReading, units: readonly Unit[]): CaseReading {
  const threshold = units[0]?.settings.settings.mask?.threshold;
  return threshold === undefined ? images : { maskThreshold: threshold, ...images };
}
