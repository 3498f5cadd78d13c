/** Where a command's text goes. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Characters a line of help may have. */
  readonly columns: number;
  /** Someone watches standard error: it is a terminal, on which a line can be redrawn. */
  readonly live?: boolean;
  /** Print the stack of an internal error. */
  readonly debug: boolean;
}
