import type { JobResult } from "./job-result.ts";
import type { QueueLink } from "./queue-link.ts";
import { keyPrefix, queueName, type UnitJob } from "./unit-job.ts";

/** A job that is not waiting any more. */
export interface EndedJob {
  /** What the worker returned; undefined for a job that failed. */
  readonly result: unknown;
  /** Why the job failed; empty if it did not. */
  readonly failure: string;
  /** Whether it failed because its worker was lost, time after time. */
  readonly isLost: boolean;
}

/** The ids of jobs that have not ended, and of those that have. */
export interface JobStates {
  /** Jobs that wait for a worker, or are with one. */
  readonly pending: ReadonlySet<string>;
  /** Jobs that a worker has completed, or that failed. */
  readonly ended: readonly string[];
}

/** The queue of units as the coordinator uses it. Every call waits for a Redis that is away. */
export interface UnitQueue {
  /** Adds jobs; those whose id the queue has already stay as they are. */
  add(jobs: readonly { readonly id: string; readonly job: UnitJob }[]): Promise<void>;
  /** The jobs whose ids begin with `prefix`. */
  states(prefix: string): Promise<JobStates>;
  /** The ids, beginning with `prefix`, of jobs that have ended. */
  ended(prefix: string): Promise<readonly string[]>;
  /** Reads a job that has ended; null if it is not there any more, or is no JSON. */
  read(id: string): Promise<EndedJob | null>;
  /** Removes a job, unless a worker is at it. */
  remove(id: string): Promise<void>;
  close(): void;
}

/**
 * How long ended jobs are kept if no coordinator takes them, in s: a coordinator that was stopped takes the results when
 * it is started again.
 */
const keptFor = 7 * 24 * 3600;

/** Events in the stream that BullMQ writes; each has a result in it, and nothing here reads them. */
const keptEvents = 10;

/** What BullMQ says of a job whose workers were lost too often. */
const stalled = "job stalled more than allowable limit";

export function openUnitQueue({ libraries, connection }: QueueLink): UnitQueue {
  const queue = new libraries.bullmq.Queue<UnitJob, JobResult>(queueName(), {
    connection,
    prefix: keyPrefix,
    streams: { events: { maxLen: keptEvents } },
    defaultJobOptions: {
      removeOnComplete: { age: keptFor },
      removeOnFail: { age: keptFor },
      stackTraceLimit: 0,
    },
  });
  // the link notes that Redis is away
  queue.on("error", () => {});
  const idsIn = async (types: Parameters<typeof queue.getRanges>[0], prefix: string) =>
    (await queue.getRanges(types, 0, -1)).filter((id) => id.startsWith(prefix));
  const ended = (prefix: string) => idsIn(["completed", "failed"], prefix);
  return {
    async add(jobs) {
      await queue.addBulk(
        jobs.map(({ id, job }) => ({ name: "unit", data: job, opts: { jobId: id } })),
      );
    },
    async states(prefix) {
      // in the order in which a job goes through them, so that none is missed on its way
      const pending = await idsIn(["waiting", "delayed", "prioritized", "active"], prefix);
      return { pending: new Set(pending), ended: await ended(prefix) };
    },
    ended,
    async read(id) {
      const job = await queue.getJob(id).catch((error) => {
        if (error instanceof SyntaxError) return null; // its fields are no JSON
        throw error;
      });
      if (job === undefined || job === null) return null;
      const failure = job.failedReason ?? "";
      return { result: job.returnvalue, failure, isLost: failure === stalled };
    },
    async remove(id) {
      await queue.remove(id);
    },
    close() {
      queue.disconnect().catch(() => {});
    },
  };
}
