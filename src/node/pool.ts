import { availableParallelism } from "node:os";
import type { ResourceLimits } from "node:worker_threads";
import { Pool } from "../pool/pool.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { threadStarter } from "./start-thread.ts";

/** How `createPool` of `voxomics/node` makes a pool. */
export interface PoolOptions {
  /** The most worker threads at once. Default: as many as the machine has cores. */
  readonly workers?: number | undefined;
  /** Limits of each thread's memory, as `node:worker_threads` has them; voxels are not counted. */
  readonly resourceLimits?: ResourceLimits | undefined;
  /** The workers' program, where a bundler moved it: a copy of `voxomics/thread-worker`. */
  readonly script?: URL | string | undefined;
}

/**
 * A pool of worker threads. They start when they are needed, and an idle one lets the process end.
 *
 * ```ts
 * await using pool = createPool(); // or close it: await pool.close()
 * const { features } = await pool.extract(image, mask, { families: ["glcm"] });
 * ```
 */
export function createPool(options: PoolOptions = {}): Pool {
  checkArgument(options, "options", "object");
  const { workers = availableParallelism(), resourceLimits, script = threadScript() } = options;
  return new Pool(workers, threadStarter(script, resourceLimits));
}

/** The program is beside this module, built as this is; what loads TypeScript loads it in threads. */
function threadScript(): URL {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
  const name = extension === ".ts" ? "thread-worker.source.mjs" : `thread-worker${extension}`;
  return new URL(`./${name}`, import.meta.url);
}
