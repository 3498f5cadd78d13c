import type { Note } from "../messages/note.ts";
import { oneLine } from "./one-line.ts";
import type { Terminal } from "./terminal.ts";

/** Tells on standard error what is no error but changes what is measured; `path` is what it is about. */
export function noteTo(err: Terminal["err"], path: string): (note: Pick<Note, "message">) => void {
  return ({ message }) => err(`note: ${oneLine(`${path}: ${message}`)}\n`);
}
