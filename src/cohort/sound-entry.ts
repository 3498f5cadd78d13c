import { noteMeanings } from "../messages/note.ts";
import { isReason } from "../report/reason-text.ts";
import type { JournalEntry } from "./journal-line.ts";
import { isInputs, isPerturbation, isRegion } from "./sound-record.ts";
import { isCount, isListOf, isNumber, isRecord, isText } from "./sound-value.ts";
import {
  type CohortEntry,
  type ColumnsEntry,
  columnsKey,
  type FeatureColumn,
  type NotesEntry,
  type RunEntry,
  type UnitEntry,
} from "./unit.ts";

// A checksum shows that an entry is as it was written, not that it has the fields that this version
// needs. The functions below check every field that tables and records are made from.

/**
 * Whether an entry has the fields of the kind that its key names. Entries of unknown kinds, which later
 * versions may write, pass: nothing reads them.
 */
export function isSoundEntry(entry: JournalEntry): boolean {
  if (entry.key.startsWith('["unit"')) return isUnitEntry(entry);
  if (entry.key.startsWith('["columns"')) return isColumnsEntry(entry);
  if (entry.key.startsWith('["run"')) return isRunEntry(entry);
  return !entry.key.startsWith('["notes"') || isNotesEntry(entry);
}

/** Whether an entry is a sound `UnitEntry`. */
export function isUnitEntry(found: unknown): found is UnitEntry {
  if (!isRecord(found)) return false;
  const { run, engine, inputs, stamps, milliseconds, measured, failure } = found;
  return (
    [run, engine].every(isText) &&
    (inputs === null || isInputs(inputs, isNote)) &&
    isListOf(stamps, (stamp) => stamp === null || isText(stamp)) &&
    (stamps.length === 2 || stamps.length === 3) &&
    isNumber(milliseconds) &&
    milliseconds >= 0 &&
    (measured === null
      ? isFailure(failure)
      : inputs !== null && isMeasured(measured) && failure === null)
  );
}

/** The row of a unit, if the entries have it and the names of its columns; else null. */
export function rowIn(entries: ReadonlyMap<string, CohortEntry>, key: string): UnitEntry | null {
  const row = entries.get(key);
  if (!isUnitEntry(row)) return null;
  if (row.measured === null) return row;
  const named = entries.get(row.measured.columns);
  return isColumnsEntry(named) && named.columns.length === row.measured.values.length ? row : null;
}

/** Whether an entry is a sound `ColumnsEntry`: its key is a hash of its columns. */
export function isColumnsEntry(found: unknown): found is ColumnsEntry {
  if (!isRecord(found) || !isListOf(found.columns, isRecord)) return false;
  return found.key === columnsKey(found.columns as unknown as FeatureColumn[]);
}

/** Whether an entry is a sound `RunEntry`; older versions wrote it without an engine. */
export function isRunEntry(found: unknown): found is RunEntry {
  if (!isRecord(found) || !isText(found.version)) return false;
  return (
    [found.settings, found.perturbations, found.images].every((list) => isListOf(list, isText)) &&
    (found.engine === undefined || isText(found.engine)) &&
    (found.shard === undefined || isText(found.shard)) &&
    (found.merged === undefined || found.merged === true)
  );
}

/** Whether an entry is a sound `NotesEntry`. */
export function isNotesEntry(found: unknown): found is NotesEntry {
  return isRecord(found) && isListOf(found.notes, isNote);
}

function isMeasured(found: unknown): boolean {
  if (!isRecord(found)) return false;
  const { roi, perturbation, columns, values, reasons, notes } = found;
  return (
    isRegion(roi) &&
    isListOf(notes, isNote) &&
    (perturbation === null || isPerturbation(perturbation)) &&
    isText(columns) &&
    isListOf(values, (value) => value === null || isNumber(value)) &&
    isRecord(reasons) &&
    Object.entries(reasons).every(
      ([n, reason]) => isCount(Number(n)) && Number(n) < values.length && isReason(reason),
    ) &&
    values.every((value, n) => value !== null || Object.hasOwn(reasons, n))
  );
}

function isNote(found: unknown): boolean {
  if (!isRecord(found)) return false;
  const { code, message, details } = found;
  return isText(code) && Object.hasOwn(noteMeanings, code) && isText(message) && isRecord(details);
}

function isFailure(found: unknown): boolean {
  return (
    isRecord(found) &&
    [found.code, found.message].every(isText) &&
    typeof found.ofCase === "boolean"
  );
}
