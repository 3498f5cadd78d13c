import type { ColumnsEntry, RunEntry, UnitEntry } from "./unit.ts";

// A sum tells that an entry is what was written, not that this version wrote it. These look at every
// field that tables and records are made of.

/** Whether an entry says what came of a unit. */
export function isUnitEntry(found: unknown): found is UnitEntry {
  if (!isRecord(found)) return false;
  const { run, engine, inputs, stamps, milliseconds, measured, failure } = found;
  return (
    [run, engine].every(isText) &&
    (inputs === null || isInputs(inputs)) &&
    isListOf(stamps, (stamp) => stamp === null || isText(stamp)) &&
    Number.isFinite(milliseconds) &&
    (measured === null
      ? isFailure(failure)
      : inputs !== null && isMeasured(measured) && failure === null)
  );
}

/** Whether an entry says what the values of units are. */
export function isColumnsEntry(found: unknown): found is ColumnsEntry {
  return isRecord(found) && isListOf(found.columns, isRecord);
}

/** Whether an entry says what a journal belongs to; that of an older version names no engine. */
export function isRunEntry(found: unknown): found is RunEntry {
  if (!isRecord(found) || !isText(found.version)) return false;
  return [found.settings, found.perturbations, found.images].every((list) =>
    isListOf(list, isText),
  );
}

function isInputs(found: unknown): boolean {
  if (!isRecord(found) || !isRecord(found.image) || !isRecord(found.mask)) return false;
  const { size, spacing } = found.image;
  const { placed = {} } = found.mask;
  return [size, spacing].every(isVector) && isRecord(placed) && isListOf(found.notes, isNote);
}

function isMeasured(found: unknown): boolean {
  if (!isRecord(found)) return false;
  const { roi, perturbation, columns, values, reasons, notes } = found;
  return (
    isRecord(roi) &&
    isListOf(notes, isNote) &&
    (perturbation === null || isPerturbation(perturbation)) &&
    isText(columns) &&
    isListOf(values, (value) => value === null || Number.isFinite(value)) &&
    isRecord(reasons) &&
    Object.values(reasons).every(isText)
  );
}

function isNote(found: unknown): boolean {
  return isRecord(found) && [found.code, found.message].every(isText);
}

function isPerturbation(found: unknown): boolean {
  if (!isRecord(found) || !isRecord(found.perturbation)) return false;
  return isVector(found.perturbation.translation) && isRecord(found.voxels);
}

function isFailure(found: unknown): boolean {
  return (
    isRecord(found) &&
    [found.code, found.message].every(isText) &&
    typeof found.ofCase === "boolean"
  );
}

function isRecord(found: unknown): found is Readonly<Record<string, unknown>> {
  return typeof found === "object" && found !== null && !Array.isArray(found);
}

function isText(found: unknown): found is string {
  return typeof found === "string";
}

function isVector(found: unknown): boolean {
  return isListOf(found, Number.isFinite) && (found as readonly unknown[]).length === 3;
}

function isListOf(found: unknown, is: (one: unknown) => boolean): boolean {
  return Array.isArray(found) && found.every((one) => is(one));
}
