import type { Note } from "../../../messages/note.ts";

/** What is no error but has to be known of how something was read. */
export function Notes({ notes }: { readonly notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <ul class="entry-notes" aria-label="Notes">
      {notes.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}
