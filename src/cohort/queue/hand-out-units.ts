import { setTimeout } from "node:timers/promises";
import { type Note, noteOf } from "../../messages/note.ts";
import type { UnitWork } from "../measure-here.ts";
import type { UnitResult } from "../measure-unit.ts";
import { placeOf, type Unit, type UnitEntry } from "../unit.ts";
import { failedResult, readResult } from "./job-result.ts";
import type { QueueLink } from "./queue-link.ts";
import { rarely } from "./rarely.ts";
import { jobId, jobOf, runPrefix } from "./unit-job.ts";
import { type EndedJob, openUnitQueue, type UnitQueue } from "./unit-queue.ts";
import { watchWorkers } from "./watch-workers.ts";

export interface HandOutOptions extends UnitWork {
  /** The run, as `runSum` hashes it. */
  readonly run: string;
  /** The folder of the run. */
  readonly out: string;
  /** Whether the journal has a failure of the unit that may have been due to chance, so that it is measured again. */
  readonly isTriedAgain: (unit: Unit) => boolean;
  /** Called with the number of worker threads. */
  readonly employ: (threads: number) => void;
  readonly onNote: ((note: Note) => void) | undefined;
}

/** Time between two looks for results, in ms. */
const lookInterval = 200;
/** Time between two comparisons of what Redis has with what it should have, in ms. */
const reconcileInterval = 5000;
/** How often a job may fail before its unit counts as failed. */
const mostTries = 3;
/** Number of jobs in Redis for each worker thread, and the least number. Redis never holds all of a large cohort. */
const jobsPerThread = 4;
const leastJobs = 256;

/** A unit whose job is in Redis. */
interface HandedOut {
  readonly unit: Unit;
  /** How often its job has failed. */
  tries: number;
  /** Whether its row is in the journal, so that only the job has to be removed. */
  isEntered: boolean;
}

/**
 * Lets the workers of a queue measure units, and enters the results into the journal, which this process alone writes.
 *
 * Redis may lose everything at any moment, so its jobs are compared with the open units every few seconds. The result of
 * a job that has ended is entered, then the job is removed; a job that is gone is added again. A second result of a unit
 * is never entered, since the unit is no longer open after the first.
 */
export async function handOutUnits(
  link: QueueLink,
  units: readonly Unit[],
  options: HandOutOptions,
): Promise<void> {
  const { signal } = options;
  signal?.throwIfAborted();
  const queue = openUnitQueue(link);
  const stop = () => {
    queue.close();
    link.close();
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await handOut(link, queue, units, options);
  } catch (error) {
    signal?.throwIfAborted(); // a command that waited for Redis says only that the connection is closed
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    queue.close();
  }
}

async function handOut(
  link: QueueLink,
  queue: UnitQueue,
  units: readonly Unit[],
  {
    folder,
    images,
    stampsOf,
    enter,
    signal,
    run,
    out,
    isTriedAgain,
    employ,
    onNote,
  }: HandOutOptions,
): Promise<void> {
  const prefix = await runPrefix(run, folder, out);
  const idOf = (unit: Unit) => jobId(prefix, unit, stampsOf(unit.case));
  const tellRefusal = rarely(onNote);
  const handed = new Map<string, HandedOut>();
  const countThreads = watchWorkers(link, onNote);
  let most = leastJobs;
  let next = 0;

  const refused = (unit: Unit, message: string) =>
    failedResult(unit, stampsOf(unit.case), { code: "internal", message });
  const add = (ids: readonly string[]) =>
    queue.add(
      ids.map((id) => {
        const { unit } = handed.get(id) as HandedOut;
        return { id, job: jobOf(unit, folder, images) };
      }),
    );
  /** Adds jobs that Redis may have lost in part. Redis would not add a job whose fields it still has, so it is removed first. */
  const renew = async (ids: readonly string[]) => {
    for (const id of ids) await queue.remove(id);
    await add(ids);
  };
  const fill = async () => {
    const added: string[] = [];
    while (handed.size < most && next < units.length) {
      const unit = units[next++];
      const id = idOf(unit);
      // an earlier call may have entered a failure and ended before it removed the job
      if (isTriedAgain(unit)) await queue.remove(id);
      handed.set(id, { unit, tries: 0, isEntered: false });
      added.push(id);
    }
    if (added.length > 0) await add(added);
  };
  const take = async (id: string) => {
    const one = handed.get(id);
    if (one === undefined) return;
    if (!one.isEntered) {
      const ended = await queue.read(id);
      if (ended === null) return renew([id]);
      const result = resultIn(ended, one.unit, stampsOf(one.unit.case));
      if (typeof result === "string" && ++one.tries < mostTries) {
        tellRefusal(refusalNote(one.unit, result));
        return renew([id]);
      }
      await enter(one.unit, typeof result === "string" ? refused(one.unit, result) : result);
      one.isEntered = true;
    }
    await queue.remove(id);
    handed.delete(id);
  };
  const reconcile = async () => {
    const threads = await countThreads(handed.size > 0);
    if (threads !== null) {
      employ(threads);
      most = Math.max(leastJobs, jobsPerThread * threads);
    }
    const { pending, ended } = await queue.states(prefix);
    const present = new Set([...pending, ...ended]);
    const gone = [...handed.keys()].filter((id) => !present.has(id));
    if (gone.length > 0) await renew(gone);
    await link.checkEviction();
  };

  let due = 0;
  const step = async () => {
    await fill();
    for (const id of await queue.ended(prefix)) await take(id);
    if (performance.now() < due) return;
    await reconcile();
    due = performance.now() + reconcileInterval;
  };
  await removeOthers(queue, prefix, new Set(units.map(idOf)));
  const tell = onceInARow(link, onNote);
  while (next < units.length || handed.size > 0) {
    signal?.throwIfAborted();
    await step().then(() => tell(null), tell);
    if (handed.size > 0) await setTimeout(lookInterval, undefined, { signal });
  }
}

/** The result of a job that has ended; the reason as a text if no worker has measured its unit. */
function resultIn(
  { result, failure, isLost }: EndedJob,
  unit: Unit,
  stamps: UnitEntry["stamps"],
): UnitResult | string {
  if (isLost) {
    const message = `${mostTries} workers were lost while they measured it`;
    return failedResult(unit, stamps, { code: "worker-lost", message });
  }
  if (failure !== "") return failure;
  return readResult(result, unit) ?? "found a result that is not sound, expected that of a worker";
}

/**
 * Notes that Redis refuses a command, because its memory is full for example; of several such notes in a row with one
 * text, only the first. The command is tried again. Any other error is thrown.
 */
function onceInARow(link: QueueLink, onNote: HandOutOptions["onNote"]) {
  let last: string | null = null;
  return (error: unknown) => {
    if (error !== null && !(error instanceof Error && error.name === "ReplyError")) throw error;
    const message = error === null ? null : `${link.address.shown}: ${error.message}`;
    if (message !== null && message !== last) onNote?.(noteOf("queue-waiting", message));
    last = message;
  };
}

/** Removes jobs of the run that belong to no open unit: their results were entered, or their files have changed. */
async function removeOthers(
  queue: UnitQueue,
  prefix: string,
  open: ReadonlySet<string>,
): Promise<void> {
  const { pending, ended } = await queue.states(prefix);
  for (const id of [...pending, ...ended]) if (!open.has(id)) await queue.remove(id);
}

function refusalNote({ case: one }: Unit, message: string): Note {
  const text = `${placeOf(one)}: ${message}; the case is handed out again`;
  return noteOf("worker-unfit", text, { row: one.row });
}
