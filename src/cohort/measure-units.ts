import { resolve } from "node:path";
import { groupBy } from "../base/group-by.ts";
import type { CaseReading } from "../case/case-reading.ts";
import type { Note } from "../messages/note.ts";
import { type CohortCase, pathsOf } from "./cohort-case.ts";
import { finishedUnits } from "./finished-units.ts";
import { inputStamp } from "./input-sum.ts";
import type { Journal } from "./journal.ts";
import { measureHere } from "./measure-here.ts";
import type { UnitResult } from "./measure-unit.ts";
import { type CohortProgress, trackProgress } from "./progress.ts";
import { handOutUnits } from "./queue/hand-out-units.ts";
import type { QueueLink } from "./queue/queue-link.ts";
import { checkEngine, runSum } from "./run-identity.ts";
import { isColumnsEntry } from "./sound-entry.ts";
import type { CohortEntry, RunEntry, Unit, UnitEntry } from "./unit.ts";
import { withThreshold } from "./unit-reading.ts";

export interface MeasureOptions {
  /** The run that the units belong to. */
  readonly run: RunEntry;
  /** Continues a run of which another JavaScript engine has measured rows. */
  readonly otherEngine?: boolean | undefined;
  /** The folder of the run, as messages show it. */
  readonly out: string;
  /** The folder that the manifest's paths are relative to. */
  readonly folder: string;
  /** Worker threads of this process. */
  readonly workers: number;
  /** The queue whose workers measure; null if this process measures. */
  readonly queue: QueueLink | null;
  readonly images?: CaseReading | undefined;
  readonly onProgress?: ((progress: CohortProgress) => void) | undefined;
  readonly onNote?: ((note: Note) => void) | undefined;
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
  const { run, out, folder, workers, queue, onNote, onProgress, signal } = options;
  const images = withThreshold(options.images ?? {}, units);
  const sum = runSum(run);
  const { engine } = run;
  const stamps = await stampCases(units, folder);
  const stampsOf = (one: CohortCase) => stamps.get(one) ?? [];
  const tracker = trackProgress(units.length, workers, onProgress);
  const finished = await finishedUnits(journal, units, { run: sum, folder, stampsOf });
  const found = [...finished.values()];
  for (const entry of found) tracker.found(entry);
  const open = units.filter((unit) => !finished.has(unit));
  if (open.length === 0 && queue === null) return found.length;
  if (open.length > 0) {
    if (options.otherEngine !== true) checkEngine(found, engine, out);
    tracker.begin();
  }
  const described = new Set(
    [...journal.entries].flatMap(([key, entry]) => (isColumnsEntry(entry) ? [key] : [])),
  );
  /** Writes the result of a unit to the journal. */
  const enter = async (unit: Unit, { entry, columns }: UnitResult) => {
    signal?.throwIfAborted();
    if (columns !== null && !described.has(columns.key)) {
      described.add(columns.key);
      await journal.append(columns);
    }
    const row = { ...entry, run: sum, engine };
    await journal.append(row);
    tracker.finished(unit, row);
  };
  const work = { folder, images, stampsOf, enter, signal };
  if (queue === null) {
    await measureHere(open, { ...work, workers });
  } else {
    const isTriedAgain = ({ key }: Unit) => journal.entries.has(key);
    const employ = tracker.employ;
    await handOutUnits(queue, open, { ...work, run: sum, out, isTriedAgain, employ, onNote });
  }
  signal?.throwIfAborted(); // it may have been aborted while the last entries were written
  return found.length;
}

async function stampCases(
  units: readonly Unit[],
  folder: string,
): Promise<Map<CohortCase, UnitEntry["stamps"]>> {
  const stamps = new Map<CohortCase, UnitEntry["stamps"]>();
  for (const one of groupBy(units, (unit) => unit.case).keys()) {
    const paths = pathsOf(one).map((path) => resolve(folder, path));
    stamps.set(one, await Promise.all(paths.map(inputStamp)));
  }
  return stamps;
}
