import { basename } from "node:path";
import { type Note, noteOf } from "../messages/note.ts";
import { counted } from "../messages/phrases.ts";
import type { Journal, RemovedLines } from "./journal.ts";
import { isNotesEntry } from "./sound-entry.ts";
import { type CohortEntry, notesKey } from "./unit.ts";

/** A note for each kind of line that was taken out of a journal. */
export function removalNotes(
  journal: string,
  { damaged, unsealed, path }: RemovedLines,
): readonly Note[] {
  const note = (code: "journal-damaged" | "journal-older", lines: number, which: string) => {
    if (lines === 0) return [];
    const message = `${journal}: found ${which}, put into ${basename(path)}: what was in ${lines === 1 ? "it" : "them"} is measured and written again`;
    return [noteOf(code, message, { path: journal, lines })];
  };
  return [
    ...note("journal-damaged", damaged, counted(damaged, "damaged line")),
    ...note(
      "journal-older",
      unsealed,
      `${counted(unsealed, "line")} without a checksum, as earlier versions wrote them`,
    ),
  ];
}

/**
 * Adds notes to the journal. If this call is interrupted, the call that finishes the run still finds
 * them and writes them into `run.json`.
 */
export async function keepNotes(
  journal: Journal<CohortEntry>,
  notes: readonly Note[],
): Promise<void> {
  if (notes.length === 0) return;
  await journal.append({ key: notesKey, notes: [...keptNotes(journal), ...notes] });
}

/** The notes that `keepNotes` put into a journal. */
export function keptNotes(journal: Journal<CohortEntry>): readonly Note[] {
  const entry = journal.entries.get(notesKey);
  return isNotesEntry(entry) ? entry.notes : [];
}
