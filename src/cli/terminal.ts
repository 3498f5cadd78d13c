/** Where a command's text goes. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Characters a line of help may have. */
  readonly columns: number;
  /** Print the stack of an internal error. */
  readonly debug: boolean;
}
