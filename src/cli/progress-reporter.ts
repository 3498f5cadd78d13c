import { processClock } from "./clock.ts";
import { durationText } from "./duration-text.ts";
import type { ProgressWay } from "./progress-option.ts";
import type { Terminal } from "./terminal.ts";

/** Shows how far a command is. */
export interface ProgressReporter<P> {
  /** Takes the state as it is now. */
  tell(progress: P): void;
  /** Takes back the line that is drawn on a terminal, before other text is printed. */
  clear(): void;
  /** Ends the report, with the last state that was told or with another one. */
  end(progress?: P): void;
}

/** Whether a line of progress is the first, the last, or one between them. */
export type ProgressEvent = "start" | "running" | "end";

/** How a kind of progress is shown, and how often. */
export interface ProgressStyle<P> {
  /** The line that is redrawn on a terminal of a number of columns; it must be shorter than that. */
  readonly drawn: (progress: P, columns: number) => string;
  /** A line of its own, without `progress: ` in front. */
  readonly line: (progress: P, event: ProgressEvent) => string;
  /** What a line of JSON holds beside the event. */
  readonly record: (progress: P) => object;
  /** The state `seconds` after `progress` was told, if nothing was finished since. */
  readonly after: (progress: P, seconds: number) => P;
  /** Time in ms until the drawn line first shows, and between two updates of it. */
  readonly drawing: { readonly patience: number; readonly interval: number };
  /** Whether the first line is printed at once. If not, a command that takes less than a minute prints none. */
  readonly linesAtOnce: boolean;
}

/** Time in ms between two lines. */
const lineInterval = 60_000;
const jsonInterval = 10_000;
/** Time in ms between two looks at whether a line is due. */
const lookInterval = 1000;

/** A reporter that shows progress on the terminal's standard error in the given way. */
export function progressReporter<P>(
  terminal: Terminal,
  way: ProgressWay,
  style: ProgressStyle<P>,
): ProgressReporter<P> {
  const actual = way === "auto" ? (terminal.live === true ? "drawn" : "lines") : way;
  switch (actual) {
    case "drawn":
      return drawnLine(terminal, style);
    case "lines":
      return printedLines(terminal, style, {
        patience: style.linesAtOnce ? 0 : lineInterval,
        interval: lineInterval,
        text: (progress, event) => `progress: ${style.line(progress, event)}`,
        waiting: (seconds) =>
          `progress: reading files, ${durationText(Math.floor(seconds))} so far`,
      });
    case "json":
      return printedLines(terminal, style, {
        patience: 0,
        interval: jsonInterval,
        text: (progress, event) => JSON.stringify({ event, ...style.record(progress) }),
        waiting: (secondsElapsed) => JSON.stringify({ event: "reading", secondsElapsed }),
      });
    case "none":
      return { tell() {}, clear() {}, end() {} };
  }
}

function drawnLine<P>(
  { err, columns, clock = processClock }: Terminal,
  { drawn: lineOf, drawing: { patience, interval } }: ProgressStyle<P>,
): ProgressReporter<P> {
  let drawn = false;
  let next = clock.now() + patience;
  const clear = () => {
    if (drawn) err("\r\x1b[K");
    drawn = false;
  };
  return {
    tell(progress) {
      const now = clock.now();
      if (now < next) return;
      next = now + interval;
      err(`\r${lineOf(progress, columns)}\x1b[K`);
      drawn = true;
    },
    clear,
    end: clear,
  };
}

interface PrintedLines<P> {
  /** Time in ms until the first line, and between two lines. */
  readonly patience: number;
  readonly interval: number;
  readonly text: (progress: P, event: ProgressEvent) => string;
  /** What is printed as long as no state was told, after a number of seconds. */
  readonly waiting: (seconds: number) => string;
}

function printedLines<P>(
  { err, clock = processClock }: Terminal,
  { after }: ProgressStyle<P>,
  { patience, interval, text, waiting }: PrintedLines<P>,
): ProgressReporter<P> {
  const begun = clock.now();
  let newest: { readonly progress: P; readonly told: number } | null = null;
  let next = begun + patience;
  let nextWaiting = begun + interval;
  let event: ProgressEvent = "start";
  const print = (ended: boolean) => {
    const now = clock.now();
    if (newest === null) return;
    const progress = after(newest.progress, (now - newest.told) / 1000);
    err(`${text(progress, ended ? "end" : event)}\n`);
    event = "running";
    next = now + interval;
  };
  const look = () => {
    const now = clock.now();
    if (newest !== null) {
      if (now >= next) print(false);
    } else if (now >= nextWaiting) {
      err(`${waiting((now - begun) / 1000)}\n`);
      nextWaiting = now + interval;
    }
  };
  const stopLooking = clock.every(lookInterval, look);
  return {
    tell(progress) {
      newest = { progress, told: clock.now() };
      look();
    },
    clear() {},
    end(progress) {
      stopLooking();
      if (progress !== undefined && newest !== null) newest = { progress, told: clock.now() };
      if (event !== "start") print(true);
    },
  };
}
