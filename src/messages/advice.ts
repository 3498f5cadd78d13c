/** An option that lets a user go on after an error, and what it does. */
export interface Advice {
  /** As the library calls it: `series`, `slabThickness`. */
  readonly option: string;
  /** What it is set to, as it is shown: `UID`, `2.5`; null for yes. */
  readonly value: string | null;
  /** What it does then, as a verb with its object: `chooses one`. */
  readonly does: string;
}

/** What calls an option by a name, with its value; null where there is no such option. */
export type NameOption = (advice: Pick<Advice, "option" | "value">) => string | null;

/** Options as the library's callers write them: `option otherFrame: true`. */
export const libraryOption: NameOption = ({ option, value }) =>
  `option ${option}: ${value ?? "true"}`;

/** The advice that the details of an error hold; none if they hold none. */
export function adviceIn({ advice }: Readonly<Record<string, unknown>>): readonly Advice[] {
  return Array.isArray(advice) ? advice : [];
}

/** Advice as the end of a message: `; option series: UID chooses one`. */
export function adviceText(advice: readonly Advice[], name: NameOption): string {
  const known = advice.flatMap((one) => {
    const named = name(one);
    return named === null ? [] : [`${named} ${one.does}`];
  });
  return known.length === 0 ? "" : `; ${known.join(", ")}`;
}
