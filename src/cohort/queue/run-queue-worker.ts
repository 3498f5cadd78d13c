import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Note, noteOf } from "../../messages/note.ts";
import { createPool } from "../../node/pool.ts";
import { checkValue } from "../../schema/check.ts";
import { checkArgument } from "../../schema/check-argument.ts";
import { checkOptions } from "../../schema/check-options.ts";
import type { JobResult } from "./job-result.ts";
import { jobMeasurer } from "./measure-job.ts";
import { openQueueLink } from "./queue-link.ts";
import { rarely } from "./rarely.ts";
import { openFolders, type ReadableFolder } from "./readable-folders.ts";
import { keyPrefix, queueName, type UnitJob } from "./unit-job.ts";

/** How a worker of a queue works. */
export interface QueueWorkerOptions {
  /** Address of the queue's Redis: `redis://HOST:PORT`. */
  readonly queue: string;
  /** Worker threads. Default: as many as the machine has cores. */
  readonly workers?: number | undefined;
  /**
   * The only folders that this worker reads, each with its path on the coordinator's machine. Default: the working
   * folder, with the same path on both machines.
   */
  readonly folders?: readonly ReadableFolder[] | undefined;
  /**
   * Time in s without a sign of life after which other workers take this worker's cases. Default 30. The worker gives a
   * sign three times within it.
   */
  readonly lostAfter?: number | undefined;
  /** Time in s without a case after which the worker ends. Default: it waits for cases until it is stopped. */
  readonly idle?: number | undefined;
  /** Time in s that cases in progress have after `signal` before they are handed back. Default 20. */
  readonly grace?: number | undefined;
  /** Called with notes of what is no error: Redis has gone away, this worker cannot measure a case, … */
  readonly onNote?: ((note: Note) => void) | undefined;
  /** Called when the worker is ready, and when a case is begun or finished, with the numbers so far. */
  readonly onProgress?: ((counts: WorkerCounts) => void) | undefined;
  /** Stops the worker: it takes no further case, and finishes or hands back those in progress. */
  readonly signal?: AbortSignal | undefined;
}

/** What a worker has done, counted in rows of tables. */
export interface WorkerCounts {
  readonly measured: number;
  readonly failed: number;
  /** Rows that are in progress. */
  readonly busy: number;
}

/** The longest time that a timer can wait, in s. */
const longest = 2_000_000;

/** How often a case may lose its worker and be given to another one; the next loss makes it fail. */
const lossesAllowed = 2;

/** Time that a worker waits after it has refused a case, in ms, so that others can take it. */
const refusalPause = 2000;

/**
 * Measures cases that a coordinator (`runCohort` with a `queue`) hands out, until it is stopped. Any number of workers,
 * on any number of machines, measure the cases of any number of coordinators.
 *
 * Coordinator and worker must be of the same version, on the same engine; a worker gets no other cases. It reads the
 * folders that it may read, and nothing else. If Redis goes away, the worker waits for it.
 *
 * @throws VoxomicsError `invalid-settings` for an option; `invalid-file` for a folder that is not there;
 *   `queue-unavailable` if the packages bullmq and ioredis are missing, or no Redis can be used
 *
 * @example
 * ```ts
 * import { runQueueWorker } from "voxomics/cohort";
 *
 * const ending = new AbortController();
 * process.once("SIGTERM", () => ending.abort());
 * const { measured } = await runQueueWorker({
 *   queue: "redis://queue.example:6379",
 *   folders: [{ from: "/data/study", to: "/mnt/study" }], // the coordinator's name, and this machine's
 *   signal: ending.signal,
 * });
 * console.log(measured);
 * ```
 */
export async function runQueueWorker(options: QueueWorkerOptions): Promise<WorkerCounts> {
  checkOptions(options, {
    ...{ queue: null, workers: null, folders: "array", lostAfter: null, idle: null, grace: null },
    ...{ onNote: "function", onProgress: "function", signal: "signal" },
  });
  checkArgument(options, "options", { queue: "text" });
  const { queue, workers = availableParallelism(), onNote, onProgress, signal } = options;
  const { lostAfter = 30, idle = null, grace = 20 } = options;
  for (const [name, value] of Object.entries({ lostAfter, idle: idle ?? 1, grace })) {
    const sound = value > 0 && value <= longest;
    checkValue(sound, name, value, `a number of seconds above 0, and up to ${longest}`);
  }
  const here = resolve();
  const pool = createPool({ workers });
  const measure = jobMeasurer(
    pool,
    await openFolders(options.folders ?? [{ from: here, to: here }]),
  );
  const link = await openQueueLink(queue, { role: "worker", threads: workers, onNote });
  const { Worker, WaitingError } = link.libraries.bullmq;

  const counts = { measured: 0, failed: 0, busy: 0 };
  const tell = () => onProgress?.({ ...counts });
  const tellRefusal = rarely(onNote);
  const handBack = new AbortController();
  let lastBusy = performance.now();
  /** A part of `lostAfter` in ms; Redis takes whole numbers. */
  const part = (of: number) => Math.ceil((1000 * lostAfter) / of);
  const worker = new Worker<UnitJob, JobResult>(
    queueName(),
    async (job, token) => {
      counts.busy++;
      tell();
      try {
        const result = await measure(job.data, handBack.signal);
        counts[result.entry.failure === null ? "measured" : "failed"]++;
        return result;
      } catch (error) {
        if (handBack.signal.aborted) {
          await job.moveToWait(token);
          throw new WaitingError();
        }
        const message = error instanceof Error ? error.message : String(error);
        tellRefusal(noteOf("worker-unfit", `a case is not for this worker: ${message}`));
        await setTimeout(refusalPause, undefined, { signal: handBack.signal }).catch(() => {});
        throw error;
      } finally {
        counts.busy--;
        lastBusy = performance.now();
        tell();
      }
    },
    {
      ...{ connection: link.connection, prefix: keyPrefix },
      concurrency: workers + 1, // the next case is read while the others are measured
      ...{ lockDuration: part(1), lockRenewTime: part(3), stalledInterval: part(2) },
      maxStalledCount: lossesAllowed,
    },
  );
  // the link notes that Redis is away, and another worker measures a case that this one has lost; neither is noted here
  const tellError = rarely(onNote);
  worker.on("error", (error) => {
    if (error.name !== "ReplyError") return;
    // Redis has refused a command, because its memory is full for example
    tellError(noteOf("queue-waiting", `${link.address.shown}: ${error.message}`));
  });
  tell();
  try {
    const idleFor = () => (counts.busy > 0 ? 0 : performance.now() - lastBusy);
    await untilStopped(signal, idle, idleFor);
    const closing = worker.close();
    const isDone = () => closing.then(() => true);
    const late = (time: number) => setTimeout(time, false, { ref: false });
    if (!(await Promise.race([isDone(), late(1000 * grace)]))) {
      handBack.abort(new Error("the worker was stopped"));
      await Promise.race([isDone(), late(handingBack)]); // Redis may be away
    }
  } finally {
    worker.disconnect().catch(() => {}); // not awaited: it may wait for a Redis that is away
    link.close();
    await pool.close();
  }
  return { ...counts };
}

/** Most time that handing cases back may take, in ms. */
const handingBack = 5000;

/** Time between two looks at whether a worker has been idle for too long, in ms. */
const idleLook = 200;

/** Waits until the signal is aborted, or until the worker has been idle for `idle` s. */
async function untilStopped(
  signal: AbortSignal | undefined,
  idle: number | null,
  idleFor: () => number,
): Promise<void> {
  while (!signal?.aborted && (idle === null || idleFor() < 1000 * idle)) {
    await setTimeout(idleLook, undefined, { signal }).catch(() => {});
  }
}
