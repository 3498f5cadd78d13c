import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Note } from "../messages/note.ts";
import { isTemporary, writeFileAtomic } from "../node/write-file-atomic.ts";
import { toJson } from "../report/json.ts";
import type { Journal } from "./journal.ts";
import type { Manifest } from "./manifest.ts";
import { featuresParquet } from "./parquet.ts";
import type { RunRecord } from "./run-record.ts";
import {
  cohortTable,
  errorsCsv,
  type FailedUnit,
  featuresCsv,
  type MeasuredUnit,
  type NotedUnit,
  notedUnits,
  notesCsv,
  perturbationsCsv,
  undefinedCsv,
} from "./tables.ts";
import type { CohortEntry, ColumnsEntry, Unit, UnitEntry } from "./unit.ts";

/** The result of a cohort run. */
export interface CohortResult {
  /** Number of rows that were measured, in this call or an earlier one. */
  readonly measured: number;
  readonly failed: readonly FailedUnit[];
  /** The measured units that have notes. */
  readonly noted: readonly NotedUnit[];
  /** Number of rows that earlier calls had finished. */
  readonly found: number;
  /** Notes about the run as a whole. */
  readonly notes: readonly Note[];
  /** Paths of the files that were written. */
  readonly files: readonly string[];
}

/** Removes temporary files of a run that was killed while it wrote its tables or its journal. */
export async function clearTemporary(folder: string): Promise<void> {
  const names = await readdir(folder);
  const old = names.filter((name) =>
    [...tableNames, "journal.jsonl"].some((of) => isTemporary(name, of)),
  );
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
}

/**
 * Writes the tables of a finished run to its folder.
 *
 * @param record makes `run.json`, given the journal entry of each unit
 * @param mayWrite awaited before each file; if it throws, no further file is written
 */
export async function writeTables(
  journal: Journal<CohortEntry>,
  manifest: Manifest,
  units: readonly Unit[],
  folder: string,
  record: (entryOf: (unit: Unit) => UnitEntry) => RunRecord,
  mayWrite: () => Promise<void>,
): Promise<Omit<CohortResult, "found" | "notes">> {
  const entryOf = (unit: Unit) => journal.entries.get(unit.key) as UnitEntry;
  const measured = units.flatMap((unit): MeasuredUnit[] => {
    const { measured: found, inputs } = entryOf(unit);
    if (found === null || inputs === null) return [];
    const { columns } = journal.entries.get(found.columns) as ColumnsEntry;
    return [{ unit, inputs, measured: found, columns }];
  });
  const failed = units.flatMap((unit): FailedUnit[] => {
    const { failure } = entryOf(unit);
    return failure === null ? [] : [{ unit, failure }];
  });
  const noted = notedUnits(measured);
  const table = cohortTable(manifest, measured);
  const perturbed = units.some(({ perturbation }) => perturbation !== null);
  const contents = {
    "features.csv": featuresCsv(table),
    "features.parquet": featuresParquet(table),
    "undefined.csv": undefinedCsv(measured),
    "notes.csv": notesCsv(manifest, noted),
    "errors.csv": errorsCsv(manifest, failed),
    "perturbations.csv": perturbed ? perturbationsCsv(manifest, measured) : null,
    "run.json": toJson(record(entryOf)),
  } satisfies Record<TableName, unknown>;
  const files: string[] = [];
  for (const name of tableNames) {
    const content = contents[name];
    if (content === null) continue;
    const path = join(folder, name);
    await mayWrite();
    await writeFileAtomic(path, content);
    files.push(path);
  }
  return { measured: measured.length, failed, noted, files };
}

const tableNames = [
  "features.csv",
  "features.parquet",
  "undefined.csv",
  "notes.csv",
  "errors.csv",
  "perturbations.csv",
  "run.json",
] as const;

type TableName = (typeof tableNames)[number];
