import { resolve } from "node:path";
import type { CaseReading } from "../case/case-reading.ts";
import { createPool } from "../node/pool.ts";
import type { CohortCase } from "./cohort-case.ts";
import { forEachConcurrently } from "./for-each-concurrently.ts";
import { measureUnit, type UnitResult } from "./measure-unit.ts";
import { readOnce } from "./read-once.ts";
import type { Unit, UnitEntry } from "./unit.ts";
import { readOrFail, unitAsRead } from "./unit-reading.ts";

/** What measuring units needs, in this process or by the workers of a queue. */
export interface UnitWork {
  /** The folder that the manifest's paths are relative to. */
  readonly folder: string;
  /** How images and masks of all cases are read. */
  readonly images: CaseReading;
  /** The stamps of a case's files as they are now. */
  readonly stampsOf: (one: CohortCase) => UnitEntry["stamps"];
  /** Writes the result of a unit to the journal. */
  readonly enter: (unit: Unit, result: UnitResult) => Promise<void>;
  readonly signal: AbortSignal | undefined;
}

/** Measures units in worker threads of this process. */
export async function measureHere(
  units: readonly Unit[],
  { folder, images, stampsOf, enter, signal, workers }: UnitWork & { readonly workers: number },
): Promise<void> {
  const pathOf = (shown: string) => resolve(folder, shown);
  const pool = createPool({ workers });
  const read = (one: CohortCase) =>
    readOrFail(one, pathOf, images, units[0].settings.settings, pool); // the settings say the same of reading
  const imagesOf = readOnce(units, read);
  try {
    // twice as many as there are workers, so that the next cases are read while others are measured
    await forEachConcurrently(units, 2 * workers, async (unit) => {
      signal?.throwIfAborted();
      const found = await imagesOf(unit.case);
      const asked = unitAsRead(unit, images);
      await enter(unit, await measureUnit(pool, asked, found, stampsOf(unit.case), signal));
    });
  } finally {
    await pool.close();
  }
}
