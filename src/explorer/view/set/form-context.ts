import { createContext } from "preact";
import type { PlacedProblem } from "./problem-place.ts";
import type { Path } from "./set-at.ts";

/** What the fields of a form read and write. */
export interface Form {
  readonly value: unknown;
  /** Sets the value at a path; undefined leaves it to its default. */
  readonly set: (path: Path, value: unknown) => void;
  /** The problems that the field of a path shows. */
  readonly problemsAt: (path: string) => readonly PlacedProblem[];
}

export const FormContext = createContext<Form>({
  value: {},
  set: () => {},
  problemsAt: () => [],
});

/** The id of a field's control in the page. */
export function fieldId(path: string): string {
  return `set-${path}`;
}
