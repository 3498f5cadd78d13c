import { join } from "node:path";
import type { Note } from "../messages/note.ts";
import type { Cohort } from "./define-cohort.ts";
import type { Journal } from "./journal.ts";
import { keptNotes } from "./journal-notes.ts";
import { engineNotes } from "./run-identity.ts";
import { type MergedShard, runRecord } from "./run-record.ts";
import { type RunTimes, readTimes } from "./run-times.ts";
import type { CohortEntry, Unit, UnitEntry } from "./unit.ts";
import { type CohortResult, writeTables } from "./write-tables.ts";

export interface FinishOptions {
  /** The folder of the tables. */
  readonly out: string;
  /** How many of the units were in the journal when this call began. */
  readonly found: number;
  /** When and where this call ran. */
  readonly times: () => RunTimes;
  /** The shards that the journal was put together from. */
  readonly merged?: readonly MergedShard[] | undefined;
  readonly onNote?: ((note: Note) => void) | undefined;
  /** Awaited before each file; if it throws, no further file is written. */
  readonly mayWrite: () => Promise<void>;
}

/**
 * Writes the tables and the record of a cohort whose units are all in the journal. If all were in it when
 * the call began, the record keeps the times of the call that measured them.
 */
export async function finishRun(
  journal: Journal<CohortEntry>,
  cohort: Cohort,
  { out, found, times, merged, onNote, mayWrite }: FinishOptions,
): Promise<CohortResult> {
  const { manifest, units } = cohort;
  const entryOf = (unit: Unit) => journal.entries.get(unit.key) as UnitEntry;
  const engines = engineNotes(out, units.map(entryOf));
  for (const note of engines) onNote?.(note);
  const notes = [...keptNotes(journal), ...engines];
  const earlier = found === units.length ? await readTimes(join(out, "run.json"), found) : null;
  const record = () => runRecord({ ...cohort, entryOf, notes, times: earlier ?? times(), merged });
  const tables = await writeTables(journal, manifest, units, out, record, mayWrite);
  return { ...tables, found, notes };
}
