import type { Progress, Watch } from "../base/watch.ts";
import { processClock } from "./clock.ts";
import { durationText } from "./duration-text.ts";
import type { ProgressWay } from "./progress-option.ts";
import { type ProgressStyle, progressReporter } from "./progress-reporter.ts";
import type { Terminal } from "./terminal.ts";

/** How a command shows its progress and prints text. */
export interface ProgressLine {
  readonly watch: Watch;
  /** Prints on standard output; the progress line is cleared before. */
  readonly out: Terminal["out"];
  /** Prints on standard error; the progress line is cleared before. */
  readonly err: Terminal["err"];
}

/** How far a call has come, and the time since it began. */
interface TimedProgress extends Progress {
  readonly secondsElapsed: number;
}

/**
 * Runs a command and shows its progress: by default with a line on a terminal, which is cleared when the command
 * ends or fails, and with a line a minute where standard error is no terminal.
 */
export async function withProgressLine<T>(
  terminal: Terminal,
  way: ProgressWay | undefined,
  work: (line: ProgressLine) => T | Promise<T>,
): Promise<T> {
  const { out, err, clock = processClock } = terminal;
  if (way === "none") return work({ watch: {}, out, err });
  const reporter = progressReporter(terminal, way ?? "auto", style);
  const begun = clock.now();
  const timed = (progress: Progress): TimedProgress => ({
    ...progress,
    secondsElapsed: (clock.now() - begun) / 1000,
  });
  let steps = 1;
  const onProgress = (progress: Progress) => {
    steps = progress.total;
    reporter.tell(timed(progress));
  };
  try {
    const result = await work({
      watch: { onProgress },
      out: (text) => {
        reporter.clear();
        out(text);
      },
      err: (text) => {
        reporter.clear();
        err(text);
      },
    });
    reporter.end(timed({ done: steps, total: steps, stage: "done" }));
    return result;
  } catch (error) {
    reporter.end();
    throw error;
  }
}

const style: ProgressStyle<TimedProgress> = {
  /** " 37 %  glcm", cut to the terminal's width, since a line that wraps could not be cleared. */
  drawn({ done, total, stage }, columns) {
    const line = `${String(percentOf(done, total)).padStart(3)} %  ${stage}`;
    return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`;
  },
  line({ done, total, stage, secondsElapsed }, event) {
    const elapsed = `${durationText(Math.floor(secondsElapsed))} ${event === "end" ? "in all" : "so far"}`;
    return `${percentOf(done, total)} %, ${stage}, ${elapsed}`;
  },
  record: (progress) => progress,
  after: (progress, seconds) => ({
    ...progress,
    secondsElapsed: progress.secondsElapsed + seconds,
  }),
  drawing: { patience: 300, interval: 100 },
  linesAtOnce: false,
};

function percentOf(done: number, total: number): number {
  return Math.floor((100 * done) / total);
}
