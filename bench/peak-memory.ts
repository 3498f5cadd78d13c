import { readFileSync, writeFileSync } from "node:fs";

/** Memory of a process during a run, in bytes. */
export interface PeakMemory {
  /** What the run took at its peak on top of what was there before. */
  readonly growth: number;
  /** The process at its peak. */
  readonly process: number;
}

/** Makes glibc give memory back at once, or room left by others would hide what a run takes. */
export const exactMemory = { MALLOC_MMAP_THRESHOLD_: "16384", MALLOC_TRIM_THRESHOLD_: "0" };

/**
 * The memory that a run takes at its peak, in a process started with `--expose-gc` and the
 * environment `exactMemory`.
 */
export function measurePeak(run: () => unknown): PeakMemory {
  globalThis.gc?.();
  const forgotten = forgetPeak();
  const before = process.memoryUsage.rss();
  run();
  const peak = forgotten ? linuxPeak() : process.resourceUsage().maxRSS * 1024;
  return { growth: Math.max(0, peak - before), process: peak };
}

/** Lets Linux start anew with the highest resident size; elsewhere that is of the whole process. */
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
