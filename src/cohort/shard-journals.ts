import { join } from "node:path";
import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { counted, quoted } from "../messages/phrases.ts";
import { readJournal } from "./journal.ts";
import { readHolder } from "./lock-holder.ts";
import { checkSameRun, runSum } from "./run-identity.ts";
import type { MergedShard } from "./run-record.ts";
import { readTimes } from "./run-times.ts";
import { isNotesEntry, isRunEntry, isSoundEntry, isUnitEntry, rowIn } from "./sound-entry.ts";
import {
  type CohortEntry,
  type ColumnsEntry,
  type NotesEntry,
  notesKey,
  type RunEntry,
  runKey,
  type Unit,
  type UnitEntry,
} from "./unit.ts";

/** The journal of a shard, as it is read for a merge. */
export interface ReadShard {
  readonly folder: string;
  readonly entries: ReadonlyMap<string, CohortEntry>;
  readonly record: MergedShard;
}

/**
 * Reads the journal in a shard's folder, and checks that it belongs to a run.
 *
 * @throws VoxomicsError `invalid-file` if there is no journal, if a line of it is damaged, if a run is at
 *   work in the folder, or if it was measured otherwise; the message starts with the folder
 */
export async function readShard(folder: string, run: RunEntry): Promise<ReadShard> {
  const refuse = (what: string) =>
    new VoxomicsError("invalid-file", `${folder}${what}`, { folder });
  const holder = await readHolder(join(folder, "run.lock"));
  if (holder?.holds) throw refuse(`: ${holder.name} is at work on this shard; wait for it`);
  const journal = await readJournal<CohortEntry>(join(folder, "journal.jsonl"), isSoundEntry);
  if (journal === null) {
    throw refuse(": found no journal.jsonl, expected the folder of a shard");
  }
  if (journal.bad.length > 0) {
    const lines = counted(journal.bad.length, "damaged line");
    throw refuse(
      `/journal.jsonl: found ${lines}, the first is line ${journal.bad[0]}; run this shard again: it measures what was lost`,
    );
  }
  const { entries } = journal;
  const own = entries.get(runKey);
  if (!isRunEntry(own)) {
    throw refuse("/journal.jsonl: found no entry of a run, expected the journal of a cohort");
  }
  checkSameRun(own, run, folder, "the shards of one run have the same");
  const rows = [...entries.values()].filter(isUnitEntry);
  const sum = runSum(run);
  const others = rows.filter((row) => row.run !== sum).length;
  if (others > 0) {
    throw refuse(
      `/journal.jsonl: found ${counted(others, "row")} of other settings, perturbations, reading options or another version, expected rows of one run`,
    );
  }
  const times = await readTimes(join(folder, "run.json"), 0);
  const record = { folder, shard: own.shard ?? null, rows: rows.length, times };
  return { folder, entries, record };
}

/** The entries of all shards that the tables need, each once. */
export interface JoinedShards {
  /** In the order of the units. */
  readonly rows: readonly UnitEntry[];
  /** The columns of the rows, and the notes of the shards. */
  readonly others: readonly (ColumnsEntry | NotesEntry)[];
  /** How many rows of the shards belong to no unit. */
  readonly leftOut: number;
}

/**
 * Finds the entry of every unit in the shards.
 *
 * @throws VoxomicsError `invalid-file` naming cases that no shard has, or that several have
 */
export function joinShards(units: readonly Unit[], shards: readonly ReadShard[]): JoinedShards {
  const missing: string[] = [];
  const double: string[] = [];
  const columns = new Map<string, ColumnsEntry>();
  const rows = units.flatMap(({ key, case: { id } }) => {
    const holding = shards.filter(({ entries }) => rowIn(entries, key) !== null);
    if (holding.length === 0) missing.push(quoted(id));
    if (holding.length > 1) {
      double.push(`${quoted(id)} in ${holding.map(({ folder }) => folder).join(" and ")}`);
    }
    if (holding.length !== 1) return [];
    const [{ entries }] = holding;
    const row = rowIn(entries, key) as UnitEntry;
    if (row.measured !== null) {
      columns.set(row.measured.columns, entries.get(row.measured.columns) as ColumnsEntry);
    }
    return [row];
  });
  refuseCases("is in no shard", "are in no shard", missing);
  refuseCases("is in several shards", "are in several shards", double);
  const known = new Set(units.map(({ key }) => key));
  const leftOut = shards.reduce(
    (sum, { entries }) =>
      sum + [...entries].filter(([key, one]) => isUnitEntry(one) && !known.has(key)).length,
    0,
  );
  const notes = shards.flatMap(({ entries }): readonly Note[] => {
    const entry = entries.get(notesKey);
    return isNotesEntry(entry) ? entry.notes : [];
  });
  const noted = notes.length === 0 ? [] : [{ key: notesKey, notes }];
  return { rows, others: [...columns.values(), ...noted], leftOut };
}

/** How many cases a message names. */
const mostNamed = 10;

function refuseCases(is: string, are: string, cases: readonly string[]): void {
  const distinct = [...new Set(cases)];
  if (distinct.length === 0) return;
  const named = distinct.slice(0, mostNamed).join(", ");
  const more = distinct.length > mostNamed ? ` and ${distinct.length - mostNamed} more` : "";
  const verb = distinct.length === 1 ? is : are;
  throw new VoxomicsError(
    "invalid-file",
    `${counted(distinct.length, "case")} ${verb}: ${named}${more}; each case has to be in one`,
    { cases: distinct },
  );
}
