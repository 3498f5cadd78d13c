import { Pool } from "../pool/pool.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { webWorkerStarter } from "./start-web-worker.ts";

/** How `createPool` of `voxomics/browser` makes a pool. */
export interface PoolOptions {
  /** The most web workers at once. Default: as many as the machine has cores. */
  readonly workers?: number | undefined;
  /** Creates a worker that runs `voxomics/web-worker`, where the bundler needs it done its own way. */
  readonly create?: (() => Worker) | undefined;
}

/**
 * A pool of web workers. They start when they are needed and stay until the pool is closed.
 *
 * ```ts
 * const pool = createPool();
 * const { features } = await pool.extract(image, mask, { families: ["glcm"] });
 * await pool.close();
 * ```
 */
export function createPool(options: PoolOptions = {}): Pool {
  checkArgument(options, "options", "object");
  const { workers = navigator.hardwareConcurrency, create = createWorker } = options;
  return new Pool(workers, webWorkerStarter(create));
}

/** Bundlers know this expression, to the letter. */
function createWorker(): Worker {
  return new Worker(new URL("./web-worker.js", import.meta.url), { type: "module" });
}
