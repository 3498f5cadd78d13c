import type { Note } from "../../messages/note.ts";

/** Time between two notes of one kind, in ms: a worker that suits no case could write thousands. */
const between = 60_000;

/**
 * Passes a note on, and drops those that follow within a minute.
 *
 * @param now time in ms since a fixed moment
 */
export function rarely(
  onNote: ((note: Note) => void) | undefined,
  now: () => number = () => performance.now(),
): (note: Note) => void {
  let next = Number.NEGATIVE_INFINITY;
  return (note) => {
    if (now() < next) return;
    next = now() + between;
    onNote?.(note);
  };
}
