import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { VoxomicsError } from "../errors.ts";
import type { Extraction } from "../extract.ts";
import { groupBy } from "../group-by.ts";
import { createPool } from "../node/pool.ts";
import type { Pool } from "../pool/pool.ts";
import { atOnce } from "./at-once.ts";
import { inputStamp } from "./input-sum.ts";
import type { Journal } from "./journal.ts";
import type { CohortCase } from "./manifest.ts";
import { type CohortProgress, trackProgress } from "./progress.ts";
import { type CohortImages, type ImageOptions, readCase } from "./read-case.ts";
import {
  type CohortEntry,
  type ColumnsEntry,
  columnsKey,
  type Measured,
  type Unit,
  type UnitEntry,
  type UnitFailure,
} from "./unit.ts";

export interface MeasureOptions {
  /** The folder that the manifest's paths start from. */
  readonly folder: string;
  readonly workers: number;
  readonly images?: ImageOptions | undefined;
  readonly onProgress?: ((progress: CohortProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Measures the units that are not in the journal yet, and enters them as they are finished. */
export async function measureUnits(
  journal: Journal<CohortEntry>,
  units: readonly Unit[],
  { folder, workers, images: imageOptions = {}, onProgress, signal }: MeasureOptions,
): Promise<void> {
  const byCase = groupBy(units, (unit) => unit.case);
  const stampsOf = new Map<CohortCase, UnitEntry["stamps"]>();
  const open = new Map<CohortCase, Unit[]>();
  const tracker = trackProgress(units.length, onProgress);
  for (const [one, its] of byCase) {
    const stamps = await Promise.all(
      [one.image, one.mask].map((path) => inputStamp(resolve(folder, path))),
    );
    stampsOf.set(one, stamps);
    const left = its.filter((unit) => !isDone(journal.entries.get(unit.key), stamps));
    for (const unit of its) {
      if (!left.includes(unit)) tracker.found(journal.entries.get(unit.key) as UnitEntry);
    }
    if (left.length > 0) open.set(one, left);
  }
  if (open.size === 0) return;

  const pool = createPool({ workers });
  const measureCase = async ([one, its]: [CohortCase, Unit[]]) => {
    signal?.throwIfAborted();
    const stamps = stampsOf.get(one) ?? [];
    const images = await readOrFail(one, folder, imageOptions);
    await atOnce(its, its.length, async (unit) => {
      const { entry, columns } = await measureUnit(pool, unit, images, stamps, signal);
      signal?.throwIfAborted();
      if (columns !== null && !journal.entries.has(columns.key)) await journal.append(columns);
      await journal.append(entry);
      tracker.finished(unit, entry);
    });
  };
  try {
    // one more than there are workers is read meanwhile
    await atOnce([...open], workers + 1, measureCase);
  } finally {
    await pool.close();
  }
}

/** An entry stands as long as the files are what they were, but for failures that may be chance. */
function isDone(entry: CohortEntry | undefined, stamps: UnitEntry["stamps"]): boolean {
  if (entry === undefined || !("stamps" in entry)) return false;
  if (entry.stamps.some((stamp, n) => stamp !== stamps[n])) return false;
  return entry.failure === null || !["worker-lost", "internal"].includes(entry.failure.code);
}

async function readOrFail(
  one: CohortCase,
  folder: string,
  options: ImageOptions,
): Promise<CohortImages | UnitFailure> {
  try {
    return await readCase(one, folder, options);
  } catch (error) {
    return failureOf(error, true);
  }
}

async function measureUnit(
  pool: Pool,
  { key, settings, case: { row } }: Unit,
  images: CohortImages | UnitFailure,
  stamps: UnitEntry["stamps"],
  signal: AbortSignal | undefined,
): Promise<{ entry: UnitEntry; columns: ColumnsEntry | null }> {
  const failed = (failure: UnitFailure, milliseconds: number) => ({
    entry: { key, inputs: null, stamps, milliseconds, measured: null, failure },
    columns: null,
  });
  if ("code" in images) return failed(images, 0);
  const start = performance.now();
  const elapsed = () => Math.round(performance.now() - start);
  try {
    const { image, mask, inputs } = images;
    const extraction = await pool.extract(image, mask, settings.settings, { signal });
    const entry = { key, inputs, stamps, milliseconds: elapsed(), failure: null };
    return {
      entry: { ...entry, measured: measuredOf(extraction) },
      columns: { key: columnsKey(settings), columns: columnsOf(extraction) },
    };
  } catch (error) {
    if (signal?.aborted) throw error;
    const failure = failureOf(error, false);
    return failed({ ...failure, message: `row ${row}: ${failure.message}` }, elapsed());
  }
}

function measuredOf({ roi, features }: Extraction): Measured {
  return {
    roi,
    values: features.map(({ value }) => value),
    reasons: Object.fromEntries(
      features.flatMap(({ reason }, n) => (reason === null ? [] : [[n, reason]])),
    ),
  };
}

function columnsOf({ features }: Extraction): ColumnsEntry["columns"] {
  return features.map(({ value: _value, reason: _reason, ...column }) => column);
}

function failureOf(error: unknown, ofCase: boolean): UnitFailure {
  if (error instanceof VoxomicsError) return { code: error.code, message: error.message, ofCase };
  const message = error instanceof Error ? error.message : String(error);
  return { code: "internal", message, ofCase };
}
