import type { Note } from "../messages/note.ts";
import { oneLine } from "./one-line.ts";
import type { Terminal } from "./terminal.ts";

/** Prints a note about the file or folder `path` on standard error. */
export function noteTo(err: Terminal["err"], path: string): (note: Pick<Note, "message">) => void {
  return ({ message }) => err(`note: ${oneLine(`${path}: ${message}`)}\n`);
}
