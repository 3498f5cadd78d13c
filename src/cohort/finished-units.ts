import { resolve } from "node:path";
import { groupBy } from "../base/group-by.ts";
import { type CohortCase, pathsOf } from "./cohort-case.ts";
import { forEachConcurrently } from "./for-each-concurrently.ts";
import { sumInput } from "./input-sum.ts";
import type { Journal } from "./journal.ts";
import { rowIn } from "./sound-entry.ts";
import type { CohortEntry, Unit, UnitEntry } from "./unit.ts";

/** The run and the files that a journal is compared with. */
export interface PresentState {
  /** The run, as `runSum` hashes it. */
  readonly run: string;
  /** The folder that the manifest's paths are relative to. */
  readonly folder: string;
  /** The stamps of a case's files as they are now. */
  readonly stampsOf: (one: CohortCase) => UnitEntry["stamps"];
}

/**
 * The journal's entries of units that need not be measured again: they were measured for this run, and the
 * content of their files has not changed since. Failures that may have been chance (a lost worker, an
 * unexpected error) are tried again.
 *
 * Files of the same names, sizes and times are taken to have the same content. Others are read and their
 * SHA-256 compared, so that copies of them count as the same.
 */
export async function finishedUnits(
  journal: Journal<CohortEntry>,
  units: readonly Unit[],
  { run, folder, stampsOf }: PresentState,
): Promise<ReadonlyMap<Unit, UnitEntry>> {
  const finished = new Map<Unit, UnitEntry>();
  const restamped: { readonly unit: Unit; readonly entry: UnitEntry }[] = [];
  for (const unit of units) {
    const entry = rowIn(journal.entries, unit.key);
    if (entry === null || entry.run !== run || mayBeChance(entry)) continue;
    const stamps = stampsOf(unit.case);
    if (entry.stamps.every((stamp, n) => stamp === stamps[n])) finished.set(unit, entry);
    else if (entry.inputs !== null) restamped.push({ unit, entry });
  }
  const byCase = [...groupBy(restamped, ({ unit }) => unit.case)];
  await forEachConcurrently(byCase, filesAtATime, async ([one, ofCase]) => {
    const sums = await sumsOf(one, folder);
    for (const { unit, entry } of ofCase) {
      const { image, mask, within, whiteMatter } = entry.inputs as NonNullable<UnitEntry["inputs"]>;
      const all = [image, mask, within ?? [], whiteMatter ?? []].flat();
      const before = all.map(({ sha256 }) => sha256);
      if (sums?.join() === before.join()) finished.set(unit, entry);
    }
  });
  return finished;
}

const filesAtATime = 4;

function mayBeChance({ failure }: UnitEntry): boolean {
  return failure !== null && ["worker-lost", "internal"].includes(failure.code);
}

/** The SHA-256 of a case's image, mask, `within` and `whiteMatter`; null if one cannot be read. */
async function sumsOf(one: CohortCase, folder: string): Promise<string[] | null> {
  const sums: string[] = [];
  try {
    for (const path of pathsOf(one)) {
      sums.push((await sumInput(resolve(folder, path), path)).sha256);
    }
    return sums;
  } catch {
    return null; // the unit is measured again, and its failure tells why
  }
}
