import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** Memory of a process during a run, in bytes. */
export interface PeakMemory {
  /** Memory of the process at its peak, less that before the run. */
  readonly growth: number;
  /** Memory of the process at its peak. */
  readonly process: number;
}

/**
 * Environment that makes glibc return memory at once; otherwise a run could use memory that was left
 * before.
 */
export const exactMemory = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "16384",
  MALLOC_TRIM_THRESHOLD_: "0",
  MALLOC_TOP_PAD_: "0",
};

/**
 * The memory that a run takes at its peak, in a process started with `--expose-gc` and the
 * environment `exactMemory`.
 */
export async function measurePeak(run: () => unknown): Promise<PeakMemory> {
  await collectGarbage();
  const forgotten = forgetPeak();
  const before = process.memoryUsage.rss();
  run();
  const peak = forgotten ? linuxPeak() : process.resourceUsage().maxRSS * 1024;
  return { growth: Math.max(0, peak - before), process: peak };
}

/** Collects garbage until memory no longer shrinks: other threads return it some time later. */
async function collectGarbage(): Promise<void> {
  for (let quiet = 0, least = Number.POSITIVE_INFINITY; quiet < 3; quiet++) {
    globalThis.gc?.();
    await setTimeout(50);
    const now = process.memoryUsage.rss();
    if (now < least) quiet = 0;
    least = Math.min(least, now);
  }
}

/**
 * Resets the peak of memory, which only Linux can; false elsewhere, where the peak is that since the
 * start.
 */
function forgetPeak(): boolean {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
    return true;
  } catch {
    return false;
  }
}

function linuxPeak(): number {
  const [, kibibytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return Number(kibibytes) * 1024;
}
