import type { Watch } from "../base/watch.ts";
import { onAbort } from "./on-abort.ts";

/**
 * Runs jobs side by side as one call, and returns their results in order. If jobs fail, the others are stopped,
 * and the call throws the error of the failed job that comes first in order, not in time.
 */
export async function sideBySide<T>(
  jobs: readonly ((watch: Watch) => Promise<T>)[],
  { signal, onProgress }: Watch,
): Promise<T[]> {
  const parts = jobs.map(() => 0);
  const total = jobs.length;
  const controller = new AbortController();
  signal?.throwIfAborted();
  const callOff = onAbort(signal, () => controller.abort(signal?.reason));

  const watchOf = (n: number): Watch => ({
    signal: controller.signal,
    onProgress:
      onProgress &&
      (({ done, total: steps, stage }) => {
        parts[n] = done / steps;
        onProgress({ done: parts.reduce((sum, part) => sum + part, 0), total, stage });
      }),
  });
  const running = jobs.map(async (job, n) => {
    const result = await job(watchOf(n));
    parts[n] = 1;
    return result;
  });
  for (const result of running) result.catch(() => {}); // thrown below in its turn; until then it is not an unhandled rejection
  try {
    const results: T[] = [];
    for (const result of running) results.push(await result);
    return results;
  } catch (error) {
    controller.abort(error);
    throw error;
  } finally {
    callOff();
  }
}
