import { resolve } from "node:path";
import type { CaseReading } from "../case/case-reading.ts";
import { groupBy } from "../group-by.ts";
import { createPool } from "../node/pool.ts";
import { atOnce } from "./at-once.ts";
import { inputStamp } from "./input-sum.ts";
import type { Journal } from "./journal.ts";
import type { CohortCase } from "./manifest.ts";
import { failureOf, measureUnit } from "./measure-unit.ts";
import { type CohortProgress, trackProgress } from "./progress.ts";
import { type CohortImages, readCase } from "./read-case.ts";
import { readOnce } from "./read-once.ts";
import type { CohortEntry, Unit, UnitEntry, UnitFailure } from "./unit.ts";

export interface MeasureOptions {
  /** The folder that the manifest's paths start from. */
  readonly folder: string;
  readonly workers: number;
  readonly images?: CaseReading | undefined;
  readonly onProgress?: ((progress: CohortProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Measures the units that are not in the journal yet, and enters them as they are finished. */
export async function measureUnits(
  journal: Journal<CohortEntry>,
  units: readonly Unit[],
  { folder, workers, images: imageOptions = {}, onProgress, signal }: MeasureOptions,
): Promise<void> {
  const stamps = await stampCases(units, folder);
  const stampsOf = (unit: Unit) => stamps.get(unit.case) ?? [];
  const tracker = trackProgress(units.length, onProgress);
  const open = units.filter((unit) => {
    const entry = journal.entries.get(unit.key);
    if (!isDone(entry, stampsOf(unit))) return true;
    tracker.found(entry);
    return false;
  });
  if (open.length === 0) return;

  tracker.begin();
  const pool = createPool({ workers });
  const imagesOf = readOnce(open, (one) => readOrFail(one, folder, imageOptions));
  const described = new Set(journal.entries.keys());
  const measure = async (unit: Unit) => {
    signal?.throwIfAborted();
    const images = await imagesOf(unit.case);
    const { entry, columns } = await measureUnit(pool, unit, images, stampsOf(unit), signal);
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
  } finally {
    await pool.close();
  }
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
function isDone(entry: CohortEntry | undefined, stamps: UnitEntry["stamps"]): entry is UnitEntry {
  if (entry === undefined || !("stamps" in entry)) return false;
  if (entry.stamps.some((stamp, n) => stamp !== stamps[n])) return false;
  return entry.failure === null || !["worker-lost", "internal"].includes(entry.failure.code);
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
