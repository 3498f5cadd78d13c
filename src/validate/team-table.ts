import { groupBy } from "../base/group-by.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { listed, quoted } from "../messages/phrases.ts";
import { completed } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { choice } from "../schema/values.ts";
import {
  type PatientStudyId,
  patientFilters,
  patientModalities,
  patientStudies,
} from "./patient-study.ts";

/** What the teams gave for a feature of a patient. */
export interface TeamRow {
  readonly patient: string;
  readonly modality: string;
  /** From 1, which is the unfiltered image; always 1 in IBSI 1. */
  readonly filter: number;
  readonly tag: string;
  /** One value a team, null where it gave none. */
  readonly values: readonly (number | null)[];
}

/** What the teams of a patient study gave. */
export interface TeamTable {
  readonly study: PatientStudyId;
  /** Their names, in the order of the values. */
  readonly teams: readonly string[];
  readonly rows: readonly TeamRow[];
  /** The values of a row, by `valueKey`. */
  readonly values: ReadonlyMap<string, readonly (number | null)[]>;
  /**
   * By `featureKey`: how far a feature ranges over the patients, the median over the teams; null where no team
   * has it of two patients.
   */
  readonly ranges: ReadonlyMap<string, number | null>;
}

/** A feature of a study: of one modality, after one filter. */
export function featureKey(modality: string, filter: number, tag: string): string {
  return `${modality} ${filter} ${tag}`;
}

/** A feature of one patient. */
export function valueKey(patient: string, modality: string, filter: number, tag: string): string {
  return `${patient} ${featureKey(modality, filter, tag)}`;
}

/**
 * The teams' values from the records of a table: columns `modality` (`CT`, `MR_T1`, `PET`), `patient`, in IBSI 2
 * `filter` (1 to 9), `tag`, and one for each team, empty where it gave no value. A response map whose values
 * all are 0 counts as not given, as in the study's own analysis.
 *
 * @throws VoxomicsError `invalid-table` if a column is missing, two rows are of the same value, or a cell holds
 *   something else
 *
 * @example
 * ```ts
 * import { readTeamTable } from "voxomics/validate";
 *
 * const records = [{ modality: "CT", patient: "STS_001", tag: "stat_mean", oncoray: "28.5", mcgill: "" }];
 * readTeamTable("ibsi-1-phase3", records).teams; // ["oncoray", "mcgill"]
 * ```
 */
export function readTeamTable(
  study: PatientStudyId,
  records: readonly Readonly<Record<string, string>>[],
): TeamTable {
  completed(choice(Object.keys(patientStudies)), study, "study");
  checkArgument(records, "records", "array");
  const labels = ["modality", "patient", ...(study === "ibsi-2-phase3" ? ["filter"] : []), "tag"];
  const columns = Object.keys(records[0] ?? {});
  const missing = labels.filter((label) => !columns.includes(label));
  if (missing.length > 0) {
    throw new VoxomicsError(
      "invalid-table",
      `the teams' values of ${patientStudies[study].title} have no column ${missing.map(quoted).join(", ")}: found ${columns.map(quoted).join(", ") || "none"}`,
    );
  }
  const teams = columns.filter((column) => !labels.includes(column));
  const given = records.map(
    (record, n): TeamRow => ({
      patient: record.patient,
      modality: oneOf(Object.keys(patientModalities), record.modality, n, "modality"),
      filter: Number(oneOf(filterNames, record.filter ?? "1", n, "filter")),
      tag: record.tag,
      values: teams.map((team) => numberIn(record[team], `row ${n + 1}, column ${quoted(team)}`)),
    }),
  );
  checkOnce(given);
  const rows = study === "ibsi-2-phase3" ? withoutEmptyMaps(given) : given;
  return {
    study,
    teams,
    rows,
    values: new Map(
      rows.map(({ patient, modality, filter, tag, values }) => [
        valueKey(patient, modality, filter, tag),
        values,
      ]),
    ),
    ranges: new Map(
      [...groupBy(rows, ({ modality, filter, tag }) => featureKey(modality, filter, tag))].map(
        ([key, group]) => [key, rangeOf(group.map(({ values }) => values))],
      ),
    ),
  };
}

/** The numbers of the filters of IBSI 2, as text. */
const filterNames = patientFilters.map((_, n) => String(n + 1));

/** @throws VoxomicsError `invalid-table` for a cell that is none of the words */
function oneOf(words: readonly string[], cell: string, row: number, column: string): string {
  if (words.includes(cell)) return cell;
  throw new VoxomicsError(
    "invalid-table",
    `the teams' values, row ${row + 1}, column ${quoted(column)}: found ${quoted(cell)}, expected ${listed(words)}`,
  );
}

/** @throws VoxomicsError `invalid-table` if two rows are of the same feature of a patient */
function checkOnce(rows: readonly TeamRow[]): void {
  const first = new Map<string, number>();
  rows.forEach(({ patient, modality, filter, tag }, n) => {
    const key = valueKey(patient, modality, filter, tag);
    const before = first.get(key);
    if (before !== undefined) {
      throw new VoxomicsError(
        "invalid-table",
        `the teams' values, rows ${before + 1} and ${n + 1}: both are ${quoted(key)}`,
      );
    }
    first.set(key, n);
  });
}

/** A cell's number; null for an empty cell and for what stands for no number in R, Python and MATLAB. */
function numberIn(cell: string | undefined, place: string): number | null {
  if (cell === undefined || /^\s*([+-]?(nan|na|inf|infinity))?\s*$/i.test(cell)) return null;
  const value = Number(cell);
  if (Number.isFinite(value)) return value;
  throw new VoxomicsError(
    "invalid-table",
    `the teams' values, ${place}: found ${quoted(cell)}, expected a number or nothing`,
  );
}

/** The rows without the values of each team's maps that are 0 throughout. */
function withoutEmptyMaps(rows: readonly TeamRow[]): TeamRow[] {
  const mapOf = ({ patient, modality, filter }: TeamRow) => `${patient} ${modality} ${filter}`;
  const maps = groupBy(rows, mapOf);
  const empty = new Map(
    [...maps].map(([key, map]) => [
      key,
      map[0].values.map((_, t) => map.every(({ values }) => values[t] === 0)),
    ]),
  );
  return rows.map((row) => ({
    ...row,
    values: row.values.map((value, t) => (empty.get(mapOf(row))?.[t] ? null : value)),
  }));
}

/** The median over the teams of the highest less the lowest value of the patients. */
function rangeOf(patients: readonly (readonly (number | null)[])[]): number | null {
  const ranges = patients[0]
    .map((_, t) => patients.map((values) => values[t]).filter((value) => value !== null))
    .filter((values) => values.length > 1)
    .map((values) => Math.max(...values) - Math.min(...values))
    .sort((a, b) => a - b);
  if (ranges.length === 0) return null;
  const middle = (ranges.length - 1) / 2;
  return (ranges[Math.floor(middle)] + ranges[Math.ceil(middle)]) / 2;
}
