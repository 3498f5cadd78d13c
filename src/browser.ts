/**
 * voxomics with a pool of web workers, for pages.
 *
 * ```ts
 * import { createPool } from "voxomics/browser";
 *
 * const pool = createPool();
 * const { features } = await pool.extract(image, mask, settings, { onProgress, signal });
 * ```
 *
 * @module voxomics/browser
 */

export { createPool, type PoolOptions } from "./browser/pool.ts";
export * from "./index.ts";
export type { ExtractionTask, Pool, TaskOutcome } from "./pool/pool.ts";
export { shareVolume } from "./pool/share-volume.ts";
