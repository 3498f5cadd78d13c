import type { Reply } from "../pool/message.ts";
import { Pool } from "../pool/pool.ts";
import type { StartWorker } from "../pool/worker-queue.ts";
import { checkOptions } from "../schema/check-options.ts";

/** How `createPool` of `voxomics/browser` makes a pool. */
export interface PoolOptions {
  /** The most web workers at once. Default: as many as the machine has cores. */
  readonly workers?: number | undefined;
  /** Creates a worker that runs `voxomics/web-worker`, for bundlers that need another expression for it. */
  readonly create?: (() => Worker) | undefined;
}

/**
 * A pool of web workers. Workers start when they are needed and run until the pool is closed.
 *
 * @example
 * ```ts
 * import { createPool } from "voxomics/browser";
 *
 * const pool = createPool();
 * const { features } = await pool.extract(image, mask, { families: ["glcm"] });
 * await pool.close();
 * ```
 */
export function createPool(options: PoolOptions = {}): Pool {
  checkOptions(options, { workers: null, create: "function" });
  const { workers = navigator.hardwareConcurrency, create = createWorker } = options;
  return new Pool(workers, webWorkerStarter(create));
}

/** Bundlers recognise exactly this expression and bundle the worker's script. */
function createWorker(): Worker {
  return new Worker(new URL("./web-worker.js", import.meta.url), { type: "module" });
}

/** Starts web workers for a pool. */
function webWorkerStarter(create: () => Worker): StartWorker {
  return (onReply, onLoss) => {
    const worker = create();
    worker.onmessage = ({ data }: MessageEvent<Reply>) => onReply(data);
    worker.onmessageerror = () => onLoss(new Error("its message could not be read"));
    worker.onerror = (event) => {
      event.preventDefault(); // not an uncaught error of the page: onLoss reports it
      // the event has no message if the script cannot be loaded
      onLoss(event.error ?? new Error(event.message || "its script could not be loaded"));
    };
    return {
      ask: (request) => worker.postMessage(request),
      rest() {}, // a page does not wait for its workers
      async end() {
        worker.terminate();
      },
    };
  };
}
