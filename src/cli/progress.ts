import type { Progress, Watch } from "../base/watch.ts";
import type { Terminal } from "./terminal.ts";

/** How a command shows its progress and prints text. */
export interface ProgressLine {
  readonly watch: Watch;
  /** Prints on standard output; the progress line is cleared before. */
  readonly out: Terminal["out"];
  /** Prints on standard error; the progress line is cleared before. */
  readonly err: Terminal["err"];
}

/** Time in ms until the progress line first shows, and between two updates of it. */
const patience = 300;
const interval = 100;

/**
 * Runs a command with a progress line on standard error, if that is a terminal. The line is cleared when the
 * command ends or fails.
 */
export async function withProgressLine<T>(
  { out, err, live = false, columns }: Terminal,
  work: (line: ProgressLine) => T | Promise<T>,
): Promise<T> {
  if (!live) return work({ watch: {}, out, err });
  let drawn = false;
  let next = performance.now() + patience;
  const clear = () => {
    if (drawn) err("\r\x1b[K");
    drawn = false;
  };
  const onProgress = (progress: Progress) => {
    const now = performance.now();
    if (now < next) return;
    next = now + interval;
    err(`\r${lineOf(progress, columns)}\x1b[K`);
    drawn = true;
  };
  try {
    return await work({
      watch: { onProgress },
      out: (text) => {
        clear();
        out(text);
      },
      err: (text) => {
        clear();
        err(text);
      },
    });
  } finally {
    clear();
  }
}

/**
 * The progress line, " 37 %  glcm", cut to the terminal's width, since a line that wraps could not be
 * cleared.
 */
function lineOf({ done, total, stage }: Progress, columns: number): string {
  const percent = Math.floor((100 * done) / total);
  const line = `${String(percent).padStart(3)} %  ${stage}`;
  return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`;
}
