import type { Note } from "../../messages/note.ts";

/** Least time between two notes, in ms. Without it, a worker that can measure no case would write thousands of them. */
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
