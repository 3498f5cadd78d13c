import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Note, noteOf } from "../messages/note.ts";
import { makeFolder } from "../node/make-folder.ts";
import { checkValue } from "../schema/check.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptions } from "../schema/check-options.ts";
import { type CohortDefinition, defineCohort } from "./define-cohort.ts";
import { finishRun } from "./finish-run.ts";
import { openJournal } from "./journal.ts";
import { keepNotes, removalNotes } from "./journal-notes.ts";
import { holdLock } from "./lock.ts";
import { measureUnits } from "./measure-units.ts";
import type { CohortProgress } from "./progress.ts";
import { openQueueLink, type QueueLink } from "./queue/queue-link.ts";
import { checkRun } from "./run-identity.ts";
import { timesOf } from "./run-times.ts";
import { checkShard, type Shard, shardText } from "./shard.ts";
import { isRunEntry, isSoundEntry } from "./sound-entry.ts";
import { type CohortEntry, runKey } from "./unit.ts";
import { type CohortResult, clearTemporary } from "./write-tables.ts";

/** What a cohort is made of, how it is measured, and where its tables go. */
export interface CohortOptions extends CohortDefinition {
  /** The folder for the results. It is made if it does not exist; a run that it holds is continued. */
  readonly out: string;
  /**
   * Measures a part of the cases, in a folder of its own, for instance on another machine;
   * `mergeCohort` writes the tables of all parts. Default: all cases.
   */
  readonly shard?: Shard | undefined;
  /** Worker threads. Default: as many as the machine has cores. */
  readonly workers?: number | undefined;
  /**
   * Address of a Redis, `redis://HOST:PORT`, whose workers (`runQueueWorker`) measure the cases, on any number of machines.
   * This process measures none then; it alone writes the journal and the tables. It needs the packages bullmq and
   * ioredis. Default: this process measures.
   */
  readonly queue?: string | undefined;
  /**
   * Continues a run of which another JavaScript engine (another version of Node) has measured rows.
   * Default false: such a run is refused, since the last digits of values may differ between engines.
   */
  readonly otherEngine?: boolean | undefined;
  /** Called with notes about the run that are no errors: damaged lines of the journal, … */
  readonly onNote?: ((note: Note) => void) | undefined;
  readonly onProgress?: ((progress: CohortProgress) => void) | undefined;
  /** Stops the run; rows that are finished stay on the disk. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures a cohort: every case of a manifest with every one of the settings, in worker threads.
 *
 * Every finished row is written to a journal on the disk. A run that was interrupted, however that
 * happened, is continued by the same call and ends with the same tables, byte for byte. A case that fails
 * is recorded and does not stop the others; it is tried again once its files have changed. A line of the
 * journal counts only if its checksum is right; other rows are measured again.
 *
 * @throws VoxomicsError `invalid-table` for the manifest, `invalid-settings`; `invalid-file` if the
 *   folder belongs to a run with other settings, other perturbations, another part of the cases, another
 *   version or engine, if it cannot be written, or if another run is at work in it; `queue-unavailable`
 *   if there is no `queue` that can be used
 *
 * @example
 * ```ts
 * import { runCohort } from "voxomics/cohort";
 *
 * const { measured, failed } = await runCohort({
 *   manifest: "manifest.csv", // columns id, image, mask
 *   settings: [{ name: "ct", settings: { resample: { spacing: [2, 2, 2] } } }], // mm
 *   out: "measured", // features.csv, features.parquet and more; run it again to go on
 * });
 * console.log(measured, failed);
 * ```
 */
export async function runCohort(options: CohortOptions): Promise<CohortResult> {
  checkOptions(options, {
    ...{ manifest: null, settings: null, out: null, pipes: null, workers: null, otherEngine: null },
    ...{ images: "object", perturb: "object", settingsFor: "object", shard: "object", queue: null },
    ...{ onNote: "function", onProgress: "function", signal: "signal" },
  });
  checkArgument(options, "options", { manifest: "text", settings: "array", out: "text" });
  const { shard = null, queue } = options;
  if (shard !== null) checkShard(shard);
  if (queue === undefined) return runDefined(options, null);
  checkArgument(options, "options", { queue: "text" });
  const isUnset = options.workers === undefined;
  checkValue(isUnset, "workers", options.workers, "none beside a queue, whose workers measure");
  const { onNote } = options;
  const link = await openQueueLink(queue, { role: "coordinator", threads: 0, onNote });
  try {
    return await runDefined(options, link);
  } finally {
    link.close();
  }
}

async function runDefined(options: CohortOptions, queue: QueueLink | null): Promise<CohortResult> {
  const { out, shard = null, workers = queue === null ? availableParallelism() : 0 } = options;
  const started = new Date();
  let employed = workers;
  const onProgress = (progress: CohortProgress) => {
    employed = Math.max(employed, progress.workers);
    options.onProgress?.(progress);
  };
  const cohort = await defineCohort(options, shard);
  const { run, units } = cohort;
  await makeFolder(out);
  const lock = await holdLock(join(out, "run.lock"));
  try {
    await clearTemporary(out);
    const path = join(out, "journal.jsonl");
    const journal = await openJournal<CohortEntry>(path, {
      accept: (entries, unsealed) => checkRun(new Map([...unsealed, ...entries]), run, out),
      isSound: isSoundEntry,
      mayWrite: lock.check,
    });
    try {
      if (!isRunEntry(journal.entries.get(runKey))) await journal.append(run);
      const removals = removalNotes(path, journal.removed);
      for (const note of removals) options.onNote?.(note);
      await keepNotes(journal, removals);
      if (shard !== null && units.length === 0) options.onNote?.(emptyShard(shard));
      const { folder } = cohort;
      const measuring = { ...options, run, folder, workers, queue, onProgress };
      const found = await measureUnits(journal, units, measuring);
      const times = () => timesOf(started, employed);
      return await finishRun(journal, cohort, { ...options, found, times, mayWrite: lock.check });
    } finally {
      await journal.close();
    }
  } finally {
    await lock.release();
  }
}

function emptyShard(shard: Shard): Note {
  const message = `no case of the manifest belongs to shard ${shardText(shard)}: its tables are empty`;
  return noteOf("empty-shard", message, { ...shard });
}
