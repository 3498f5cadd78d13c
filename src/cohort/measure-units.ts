import { resolve } from "node:path";
import { groupBy } from "../base/group-by.ts";
import { type CaseReading, caseSettings } from "../case/case-reading.ts";
import { createPool } from "../node/pool.ts";
import { atOnce } from "./at-once.ts";
import { inputStamp } from "./input-sum.ts";
import type { Journal } from "./journal.ts";
import type { CohortCase } from "./manifest.ts";
import { failureOf, measureUnit } from "./measure-unit.ts";
import { type CohortProgress, trackProgress } from "./progress.ts";
import { type CohortImages, readCase } from "./read-case.ts";
import { readOnce } from "./read-once.ts";
import { checkEngine, runSum } from "./run-identity.ts";
import { isColumnsEntry, isUnitEntry } from "./sound-entry.ts";
import type { CohortEntry, NamedSettings, RunEntry, Unit, UnitEntry, UnitFailure } from "./unit.ts";

export interface MeasureOptions {
  /** What the units are measured for. */
  readonly run: RunEntry;
  /** Goes on with rows that another engine has measured. */
  readonly otherEngine?: boolean | undefined;
  /** The folder of the run, as messages show it. */
  readonly out: string;
  /** The folder that the manifest's paths start from. */
  readonly folder: string;
  readonly workers: number;
  readonly images?: CaseReading | undefined;
  readonly onProgress?: ((progress: CohortProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures the units that are not in the journal yet, and enters them as they are finished. Gives the
 * number of those that were there.
 *
 * @throws VoxomicsError `invalid-file` if another engine has measured those that are there
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
  const stampsOf = (unit: Unit) => stamps.get(unit.case) ?? [];
  const tracker = trackProgress(units.length, onProgress);
  const found: UnitEntry[] = [];
  const open = units.filter((unit) => {
    const entry = journal.entries.get(unit.key);
    if (!isDone(entry, sum, stampsOf(unit)) || !hasColumns(journal, entry)) return true;
    tracker.found(entry);
    found.push(entry);
    return false;
  });
  if (open.length === 0) return found.length;
  if (options.otherEngine !== true) checkEngine(found, engine, options.out);

  tracker.begin();
  const pool = createPool({ workers });
  const imagesOf = readOnce(open, (one) => readOrFail(one, folder, imageOptions));
  const described = new Set(
    [...journal.entries].flatMap(([key, entry]) => (isColumnsEntry(entry) ? [key] : [])),
  );
  const measure = async (unit: Unit) => {
    signal?.throwIfAborted();
    const images = await imagesOf(unit.case);
    const reading = { ...imageOptions, ...unit.case.reading };
    const asked = { ...unit, settings: allowedIn(unit.settings, reading) };
    const result = await measureUnit(pool, asked, images, stampsOf(unit), signal);
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
    // while some are measured, the next are read
    await atOnce(open, 2 * workers, measure);
    signal?.throwIfAborted(); // while the last ones were entered
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

/** An entry stands as long as the files are what they were, but for failures that may be chance. */
function isDone(
  entry: CohortEntry | undefined,
  run: string,
  stamps: UnitEntry["stamps"],
): entry is UnitEntry {
  if (!isUnitEntry(entry) || entry.run !== run) return false;
  if (entry.stamps.some((stamp, n) => stamp !== stamps[n])) return false;
  return entry.failure === null || !["worker-lost", "internal"].includes(entry.failure.code);
}

/** The entry that says what the values of another are may be lost. */
function hasColumns(journal: Journal<CohortEntry>, { measured }: UnitEntry): boolean {
  if (measured === null) return true;
  const entry = journal.entries.get(measured.columns);
  return isColumnsEntry(entry) && entry.columns.length === measured.values.length;
}

async function readOrFail(
  one: CohortCase,
  folder: string,
  options: CaseReading,
): Promise<CohortImages | UnitFailure> {
  try {
    return await readCase(one, folder, options);
  } catch (error) {
    return failureOf(error, true);
  }
}

/** How masks are read where the settings have a threshold: cases are read once, for all settings. */
function withThreshold(images: CaseReading, units: readonly Unit[]): CaseReading {
  const threshold = units[0]?.settings.settings.mask?.threshold;
  return threshold === undefined ? images : { maskThreshold: threshold, ...images };
}
