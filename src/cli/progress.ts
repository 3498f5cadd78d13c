import type { Progress, Watch } from "../base/watch.ts";
import type { Terminal } from "./terminal.ts";

/** What a command is given to show how far it is. */
export interface ProgressLine {
  readonly watch: Watch;
  /** Prints, with the line out of the way. */
  readonly out: Terminal["out"];
  /** Prints on standard error, with the line out of the way. */
  readonly err: Terminal["err"];
}

/** Commands that are through sooner show no line, in ms; then it is drawn anew this often. */
const patience = 300;
const interval = 100;

/**
 * Runs a command under a line that says how far it is: on standard error, if that is a terminal, and
 * gone when the command ends, however it ends.
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

/** " 37 %  glcm", shorter than the terminal is wide: a line that wraps could not be taken back. */
function lineOf({ done, total, stage }: Progress, columns: number): string {
  const percent = Math.floor((100 * done) / total);
  const line = `${String(percent).padStart(3)} %  ${stage}`;
  return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`;
}
