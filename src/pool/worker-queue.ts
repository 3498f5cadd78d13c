import type { Watch } from "../base/watch.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Answer, Asked, CallName } from "./calls.ts";
import { fromFailure, type Reply, type Request } from "./message.ts";
import { onAbort } from "./on-abort.ts";

/** A thread or web worker. */
export interface Worker {
  /** Sends a request; from then on it keeps the process alive. */
  ask(request: Request): void;
  /** Lets the process end although the worker is still there. */
  rest(): void;
  end(): Promise<void>;
}

/** Starts a worker. `onReply` is called with its messages, `onLoss` when it has ended or could not start. */
export type StartWorker = (
  onReply: (reply: Reply) => void,
  onLoss: (cause: unknown) => void,
) => Worker;

interface Job {
  readonly request: Request;
  readonly onProgress: Watch["onProgress"];
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A queue of jobs for a number of workers, each of which does one job at a time.
 *
 * Workers start when they are first needed. If a worker is lost, or stopped in the middle of its job, only that
 * job fails; the next one gets a new worker.
 */
export class WorkerQueue {
  readonly size: number;
  readonly #start: StartWorker;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Job>();
  readonly #waiting: Job[] = [];
  readonly #ending = new Set<Promise<void>>();
  #closed = false;

  constructor(size: number, start: StartWorker) {
    this.size = size;
    this.#start = start;
  }

  /** Runs a call in a worker. Its argument is copied when a worker is free, not before. */
  run<K extends CallName>(
    call: K,
    asked: Asked<K>,
    { signal, onProgress }: Watch,
  ): Promise<Answer<K>> {
    return new Promise<Answer<K>>((resolve, reject) => {
      if (this.#closed) return reject(closed());
      if (signal?.aborted) return reject(signal.reason);
      const forget = onAbort(signal, () => this.#stop(job, signal?.reason));
      const job: Job = {
        request: { call, asked, watched: onProgress !== undefined },
        onProgress,
        resolve: (answer) => {
          forget();
          resolve(answer as Answer<K>);
        },
        reject: (error) => {
          forget();
          reject(error);
        },
      };
      this.#waiting.push(job);
      this.#dispatch();
    });
  }

  /** Ends all workers; unfinished jobs are rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const job of [...this.#waiting, ...this.#busy.values()]) this.#stop(job, closed());
    for (const worker of this.#idle.splice(0)) this.#end(worker);
    await Promise.all(this.#ending);
  }

  #dispatch(): void {
    while (this.#waiting.length > 0 && (this.#idle.length > 0 || this.#busy.size < this.size)) {
      const job = this.#waiting.shift() as Job;
      try {
        const worker = this.#idle.pop() ?? this.#begin();
        this.#busy.set(worker, job);
        this.#ask(worker, job);
      } catch (cause) {
        job.reject(lost(job, cause)); // the worker could not be started
      }
    }
  }

  #begin(): Worker {
    const worker: Worker = this.#start(
      (reply) => this.#hear(worker, reply),
      (cause) => this.#lose(worker, cause),
    );
    return worker;
  }

  #ask(worker: Worker, job: Job): void {
    try {
      worker.ask(job.request);
    } catch (error) {
      this.#release(worker);
      job.reject(error); // the request holds something that cannot be cloned
    }
  }

  #hear(worker: Worker, reply: Reply): void {
    const job = this.#busy.get(worker);
    if (job === undefined) return;
    switch (reply.kind) {
      case "progress":
        try {
          job.onProgress?.(reply.progress);
        } catch (error) {
          this.#stop(job, error);
        }
        return;
      case "answer":
        this.#release(worker);
        job.resolve(reply.answer);
        break;
      case "failure":
        this.#release(worker);
        job.reject(fromFailure(reply.failure));
        break;
      case "error":
        this.#release(worker);
        job.reject(reply.error);
    }
    this.#dispatch();
  }

  #release(worker: Worker): void {
    this.#busy.delete(worker);
    this.#idle.push(worker);
    worker.rest();
  }

  #lose(worker: Worker, cause: unknown): void {
    const job = this.#busy.get(worker);
    const at = this.#idle.indexOf(worker);
    if (job === undefined && at < 0) return; // it was ended on purpose
    this.#busy.delete(worker);
    if (at >= 0) this.#idle.splice(at, 1);
    this.#end(worker);
    job?.reject(lost(job, cause));
    this.#dispatch();
  }

  /** Removes a job from the queue, or ends the worker that is busy with it. */
  #stop(job: Job, reason: unknown): void {
    const at = this.#waiting.indexOf(job);
    if (at >= 0) this.#waiting.splice(at, 1);
    for (const [worker, its] of this.#busy) {
      if (its !== job) continue;
      this.#busy.delete(worker);
      this.#end(worker);
    }
    job.reject(reason);
    if (!this.#closed) this.#dispatch();
  }

  #end(worker: Worker): void {
    const ending = worker.end().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}

function lost({ request: { call } }: Job, cause: unknown): VoxomicsError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `a worker ended before it was done with ${call}: ${why}`;
  return new VoxomicsError("worker-lost", message, { call }, { cause });
}

function closed(): VoxomicsError {
  return new VoxomicsError("pool-closed", "the pool is closed and takes no more tasks");
}
