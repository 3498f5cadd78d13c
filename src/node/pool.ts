import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Reply } from "../pool/message.ts";
import { Pool } from "../pool/pool.ts";
import type { StartWorker } from "../pool/worker-queue.ts";
import { checkOptions } from "../schema/check-options.ts";
import { threadScript } from "./thread-script.ts";

/**
 * Memory limits of a worker thread, in MB, as `node:worker_threads` takes them; stated here, so that the types
 * of this package need no others.
 */
export interface ThreadLimits {
  readonly maxOldGenerationSizeMb?: number | undefined;
  readonly maxYoungGenerationSizeMb?: number | undefined;
  readonly codeRangeSizeMb?: number | undefined;
  readonly stackSizeMb?: number | undefined;
}

/** How `createPool` of `voxomics/node` makes a pool. */
export interface PoolOptions {
  /** The most worker threads at once. Default: as many as the machine has cores. */
  readonly workers?: number | undefined;
  /** Memory limits of each thread; voxel arrays do not count towards them. */
  readonly resourceLimits?: ThreadLimits | undefined;
  /** The workers' script, if a bundler moved it: a copy of `voxomics/thread-worker`. */
  readonly script?: URL | string | undefined;
}

/**
 * A pool of worker threads. Threads start when they are needed, and idle ones do not keep the process running.
 *
 * @example
 * ```ts
 * import { createPool } from "voxomics/node";
 *
 * const pool = createPool();
 * const { features } = await pool.extract(image, mask, { families: ["glcm"] });
 * await pool.close(); // or let the pool end with its block: await using pool = createPool(), from Node 24 on
 * ```
 */
export function createPool(options: PoolOptions = {}): Pool {
  checkOptions(options, { workers: null, resourceLimits: "object", script: null });
  const { workers = availableParallelism(), resourceLimits, script = threadScript() } = options;
  return new Pool(workers, threadStarter(script, resourceLimits));
}

/** Starts worker threads that run `script`; an idle one does not keep the process alive. */
function threadStarter(script: URL | string, resourceLimits?: ThreadLimits): StartWorker {
  return (onReply, onLoss) => {
    // execArgv: flags of the process would apply to the thread too, and --input-type forbids to run a file
    const thread = new Worker(script, { execArgv: [], ...(resourceLimits && { resourceLimits }) });
    thread.on("message", (reply: Reply) => onReply(reply));
    thread.on("messageerror", onLoss);
    thread.on("error", onLoss);
    thread.on("exit", (code) => onLoss(new Error(`it exited with code ${code}`)));
    thread.unref();
    return {
      ask(request) {
        thread.postMessage(request);
        thread.ref();
      },
      rest: () => thread.unref(),
      async end() {
        await thread.terminate();
      },
    };
  };
}
