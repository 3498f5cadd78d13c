import type { Clock } from "./clock.ts";

/** Where a command's text goes. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Largest number of characters in a line of help. */
  readonly columns: number;
  /** Whether standard error is a terminal, on which a line can be redrawn. */
  readonly live?: boolean;
  /** The time that progress is shown by. Default: that of the process. */
  readonly clock?: Clock;
  /** Whether to print the stack of an internal error. */
  readonly debug: boolean;
}
