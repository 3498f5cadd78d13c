import { type CohortProgress, progressAfter } from "../cohort/progress.ts";
import { counted } from "../messages/phrases.ts";
import { durationText } from "./duration-text.ts";
import { visible } from "./one-line.ts";
import type { ProgressStyle } from "./progress-reporter.ts";

/**
 * How the progress of a cohort is shown: on a terminal with the case that was finished last, in lines without
 * it, since logs go where names of cases may not.
 */
export const cohortProgressStyle: ProgressStyle<CohortProgress> = {
  drawn(progress, columns) {
    const { id, secondsLeft } = progress;
    const last = secondsLeft === null ? "" : `, ${durationText(secondsLeft)} to go  ${id}`;
    return visible(`${countsOf(progress)}${last}`).slice(0, Math.max(0, columns - 1));
  },
  line(progress, event) {
    if (event === "start") return countsOf(progress);
    const { secondsElapsed, secondsLeft } = progress;
    const elapsed = `${durationText(Math.floor(secondsElapsed))} ${event === "end" ? "in all" : "so far"}`;
    const toGo =
      event === "end" || secondsLeft === null ? "" : `, ${durationText(secondsLeft)} to go`;
    return `${countsOf(progress)}, ${elapsed}${toGo}`;
  },
  record: ({ id: _, ...progress }) => progress,
  after: progressAfter,
  drawing: { patience: 0, interval: 0 },
  linesAtOnce: true,
};

/** "118 done, 3 failed, 539 left, 4 workers, 2.4/s" */
function countsOf({ done, failed, left, workers, rate }: CohortProgress): string {
  const counts = `${done} done, ${failed} failed, ${left} left, ${counted(workers, "worker")}`;
  if (rate === 0) return counts;
  return `${counts}, ${rate >= 1 ? `${rate.toFixed(1)}/s` : `${(60 * rate).toFixed(1)}/min`}`;
}
