import { version } from "../../base/version.ts";
import type { UnitResult } from "../measure-unit.ts";
import { engineName } from "../run-identity.ts";
import { isColumnsEntry, isUnitEntry } from "../sound-entry.ts";
import { isRecord } from "../sound-value.ts";
import { placeOf, type Unit, type UnitEntry, type UnitFailure } from "../unit.ts";

/** What a worker returns for a job. */
export interface JobResult extends UnitResult {
  readonly version: string;
  readonly engine: string;
}

export function resultOf(result: UnitResult): JobResult {
  return { version, engine: engineName(), ...result };
}

/** The result that a worker returned for a unit; null if it is not one of this version and engine for that unit. */
export function readResult(found: unknown, { key }: Unit): UnitResult | null {
  if (!isRecord(found) || found.version !== version || found.engine !== engineName()) return null;
  const { entry, columns } = found;
  if (!isRecord(entry) || entry.key !== key) return null;
  const row = { ...entry, run: "", engine: engineName() };
  if (!isUnitEntry(row)) return null;
  const { key: _, run: _run, engine: _engine, ...fields } = row;
  const { measured } = row;
  if (measured === null) return columns === null ? { entry: { key, ...fields }, columns } : null;
  const isNamed =
    isColumnsEntry(columns) &&
    columns.key === measured.columns &&
    columns.columns.length === measured.values.length;
  return isNamed ? { entry: { key, ...fields }, columns } : null;
}

/** The result of a unit that no worker measured. */
export function failedResult(
  { key, case: one }: Unit,
  stamps: UnitEntry["stamps"],
  { code, message }: Omit<UnitFailure, "ofCase">,
): UnitResult {
  const failure = { code, message: `${placeOf(one)}: ${message}`, ofCase: false };
  return {
    entry: { key, inputs: null, stamps, milliseconds: 0, measured: null, failure },
    columns: null,
  };
}
