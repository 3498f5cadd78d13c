import { basename } from "node:path";
import { type Note, noteOf } from "../messages/note.ts";
import { counted } from "../messages/phrases.ts";
import type { Journal, RemovedLines } from "./journal.ts";
import { isNotesEntry } from "./sound-entry.ts";
import { type CohortEntry, notesKey } from "./unit.ts";

/** What is to be said about lines that were taken out of a journal. */
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

/** Keeps notes for the record of the run, which another call may write. */
export async function keepNotes(
  journal: Journal<CohortEntry>,
  notes: readonly Note[],
): Promise<void> {
  if (notes.length === 0) return;
  await journal.append({ key: notesKey, notes: [...keptNotes(journal), ...notes] });
}

/** The notes that were kept. */
export function keptNotes(journal: Journal<CohortEntry>): readonly Note[] {
  const entry = journal.entries.get(notesKey);
  return isNotesEntry(entry) ? entry.notes : [];
}
